"""Tell a question from the talk around it: greetings, thanks, curiosity about the bot, jokes, and politeness.

A message that is nothing but such talk gets one kind sentence that says what can be asked; a greeting before a real
question is taken off, so that the question is read as if it stood alone. Only whole messages count as small talk:
refuses to touch anything with a word of its own.

>>> reply("hi, who mediated?"), without_greeting("hey guys, can you tell me who mediated pls?"), reply("thanks!")
(None, 'who mediated', 'You are welcome. Ask me more about what the articles report whenever you like.')
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from bot.answering.word_lists import phrases

_REPLIES = {
    "greeting": "Hello. Ask me who, what, where, when, why or how many, and I answer in the words of the articles.",
    "thanks": "You are welcome. Ask me more about what the articles report whenever you like.",
    "farewell": "Goodbye. I am here whenever you want to ask what the articles report.",
    "about": "I answer questions about the articles I was given, in their own words and with their source: "
    "ask who, what, where, when, why or how many.",
    "other": "I can only tell what the articles report: ask who, what, where, when, why or how many.",
}
_MENTION = r"(?:<@[!&]?\d+>|@[\w.]+)"
_GAP = r"[\s,.!:;…–—-]"
_ASKING = (
    r"(?:wh(?:o|om|ose|at|en|ere|y|ich|ether)|how|if|(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)n?['’]?t?)"
    r"(?:['’]?s|['’]re)?\b"
)
_LAUGHTER = re.compile(r"(?:(?:ha|he|hi|ja|lo){2,}h?l?|lo+l|x+d+|a+h+|h+m+|o+h+|u+m+|w+o+w+|y+a+y+)(?: \w)?")
_PAUSE = re.compile(r"[,.!?:;…–—\n]+")
_NOT_A_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_PLEASE = frozenset({"please", "pls", "plz", "kindly"})
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
#: Far more politeness than anybody writes; bounds the work on hostile text.
_MOST_PIECES = 12
_LONGEST_TALK = 200


def reply(question: str) -> str | None:
    """A kind sentence for a message that asks nothing of the articles; nothing for a real question."""
    if len(question) > _LONGEST_TALK:
        return None
    spoken = re.sub(_MENTION, " ", question)
    whole = _folded(spoken)
    if not whole:
        return _REPLIES["greeting"] if re.search(_MENTION, question) else None
    section = _section(whole) or _section(_folded(without_greeting(spoken))) or _section_of_all(spoken)
    return None if section is None else _REPLIES[section]


def without_greeting(text: str) -> str:
    """The question itself: a slice of the text without mentions, greetings and politeness at either end.

    >>> without_greeting("@Onrecord Good morning! Does anyone know when it began? Thanks")
    'when it began?'
    """
    if _is_plain(text):
        return text.strip()
    start = _start_of_question(text, _patterns())
    end = _end_of_question(text, start, _patterns())
    core = text[start:end].strip()
    return core if _folded(core) else text.strip()


def _section(message: str) -> str | None:
    """The kind of small talk that a folded message is as a whole, whoever it is addressed to."""
    words = [word for word, _ in groupby(message.split())]
    known = _small_talk().get(" ".join(words)) or ("other" if _LAUGHTER.fullmatch(message) else None)
    if known is None and len(words) > 1 and words[-1] in phrases("politeness.txt")["address"]:
        return _small_talk().get(" ".join(words[:-1]))
    return known


def _section_of_all(text: str) -> str | None:
    """The kind that a message of several pieces opens with, where every piece is small talk: "Hi! Thanks." """
    pieces = [_section(piece) for piece in map(_folded, _PAUSE.split(text)) if piece]
    return pieces[0] if pieces and all(pieces) else None


def _is_plain(text: str) -> bool:
    """Whether a text neither begins nor ends like politeness.

    Most questions are plain, and a process that answers one need not spend its time on compiling the patterns.
    """
    words = _WORD.findall(text.casefold())
    if not words or "@" in text:
        return False
    edges = _edges()
    second = words[1] if len(words) > 1 else ""
    opens = words[0] in edges.first or (words[0], second) in edges.first_two or second in _PLEASE
    return not opens and words[-1] not in edges.last


class _Edges(NamedTuple):
    first: frozenset[str]
    first_two: frozenset[tuple[str, str]]
    last: frozenset[str]


@lru_cache(maxsize=1)
def _edges() -> _Edges:
    """What politeness begins with (a word that is all of it, or the first two) and ends with."""
    lists = phrases("politeness.txt")
    openings = [line.split() for name in ("greeting", "address", "filler", "asking") for line in lists[name]]
    return _Edges(
        frozenset(words[0] for words in openings if len(words) == 1),
        frozenset((words[0], words[1]) for words in openings if len(words) > 1),
        frozenset(line.split()[-1] for line in lists["closing"]),
    )


class _Patterns(NamedTuple):
    opening: re.Pattern[str]
    closing: re.Pattern[str]


def _start_of_question(text: str, patterns: _Patterns) -> int:
    at = 0
    for _ in range(_MOST_PIECES):
        match = patterns.opening.match(text, at)
        if match is None or match.end() == at:
            break
        at = match.end()
    return at


def _end_of_question(text: str, start: int, patterns: _Patterns) -> int:
    end = len(text.rstrip())
    for _ in range(_MOST_PIECES):
        tail = max(start, end - 80)
        match = patterns.closing.search(text, tail, end)
        if match is None or match.start() <= start:
            break
        end = match.start(1)
    return end


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """Compile the lists of politeness: what may open a message before a question, and what may close it.

    A greeting is one only before a pause or a question ("hey Jude was written when?" keeps its first word).
    """
    lists = phrases("politeness.txt")
    names = {name: _any_of(lines) for name, lines in lists.items()}
    pause = rf"(?=\s*(?:[,.!:;…–—-]|\Z|{_MENTION}))"
    before_question = rf"(?=\s+(?:{_ASKING}|{names['filler']}|{names['asking']}))"
    known = rf"(?:{pause}|{before_question})"
    opening = "|".join(
        (
            _MENTION,
            rf"{names['greeting']}(?:\s+{names['address']})?{known}",
            rf"{names['address']}(?=\s*,)",
            rf"(?:guys|folks|everyone|everybody){before_question}",
            rf"{names['asking']}(?:\s+(?:of|about|on|as\s+to))?(?=\s*[,:…–—-]|\s+{_ASKING})",
            rf"{names['filler']}{known}",
        )
    )
    closing = rf"((?:(?<=[?!.])\s*|\s*[,;–—-]\s*|\s+(?=pl(?:ea)?[sz]))(?:{names['closing']}|{_MENTION}))[\s!.?…]*\Z"
    return _Patterns(
        re.compile(rf"{_GAP}*+(?:{opening}){_GAP}*+", re.IGNORECASE),
        re.compile(closing, re.IGNORECASE),
    )


def _any_of(lines: Iterable[str]) -> str:
    """An alternation of phrases, longest first; a space, an apostrophe or a "please" may stand between their words."""
    between = r"[\s'’]+(?:(?:please|pls|plz|kindly)\s+)?"
    ordered = sorted(set(lines), key=lambda line: (-len(line), line))
    return "(?:" + "|".join(phrase.replace(" ", between) for phrase in ordered) + r")(?!\w|['’]\w)"


@lru_cache(maxsize=1)
def _small_talk() -> dict[str, str]:
    return {line: name for name, lines in phrases("small_talk.txt").items() for line in lines}


def _folded(text: str) -> str:
    return _NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", text.casefold())).strip()
