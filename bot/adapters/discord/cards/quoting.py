"""Put a quotation into lines of markup: word for word, the answer in bold, any ellipsis outside the marks. Pure.

Tells whoever composes a card when words had to be left out, so that they come on a later page. Refuses to alter a
quotation in any other way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.adapters.discord.cards.layout import Linked, Text
from bot.adapters.discord.cards.sourcing import PORTION, names, overlong, source_block
from bot.adapters.discord.escaping import (
    ELLIPSIS,
    escaped,
    first_words,
    last_words,
    length,
    portions,
    visible,
    visible_parts,
)
from bot.adapters.discord.phrases import Phrases
from bot.models import Citation

_MARKS = "\"'“”„‟«»‘’‚‛"
#: Between the marks around a quotation and marks of its own.
_THIN = "\u200a"


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a quotation: before the answer, the answer, after it; and whether words are missing."""

    before: str
    answer: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every word is there."""
        return not (self.cut_before or self.cut_after)


def excerpt(citation: Citation, *, limit: int) -> Excerpt:
    """The quotation, or as much of it around the answer as fits."""
    before, answer, after = visible_parts(citation.quote, citation.answer_span or (0, 0))
    if length(escaped(before) + escaped(answer) + escaped(after)) <= limit:
        return Excerpt(before, answer, after)
    kept = first_words(answer, limit * 2 // 3)
    if kept != answer:
        return Excerpt("", kept, "", bool(before), cut_after=True)
    room = limit - length(escaped(kept))
    wanted_before, wanted_after = length(escaped(before)), length(escaped(after))
    head = last_words(before, max(room // 2, room - wanted_after))
    tail = first_words(after, max(room // 2, room - wanted_before))
    return Excerpt(head, kept, tail, head != before, tail != after)


def quotation(part: Excerpt, phrases: Phrases) -> str:
    """A line with an excerpt in quotation marks, any ellipsis outside them."""
    bold = f"**{escaped(part.answer)}**" if part.answer else ""
    inside = phrases.isolated(escaped(part.before) + bold + escaped(part.after))
    whole = part.before + part.answer + part.after
    opening, closing = (_THIN if each and each in _MARKS else "" for each in (whole[:1], whole[-1:]))
    left = f"{ELLIPSIS} " if part.cut_before else ""
    right = f" {ELLIPSIS}" if part.cut_after else ""
    return f"> {left}“{opening}{inside}{closing}”{right}"


def quotation_blocks(citation: Citation, phrases: Phrases, *, limit: int = PORTION) -> Iterator[Text]:
    """Every word of a quotation, in as many portions as its length takes."""
    whole = excerpt(citation, limit=limit)
    if whole.is_whole:
        yield Text(quotation(whole, phrases))
        return
    parts = list(portions(visible(citation.quote), limit))
    for at, part in enumerate(parts):
        shown = Excerpt(part, cut_before=at > 0, cut_after=at < len(parts) - 1)
        yield Text(quotation(shown, phrases))


def citation_blocks(number: int, citation: Citation, phrases: Phrases, *, limit: int) -> list[Text | Linked]:
    """A citation on an answer's card: as much of the quotation as fits, who says so, where it stands."""
    line = quotation(excerpt(citation, limit=limit), phrases)
    return [Text(line), source_block(number, citation, phrases)]


def long_citation_blocks(
    number: int, citation: Citation, phrases: Phrases, *, limit: int = PORTION
) -> Iterator[Text | Linked]:
    """A citation with every word of it, in as many blocks as its length takes."""
    yield from quotation_blocks(citation, phrases, limit=limit)
    yield from overlong(names(citation), phrases, limit=limit)
    yield source_block(number, citation, phrases)
