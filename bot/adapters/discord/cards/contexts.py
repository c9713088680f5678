"""The card behind "Context": the sentences around a quotation, as the article has them. Pure.

Refuses to join or shorten sentences: long ones go on over several pages.
"""

from collections.abc import Iterator, Sequence

from bot.adapters.discord.cards.items import context_page, context_place, item
from bot.adapters.discord.cards.layout import Block, Card, Linked, Row, Style, Text
from bot.adapters.discord.cards.paging import chosen, page_words, paged
from bot.adapters.discord.cards.quoting import long_citation_blocks, quotation_blocks
from bot.adapters.discord.cards.sourcing import PORTION, reference, small, source_block
from bot.adapters.discord.escaping import escaped, portions, visible
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer, Citation
from index.models import Sentence


def cited(answer: Answer, page: int) -> Citation | None:
    """The citation that a context's page number asks for, of an answer or of a decline's nearest sentences."""
    citations = answer.citations or answer.nearest
    place = context_place(page)[0]
    return citations[place] if place < len(citations) else None


def context_card(
    stored_key: str,
    answer: Answer,
    sentences: Sequence[Sentence],
    page: int = 0,
    *,
    phrases: Phrases,
    style: Style = "components",
    withdrawn: bool = False,
) -> Card:
    """The sentences around the citation that the page stands for; none where its article is no longer in the index.

    Of an article that was ``withdrawn`` nothing is shown, not even the citation.
    """
    citations = answer.citations or answer.nearest
    place, part = context_place(page)
    place = chosen(place, len(citations))
    gone = [Text(phrases.get("context.withdrawn"))]
    pages = paged(gone if withdrawn else _blocks(place + 1, citations[place], sentences, phrases))
    part = chosen(part, len(pages))
    title = f"**{phrases.get('context.title', reference=reference(place + 1))}**"
    notes = [page_words(part, len(pages), phrases)] + ([] if sentences or withdrawn else [phrases.get("context.gone")])
    head = "\n".join([title, *(small(note) for note in notes if note)])
    blocks: list[Block] = [
        Text(head),
        *pages[part],
        *_turning(stored_key, place, part, len(citations), len(pages), phrases),
    ]
    return Card(tuple(blocks), style=style)


def _blocks(
    number: int, citation: Citation, sentences: Sequence[Sentence], phrases: Phrases
) -> Iterator[Text | Linked]:
    if not any(sentence.start == citation.start for sentence in sentences):
        yield from long_citation_blocks(number, citation, phrases)
        return
    for sentence in sentences:
        if sentence.start == citation.start:
            yield from quotation_blocks(citation, phrases, limit=PORTION)
        else:
            yield from (Text(phrases.isolated(escaped(part))) for part in portions(visible(sentence.text), PORTION))
    yield source_block(number, citation, phrases)


def _turning(key: str, place: int, part: int, places: int, parts: int, phrases: Phrases) -> list[Row]:
    """To the parts of this context first, then to the citations before and after."""
    before = (place, part - 1) if part > 0 else (place - 1, 0)
    after = (place, part + 1) if part + 1 < parts else (place + 1, 0)
    steps = [(before, "button.previous"), (after, "button.next")]
    there = [(context_page(*to), label) for to, label in steps if 0 <= to[0] < places]
    if not there:
        return []
    return [Row(lambda: [item("ctx", key, to, phrases, label=phrases.get(label)) for to, label in there])]
