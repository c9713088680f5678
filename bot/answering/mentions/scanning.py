"""Scan a sentence for what a short answer is made of: dates, quantities, names and quoted phrases.

Each mention is a slice of the text and a key by which two of them are compared. One pass over the words, so that a
sentence costs some tens of microseconds and a hostile one no more per character. Refuses to say which mention answers.

>>> [(m.kind, "Ten rebels died in Kano on Tuesday night."[m.start : m.end])
...  for m in mentions("Ten rebels died in Kano on Tuesday night.")]
[('quantity', 'Ten rebels'), ('name', 'Kano'), ('date', 'Tuesday night')]
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from bot.answering.mentions.date_reading import DATE_WORDS, date_at
from bot.answering.mentions.dates import DateKey
from bot.answering.mentions.proper_names import Word, name_key, proper_names, words
from bot.answering.mentions.quantities import QUANTITY_WORDS, Quantity, quantity_at
from bot.answering.word_lists import listed

MentionKind = Literal["date", "quantity", "name", "quoted"]
Key = DateKey | Quantity | tuple[str, ...]

#: A quotation of more words is a statement, no phrase.
LONGEST_PHRASE = 10

_QUOTED = re.compile(r"(?<!\w)[“\"„«‘'](?=[^\W_])([^“”\"„«»‘\n]{1,79}?)[”\"»’'](?!\w)")
_QUOTES = frozenset("“\"„«‘'")


#: What can open a figure; a test of one set for every word, because almost all words fail it.
_OPENING = DATE_WORDS | QUANTITY_WORDS


class Mention(NamedTuple):
    """``text[start:end]`` and what it is compared by; only a quoted phrase may hold other mentions."""

    start: int
    end: int
    kind: MentionKind
    key: Key


def mentions(text: str) -> list[Mention]:
    """All mentions of a text in reading order."""
    return list(_mentions(text))


@lru_cache(maxsize=2048)
def _mentions(text: str) -> tuple[Mention, ...]:
    scanned = words(text)
    figures = list(_figures(text, scanned))
    left = _outside(scanned, figures)
    names = (Mention(start, end, "name", name_key(text[start:end])) for start, end in proper_names(text, left))
    return tuple(sorted([*figures, *names, *_quoted(text)], key=lambda found: (found.start, -found.end)))


def _figures(text: str, scanned: list[Word]) -> Iterator[Mention]:
    """Dates and quantities; where both fit, the date."""
    claimed = 0
    for number, (start, _, word) in enumerate(scanned):
        lower = word.lower()
        if start < claimed or not (lower in _OPENING or word[0].isdigit() or "-" in word):
            continue
        found = _date(text, scanned, number)
        if found is None and not _is_identifier(text, scanned, number):
            found = _quantity(text, start, claimed)
        if found is not None:
            claimed = found.end
            yield found


def _date(text: str, scanned: list[Word], number: int) -> Mention | None:
    before = scanned[number - 1][2] if number else ""
    after = scanned[number + 1][2] if number + 1 < len(scanned) else ""
    start = scanned[number][0]
    found = date_at(text, start, before, after)
    if found is None:
        return None
    article = 4 if found[1].relative and text[max(0, start - 4) : start].lower() == "the " else 0
    return Mention(start - article, found[0], "date", found[1])


def _quantity(text: str, at: int, claimed: int) -> Mention | None:
    found = quantity_at(text, at)
    return None if found is None or found[0] < claimed else Mention(found[0], found[1], "quantity", found[2])


def _is_identifier(text: str, scanned: list[Word], number: int) -> bool:
    """ "Flight 370 crashed", "Boeing 747": a bare number after a capitalised word, with nothing counted after it."""
    start, end, word = scanned[number]
    if not number or not word.isdigit() or not scanned[number - 1][2][0].isupper():
        return False
    before = scanned[number - 1]
    if text[before[1] : start] not in (" ", "\u00a0") or before[2].lower() in _BEFORE_COUNTS or before[2].endswith("s"):
        return False
    found = quantity_at(text, start)
    return found is None or found[1] == end


_BEFORE_COUNTS = listed("about over some around at least nearly almost only killed magnitude than to of the")


def _outside(scanned: list[Word], figures: list[Mention]) -> list[Word]:
    """The words that no figure has claimed."""
    left: list[Word] = []
    spans = iter(figures)
    span = next(spans, None)
    for word in scanned:
        while span is not None and span.end <= word[0]:
            span = next(spans, None)
        if span is None or word[1] <= span.start:
            left.append(word)
    return left


def _quoted(text: str) -> Iterator[Mention]:
    if _QUOTES.isdisjoint(text):
        return
    for match in _QUOTED.finditer(text):
        phrase = match[1].rstrip(" ,.;:")
        if phrase and phrase.count(" ") < LONGEST_PHRASE:
            yield Mention(match.start(1), match.start(1) + len(phrase), "quoted", name_key(phrase))
