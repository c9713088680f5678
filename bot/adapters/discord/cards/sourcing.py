"""Say where a quotation stands and who says so: number, title, publisher, date where known, file, line. Pure.

Refuses to guess: what no source states is not shown.
"""

from collections.abc import Iterable, Iterator

from bot.adapters.discord import escaping
from bot.adapters.discord.cards.layout import Linked, Text
from bot.adapters.discord.cards.links import safe_url
from bot.adapters.discord.escaping import escaped, portions, shown, visible
from bot.adapters.discord.phrases import Phrases
from bot.models import Attribution, Citation

TITLE = 100
NAME = 40
#: Characters of a text, or of a part of a longer one, on the pages behind a card.
PORTION = 1500


def reference(number: int) -> str:
    """The number that people refer to a quotation with."""
    return f"\\[{number}\\]"


def small(line: str) -> str:
    """A line in small print."""
    return f"-# {line}"


def source_block(number: int, citation: Citation, phrases: Phrases) -> Text | Linked:
    """Who says so and where it stands, with a button where the address is known."""
    text = source_text(number, citation, phrases)
    url = safe_url(citation.url)
    return Text(text) if url is None else Linked(text, url, phrases.get("source.open", number=number))


def source_text(number: int, citation: Citation, phrases: Phrases) -> str:
    """Who says so and where it stands, in small print."""
    said = [attribution_line(citation.attribution, phrases)] if citation.attribution else []
    return "\n".join(map(small, [*said, source_line(number, citation, phrases)]))


def source_line(number: int, citation: Citation, phrases: Phrases) -> str:
    """Where a quotation comes from, in one line."""

    def known(text: str | None, room: int) -> str:
        return phrases.isolated(shown(text, limit=room)) if text else ""

    when = phrases.day(citation.published) if citation.published else ""
    place = phrases.get("source.line", source=known(citation.source, NAME), line=citation.line)
    stated = [known(citation.title, TITLE), known(citation.publisher, NAME), when, place]
    return f"{reference(number)} {phrases.listed(stated)}"


def attribution_line(attribution: Attribution, phrases: Phrases) -> str:
    """Who says so: "Said by the Foreign Office, in their own words"; for a pronoun, whom it stands for."""
    speaker = phrases.isolated(shown(attribution.speaker, limit=NAME))
    if attribution.pronoun:
        pronoun = phrases.isolated(shown(attribution.pronoun, limit=NAME))
        words = phrases.get("attribution.pronoun", pronoun=pronoun, speaker=speaker)
    else:
        words = phrases.get(f"attribution.{attribution.act}", speaker=speaker)
    own_words = [phrases.get("attribution.direct")] if attribution.direct else []
    return phrases.get("list.comma").join([words, *own_words])


def fits(texts: Iterable[tuple[str | None, int]]) -> bool:
    """Whether each text is shown in full in the room that a card has for it."""
    return all(escaping.fits(text, room) for text, room in texts if text)


def overlong(texts: Iterable[tuple[str | None, int]], phrases: Phrases, *, limit: int = PORTION) -> Iterator[Text]:
    """In full, the texts that are longer than their room."""
    for text, room in texts:
        if text and not fits([(text, room)]):
            yield from (Text(small(phrases.isolated(escaped(part)))) for part in portions(visible(text), limit))


def names(citation: Citation) -> Iterator[tuple[str | None, int]]:
    """What a citation states about itself, each with its room on a card."""
    yield from ((citation.title, TITLE), (citation.publisher, NAME), (citation.source, NAME))
    if said := citation.attribution:
        yield from ((said.speaker, NAME), (said.pronoun, NAME))
