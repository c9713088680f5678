"""Change questions the way people do, or so that they have no answer: pure functions of a question and a generator.

Typos and keyword style keep the answer; a swapped name or number takes it away. Every function returns ``None`` where
it has nothing to change. Refuses to touch articles: what is quoted is never noisy.
"""

import random
import re

from index.terms import stop_words

_WORD = re.compile(r"[^\W\d_]{5,}")
_NAME = re.compile(r"(?:[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+))*")
_YEAR = re.compile(r"\b(1[0-9]|20)\d\d\b")


def with_typo(question: str, chance: random.Random) -> str | None:
    """Swap, drop or double a letter in one word of five letters or more, never its first."""
    words = list(_WORD.finditer(question))
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    a, b = question[at], question[at + 1]
    changed = chance.choice((b + a, b, a + a + b))
    return question[:at] + changed + question[at + 2 :]


def as_keywords(question: str) -> str | None:
    """Keep the words that carry meaning.

    >>> as_keywords("What was the codename of the operation?")
    'codename operation'
    """
    words = re.findall(r"[\w'’-]+", question)
    kept = [word for word in words if word.lower() not in stop_words() and word.lower() not in _ASKING]
    return " ".join(kept) if 2 <= len(kept) < len(words) else None


def as_chat(question: str, chance: random.Random) -> str | None:
    """Shorten to what people type in a chat: the question word and two to four of the longer words, in lower case.

    >>> as_chat("What was the codename of the operation that Pakistan launched?", random.Random(0))
    'what codename operation pakistan'
    """
    words = re.findall(r"[\w'’-]+", question)
    asking = [word for word in words[:4] if word.lower() in _ASKING][:2]
    rest = [word for word in words if word.lower() not in stop_words() and word.lower() not in _ASKING]
    if not asking or len(rest) < 3:
        return None
    longest = sorted(range(len(rest)), key=lambda at: -len(rest[at]))[: chance.randint(2, 4)]
    return " ".join([*asking, *(rest[at] for at in sorted(longest))]).lower()


def with_another_role(question: str, gold: str, answer: str, chance: random.Random) -> str | None:
    """Replace a name of the question by another that the gold window speaks of too: it played another part.

    Neither name overlaps the answer. Most results have no answer in ``gold``; where parts are symmetrical some do.
    """
    found = [m for m in _NAME.finditer(question) if m.start() > 0 and m.group() in gold and m.group() not in answer]
    if not found:
        return None
    old = chance.choice(found)
    taken = _words(question + " " + answer)
    others = {
        m.group() for m in _NAME.finditer(gold) if m.start() > 0 and gold[m.start() - 2 : m.start() - 1] not in ".!?"
    }
    usable = sorted(name for name in others if not taken & _words(name) and not _words(name) & stop_words())
    return question[: old.start()] + chance.choice(usable) + question[old.end() :] if usable else None


def with_another_name(question: str, gold: str, elsewhere: list[str], chance: random.Random) -> str | None:
    """Replace a name or year that the gold window confirms by one of the same kind that it does not contain.

    ``elsewhere`` are sentences of the same article; the result has no answer in ``gold``.
    """
    found = [m for m in (*_NAME.finditer(question), *_YEAR.finditer(question)) if m.start() > 0 and m.group() in gold]
    if not found:
        return None
    old = chance.choice(found)
    kind = _YEAR if old.group()[0].isdigit() else _NAME
    others = {m.group() for sentence in elsewhere for m in kind.finditer(sentence) if kind is _YEAR or m.start() > 0}
    usable = sorted(name for name in others if _is_other(name, old.group(), question, gold))
    if not usable:
        return None
    return question[: old.start()] + chance.choice(usable) + question[old.end() :]


def _is_other(name: str, old: str, question: str, gold: str) -> bool:
    taken = set((question + " " + gold).lower().split()) | set(old.lower().split())
    return abs(len(name.split()) - len(old.split())) <= 1 and not any(word in taken for word in name.lower().split())


def _words(text: str) -> set[str]:
    return {re.sub(r"['’]s?$", "", word) for word in re.findall(r"[\w'’-]+", text.lower())}


_ASKING = frozenset("what who whom whose which when where why how many much did do does".split())
