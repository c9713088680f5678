"""Put a quotation and its source into lines of Discord markup: word for word, the answer in bold, who says so.

What is left out at either end is marked outside the quotation marks, and told to whoever composes the card, so that it
comes on a later page. Refuses to alter a quotation in any other way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.adapters.discord.cards.layout import Linked, Text
from bot.adapters.discord.cards.links import safe_url
from bot.adapters.discord.escaping import (
    ELLIPSIS,
    escaped,
    first_words,
    last_words,
    length,
    portions,
    shown,
    visible,
    visible_parts,
)
from bot.adapters.discord.phrases import Phrases
from bot.models import Attribution, Citation

#: Characters of a quotation on an answer's card, escapes included; nearly every sentence of an article is shorter.
QUOTE = 600
#: Characters of a quotation, or of a part of a longer one, on the pages behind the card.
PORTION = 1500
TITLE = 120
NAME = 60
_MARKS = "\"'“”„‟«»‘’‚‛"
_THIN = "\u2009"


@dataclass(frozen=True)
class Excerpt:
    """What is shown of a quotation: before the answer, the answer, after it; and whether words are missing."""

    before: str
    answer: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


def excerpt(quote: str, span: tuple[int, int] | None, *, limit: int = QUOTE) -> Excerpt:
    """The quotation, or as much of it around the answer as fits."""
    before, answer, after = visible_parts(quote, span or (0, 0))
    if length(escaped(before + answer + after)) <= limit:
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
    inside = escaped(part.before) + bold + escaped(part.after)
    whole = part.before + part.answer + part.after
    opening = _THIN if whole[:1] and whole[0] in _MARKS else ""
    closing = _THIN if whole[:1] and whole[-1] in _MARKS else ""
    left = f"{ELLIPSIS} " if part.cut_before else ""
    right = f" {ELLIPSIS}" if part.cut_after else ""
    return f"> {left}“{opening}{phrases.isolated(inside)}{closing}”{right}"


def is_whole(citation: Citation) -> bool:
    """Whether a card has room for every word of a citation."""
    part = excerpt(citation.quote, citation.answer_span)
    cut = part.cut_before or part.cut_after
    return not cut and all(length(shown(text)) <= room for text, room in _names(citation))


def citation_blocks(number: int, citation: Citation, phrases: Phrases) -> list[Text | Linked]:
    """A citation on a card: quotation, who says so, where it stands, with a button where its address is known."""
    line = quotation(excerpt(citation.quote, citation.answer_span), phrases)
    return _with_source([line], number, citation, phrases)


def long_citation_blocks(
    number: int, citation: Citation, phrases: Phrases, *, limit: int = PORTION
) -> Iterator[Text | Linked]:
    """A citation with every word of it, in as many blocks as its length takes."""
    part = excerpt(citation.quote, citation.answer_span, limit=limit)
    cut = part.cut_before or part.cut_after
    yield from quoted_portions(citation.quote, phrases, limit=limit) if cut else [Text(quotation(part, phrases))]
    for name, room in _names(citation):
        if length(shown(name)) > room:
            yield from (Text(small(phrases.isolated(escaped(each)))) for each in portions(visible(name), limit))
    yield from _with_source([], number, citation, phrases)


def quoted_portions(quote: str, phrases: Phrases, *, limit: int = PORTION) -> Iterator[Text]:
    """A quotation in portions, ellipses outside the quotation marks where it goes on."""
    parts = list(portions(visible(quote), limit))
    for at, part in enumerate(parts):
        yield Text(quotation(Excerpt(part, "", "", at > 0, at < len(parts) - 1), phrases))


def source_line(number: int, citation: Citation, phrases: Phrases) -> str:
    """Where a quotation comes from: number, title, publisher, date where known, file and line."""

    def known(text: str | None, room: int) -> str:
        return phrases.isolated(shown(text, limit=room)) if text else ""

    when = phrases.day(citation.published) if citation.published else ""
    place = phrases.get("source.line", source=known(citation.source, NAME), line=citation.line)
    return f"{reference(number)} " + phrases.listed(
        [known(citation.title, TITLE), known(citation.publisher, NAME), when, place]
    )


def attribution_line(attribution: Attribution, phrases: Phrases) -> str:
    """Who says so: "Said by the Foreign Office, in their own words"; for a pronoun, whom it stands for."""
    speaker = phrases.isolated(shown(attribution.speaker, limit=NAME))
    if attribution.pronoun:
        pronoun = phrases.isolated(shown(attribution.pronoun, limit=NAME))
        words = phrases.get("attribution.pronoun", pronoun=pronoun, speaker=speaker)
    else:
        words = phrases.get(f"attribution.{attribution.act}", speaker=speaker)
    return f"{words}, {phrases.get('attribution.direct')}" if attribution.direct else words


def reference(number: int) -> str:
    """The number that people refer to a quotation with."""
    return f"\\[{number}\\]"


def small(line: str) -> str:
    """A line in small print."""
    return f"-# {line}"


def _with_source(lines: list[str], number: int, citation: Citation, phrases: Phrases) -> list[Text | Linked]:
    if citation.attribution:
        lines = [*lines, small(attribution_line(citation.attribution, phrases))]
    source = small(source_line(number, citation, phrases))
    url = safe_url(citation.url)
    if url is None:
        return [Text("\n".join([*lines, source]))]
    above = [Text("\n".join(lines))] if lines else []
    return [*above, Linked(source, url, phrases.get("source.open", number=number))]


def _names(citation: Citation) -> Iterator[tuple[str, int]]:
    said = citation.attribution
    stated = ((citation.title, TITLE), (citation.publisher, NAME), (citation.source, NAME))
    spoken = ((said.speaker, NAME), (said.pronoun, NAME)) if said else ()
    yield from ((text, room) for text, room in (*stated, *spoken) if text)
