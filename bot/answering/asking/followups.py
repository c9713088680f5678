"""Complete a question that leans on the one before: "and when?", "what about Iran?", "where was he?", "who said that?".

What is missing is taken from the words of the previous question and its short answer, so that the completed question
can be searched, read by the small reader and shown to the asker. Helping words that are added are function words, which
are not matched on. Refuses to touch a question that stands on its own, and to resolve a pronoun that nothing fits.

>>> complete("and when?", Turn(question="who mediated?", short_answer="China"))
'when was it that China mediated?'
>>> complete("what about Iran?", Turn(question="when did Pakistan strike?"))
'when did Iran strike?'
"""

import re

from bot.answering.asking.previous_questions import Asked, understand
from bot.answering.asking.smalltalk import without_greeting
from bot.models import LONGEST_QUESTION, Turn

_LEAD = r"(?:(?:and|but|or|so|also|then|ok|okay)\b[\s,]*)*"
_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_PREPOSITION = (
    r"(?:in|on|at|by|for|from|with|of|to|under|near|inside|outside|during|after|before|since|until|against|about)"
)
_BARE = re.compile(
    rf"{_LEAD}(?P<wh>(?:{_PREPOSITION}\s+)?{_WH}(?:\s+(?:many|much|long|often|far|else|exactly|so|come|not|though|then|ever))*)"
    r"(?:\s+(?:was|is|were|are|did|does|has|have)\s+(?:that|this|it)(?:\s+(?:happen|happened|occur|be|been|so|done))?)?\s*[?.!…]*",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    rf"{_LEAD}(?P<wh>(?:{_PREPOSITION}\s+)?(?:how\s+many|how\s+much|which|what|whose)(?:\s+[\w’'-]+){{1,3}})\s*[?.!…]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"{_LEAD}(?:(?:what|how)\s+about|what\s+of|what\s+with|same\s+for|as\s+for)\s+(?P<what>[^?]{{1,80}}?)\s*[?.!…]*",
    re.IGNORECASE,
)
_AND = re.compile(
    rf"(?:(?:and|or|but)\s+(?:also\s+)?|(?={_PREPOSITION}\s))(?P<what>[^?]{{1,60}}?)\s*[?.!…]*", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|do|does|did|has|have|had|will|would|can|could|should|may|might|must|\w{3,}ed|said|says|"
    r"won|lost|began|broke|fell|went|came|met|led|held|left|made|took|hit|shot|struck|spoke|told|gave|sent|paid|knew|got|fought|fled|"
    r"died|dies|means?|happens?|starts?|ends?)\b",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    rf"{_LEAD}(?P<verb>(?:who|which\s+\w+|what\s+\w+)\s+(?:says?|said|claims?|claimed|reports?|reported|told|wrote|announced|confirmed|"
    r"denied|stated))\s+(?:that|this|it|so)\s*[?.!…]*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(he|she|him|her|his|hers|they|them|their|theirs|it|its|this|that|these|those|there)\b", re.IGNORECASE
)
_POSSESSIVE = frozenset({"his", "her", "hers", "their", "theirs", "its"})
_OF_PEOPLE = frozenset({"he", "she", "him", "her", "his", "hers"})
_OF_MANY = frozenset({"they", "them", "their", "theirs", "these", "those"})


def complete(question: str, previous: Turn) -> str | None:
    """The question in full words, or nothing where it stands on its own."""
    text, before = without_greeting(question), without_greeting(previous.question)
    if not text or not before or max(len(text), len(before)) > LONGEST_QUESTION:
        return None
    asked = understand(before, previous.short_answer)
    full = _completed(text, asked)
    if full is None or _plain(full) == _plain(text):
        return None
    return f"{' '.join(full.split()).rstrip(' ?.!…')}?"[:LONGEST_QUESTION]


def _completed(text: str, asked: Asked) -> str | None:
    if match := _BARE.fullmatch(text):
        return asked.with_question_word(_without_filler(match["wh"]))
    if match := _SAID_THAT.fullmatch(text):
        return f"{match['verb']} that {asked.statement}" if asked.statement else None
    if (match := _ABOUT.fullmatch(text)) and not _FINITE.search(match["what"]):
        return asked.about(match["what"])
    if (match := _PHRASE.fullmatch(text)) and not _FINITE.search(text):
        return asked.with_question_word(match["wh"])
    if (match := _AND.fullmatch(text)) and not _FINITE.search(text) and not re.match(_WH, match["what"], re.IGNORECASE):
        return asked.about(match["what"])
    return _with_names(text, asked)


def _without_filler(wh: str) -> str:
    return re.sub(r"\s+(?:exactly|so|though|then|ever)\b", "", wh, flags=re.IGNORECASE)


def _with_names(text: str, asked: Asked) -> str | None:
    """The question with its dangling pronouns replaced by what they mean, or nothing where none dangles."""
    changed, at = "", 0
    for match in _PRONOUN.finditer(text):
        meant = _meaning(match, text, asked)
        if meant is not None:
            changed += text[at : match.start()] + meant
            at = match.end()
    return changed + text[at:] if at else None


def _meaning(match: re.Match[str], text: str, asked: Asked) -> str | None:
    word = match[1].lower()
    if _has_own_antecedent(text[: match.start()]) or not _dangles(word, text, match):
        return None
    if word in _OF_PEOPLE:
        meant = asked.person
    elif word in _OF_MANY:
        meant = asked.several
    elif word == "there":
        return asked.place
    else:
        meant = asked.thing
    if meant is None:
        return None
    return f"{meant}’s" if _is_possessive(word, text[match.end() :]) else meant


def _is_possessive(word: str, rest: str) -> bool:
    return word in _POSSESSIVE and bool(re.match(r"\s+\w", rest)) and (word != "her" or not _FINITE.match(rest.strip()))


def _has_own_antecedent(before: str) -> bool:
    """Whether a name stands in the question before the pronoun, which then means that one."""
    words = before.split()
    return any(word[0].isupper() and word.lower() not in ("i", "the") for word in words[1:])


def _dangles(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether a pronoun means something outside the question: not "is there", "it is true that", "that attack"."""
    before, after = text[: match.start()].lower().split(), text[match.end() :].lower().split()
    following = after[0].strip("?.!,…") if after else ""
    if word == "there":
        return (bool(before) and not re.fullmatch(r"is|are|was|were|be|been", before[-1])) or (
            not following and len(before) > 2
        )
    if word in ("this", "that", "these", "those"):
        return not following or (following in ("happen", "mean", "called", "of") and bool(before))
    if word in ("it", "its"):
        content = [w for w in before if not re.fullmatch(rf"{_WH}|\w{{1,4}}|does|about", w)]
        verb_alone = len(content) == 1 and len(before) == 2 and bool(re.fullmatch(_WH, before[0]))
        return (
            bool(before)
            and (not content or verb_alone)
            and not re.search(r"\bthat\b", " ".join(after))
            and following != "take"
        )
    return True


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
