"""Find what one text affirms and the other denies: "no fighters were killed" against "fighters were killed".

A negation reaches a few words to its right, to the end of its clause. Two texts differ where one negates what the other
states without any negation, and most of what is negated stands in both. Refuses to understand double negation.

>>> negation("BLF fighters were killed.", "The BLF said no BLF fighters were killed.")
(Difference(kind='negation', claim='fighters were killed', source='no BLF fighters were killed'),)
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.mentions.scanning import mentions
from bot.answering.word_lists import listed
from bot.models import Difference
from index.terms import Token, tokenize

#: A negation reaches this many words, at most to the end of its clause.
REACH = 7
#: This share of the content words that are negated must stand in the other text.
SHARED = 0.6

_NEGATIONS = listed(
    "not no never neither nor without none nobody cannot denied denies deny denying rejected rejects rejecting refused "
    "refuses refuted refutes dismissed dismisses failed fails"
)
_DETERMINERS = listed("no none without nobody")
_CLAUSE_END = re.compile(r"[,;:.!?]\s|\b(?:and|but|while|or|who|which|said|says|because|after|before)\b", re.IGNORECASE)
_ONLY = re.compile(r"\s(?:only|just|alone)\b|\s(?:less|fewer|more|later) than\b", re.IGNORECASE)


class _Negated(NamedTuple):
    """A negation and the content words in its reach."""

    start: int
    determiner: bool
    tokens: tuple[Token, ...]


def negation(claim: str, sentence: str) -> tuple[Difference, ...]:
    """The first thing that one of the two negates and the other states; nothing where both do the same."""
    denied, affirmed = _negated(sentence), _negated(claim)
    for negated in denied:
        if not affirmed and (pair := _stated(negated, sentence, claim)):
            return (Difference(kind="negation", claim=pair[1], source=pair[0]),)
    for negated in affirmed:
        if not denied and (pair := _stated(negated, claim, sentence)):
            return (Difference(kind="negation", claim=pair[0], source=pair[1]),)
    return ()


def has_negation(text: str) -> bool:
    """Whether a text denies or negates anything.

    >>> has_negation("She also denied"), has_negation("She said on Monday")
    (True, False)
    """
    return any(_negates(text[word.start : word.end].lower()) for word in tokenize(text))


def _stated(negated: _Negated, text: str, other: str) -> tuple[str, str] | None:
    """The negated words, and the same words where the other text states them."""
    stated = {term: token for token in _content(other) for term in token.terms}
    shared = [token for token in negated.tokens if any(term in stated for term in token.terms)]
    if not shared or len(shared) < SHARED * len(negated.tokens):
        return None
    everywhere = {term for token in _content(text) for term in token.terms}
    if negated.determiner and len(everywhere & stated.keys()) < 2:
        return None
    matches = [next(stated[term] for term in token.terms if term in stated) for token in shared]
    start, end = min(token.start for token in matches), max(token.end for token in matches)
    return text[negated.start : shared[-1].end], other[start:end]


def _negated(text: str) -> list[_Negated]:
    words = tokenize(text)
    content = {token.start for token in _content(text)}
    found: list[_Negated] = []
    for number, word in enumerate(words):
        lower = text[word.start : word.end].lower()
        if not _negates(lower) or _ONLY.match(text, word.end):
            continue
        reach = _reach(text, words[number + 1 : number + 1 + REACH], word.end)
        tokens = tuple(token for token in reach if token.start in content)
        if tokens:
            found.append(_Negated(word.start, lower in _DETERMINERS, tokens))
    return found


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word[-3:] in ("n't", "n’t")


def _reach(text: str, words: Sequence[Token], start: int) -> list[Token]:
    end = _CLAUSE_END.search(text, start)
    return [word for word in words if end is None or word.end <= end.start()]


def _content(text: str) -> list[Token]:
    """The words that carry a statement: no function words, names or figures."""
    spans = [(mention.start, mention.end) for mention in mentions(text) if mention.kind in ("name", "date")]
    return [
        token
        for token in tokenize(text)
        if token.terms
        and not text[token.start].isdigit()
        and not _negates(text[token.start : token.end].lower())
        and not any(start <= token.start < end for start, end in spans)
    ]
