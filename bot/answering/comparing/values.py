"""Read the value of a short answer, and tell whether two values are one.

Numbers, dates and names are compared after normalising: "10 people" and "ten", "Thursday" and "Thursday evening",
"Guterres" and "Secretary-General Antonio Guterres", "UN" and "United Nations", "Davos" and "Davos, Switzerland" are
one. Refuses to say whether two sentences speak of the same event.

>>> quote = "Secretary-General Antonio Guterres and Guterres"
>>> same_value(AnswerType.PERSON, read_value(quote, (0, 34)), read_value(quote, (39, 47)))
True
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.answering.mentions.dates import DateKey, same_date
from bot.answering.mentions.proper_names import name_key, same_token, without_titles
from bot.answering.mentions.quantities import Quantity, same_quantity
from bot.answering.mentions.scanning import Mention, MentionKind, mentions
from bot.models import AnswerType
from index.terms import fold, terms

#: Two clauses say the same from this share of common terms on (Dice 1945).
SAME_CLAUSE = 0.6
#: Two names written together are one, misspelt, from this likeness on (rapidfuzz ratio), and may be from the second on.
ONE_NAME = 92
PERHAPS_ONE_NAME = 80
SHORTEST_MISSPELT_NAME = 8

_DIGITS = re.compile(r"\d+")
#: A name in capitals and in full: and in full: "BLA", "Balochistan Liberation Army".
_ACRONYM = re.compile(r"\A\W*(?:[A-Z]\.?){2,8}\W*\Z")
_SHORT_TITLE = re.compile(r"\A[A-Z]{2,3}\s(?=[A-Z][a-z])")
_INITIALS_SKIP = frozenset({"of", "the", "for", "and", "on", "in", "de", "du", "des", "la"})
_CLAUSES = frozenset({AnswerType.STATEMENT, AnswerType.REASON, AnswerType.DEFINITION, AnswerType.YES_NO})


class AnswerValue(NamedTuple):
    """A short answer, as read: its text and all that it can be compared by."""

    text: str
    date: DateKey | None
    quantity: Quantity | None
    name: tuple[str, ...]
    terms: frozenset[str]

    @property
    def detail(self) -> int:
        """How much it states; the fuller of two values that are one decides what a third is compared with."""
        stated = sum(part is not None for part in self.date) if self.date else 0
        measured = 1 + bool(self.quantity.unit) if self.quantity else 0
        return 100 * (stated + measured) + len(self.name)


def read_value(quote: str, span: tuple[int, int]) -> AnswerValue:
    """Read the short answer that stands at ``quote[start:end]``."""
    found = mentions(quote)
    text = quote[slice(*span)]
    date = _overlapping(found, span, "date")
    quantity = _overlapping(found, span, "quantity")
    return AnswerValue(
        text,
        date.key if date and isinstance(date.key, DateKey) else None,
        quantity.key if quantity and isinstance(quantity.key, Quantity) else None,
        _name(quote, found, span),
        frozenset(terms(text)),
    )


def same_value(kind: AnswerType, one: AnswerValue, other: AnswerValue) -> bool | None:
    """True where two values are one, False where they exclude each other, None where it is open."""
    if kind is AnswerType.QUANTITY and one.quantity and other.quantity:
        return same_quantity(one.quantity, other.quantity)  # "two" of one thing are not "two" of another
    if fold(one.text) == fold(other.text):
        return True
    if kind is AnswerType.DATE and one.date and other.date:
        return same_date(one.date, other.date)
    if kind in (AnswerType.DATE, AnswerType.QUANTITY):
        return True if one.terms and one.terms == other.terms else None
    if kind in _CLAUSES:
        return _same_clause(one.terms, other.terms)
    return _same_name(kind, one, other)


def _overlapping(found: Sequence[Mention], span: tuple[int, int], kind: MentionKind) -> Mention | None:
    """The mention that shares most with the span."""
    shared = [(min(m.end, span[1]) - max(m.start, span[0]), m) for m in found if m.kind == kind]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _name(quote: str, found: Sequence[Mention], span: tuple[int, int]) -> tuple[str, ...]:
    parts = [
        name_key(_SHORT_TITLE.sub("", quote[max(m.start, span[0]) : min(m.end, span[1])]))
        for m in found
        if m.kind == "name" and m.start < span[1] and span[0] < m.end
    ]
    return without_titles(token for part in parts for token in part) or name_key(quote[slice(*span)])


def _same_name(kind: AnswerType, one: AnswerValue, other: AnswerValue) -> bool | None:
    short, long = sorted((one, other), key=lambda value: len(value.name))
    if not short.name:
        return None
    if _is_acronym(short.text, long.text) or _is_acronym(long.text, short.text):
        return True
    likeness = _likeness("".join(short.name), "".join(long.name))
    if likeness >= ONE_NAME:
        return True
    within = [any(same_token(token, each) for each in long.name) for token in short.name]
    if not all(within):
        return None if likeness >= PERHAPS_ONE_NAME else False
    closes = any(same_token(long.name[-1], token) for token in short.name)
    return True if closes or kind is AnswerType.PLACE else None


def _likeness(one: str, other: str) -> float:
    """How alike two names are when written together, 0 to 100; names with different figures are not."""
    if same_token(one, other):
        return 100.0
    if min(len(one), len(other)) < SHORTEST_MISSPELT_NAME or _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    return fuzz.ratio(one, other)


def _is_acronym(short: str, long: str) -> bool:
    if not _ACRONYM.match(short):
        return False
    letters = "".join(c for c in short if c.isalpha()).lower()
    tokens = re.findall(r"[^\W\d_]+", long)
    inside = [token.lower() for token in tokens if token.isupper() and len(token) > 1]
    initials = "".join(token[0].lower() for token in tokens if token[0].isupper())
    every = "".join(token[0].lower() for token in tokens if token.lower() not in _INITIALS_SKIP)
    return letters in inside or (len(letters) > 1 and letters in (initials, every))


def _same_clause(one: frozenset[str], other: frozenset[str]) -> bool | None:
    if not one or not other:
        return None
    shared = len(one & other)
    if shared == min(len(one), len(other)) >= 2:
        return True
    return True if 2 * shared >= SAME_CLAUSE * (len(one) + len(other)) and not _figures(one ^ other) else None


def _figures(found: frozenset[str]) -> bool:
    return any(term[0].isdigit() for term in found)
