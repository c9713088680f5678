"""The pages behind "More evidence": every sentence that the card has no room for, each in full. Pure.

Refuses to shorten: whatever the card left out stands here, word for word, on as many pages as it takes.
"""

from collections.abc import Iterator

from bot.adapters.discord.cards.agreeing import long_values
from bot.adapters.discord.cards.heads import QUESTION
from bot.adapters.discord.cards.layout import Block, Card, Linked, Rule, Style, Text, Tone
from bot.adapters.discord.cards.paging import chosen, page_words, paged, turning
from bot.adapters.discord.cards.quoting import is_whole, long_citation_blocks
from bot.adapters.discord.cards.sourcing import PORTION, small
from bot.adapters.discord.escaping import escaped, length, portions, shown, visible
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer, Citation

#: Sentences on the card itself.
MOST_CITATIONS = 3


def shown_citations(answer: Answer) -> dict[int, Citation]:
    """The sentences on the card, by the numbers that people refer to them with: their places in the answer."""
    if answer.status == "declined":
        return dict(list(enumerate(answer.nearest, 1))[:MOST_CITATIONS])
    best = {number: each for number, each in enumerate(answer.citations, 1) if number == 1 or each.supports}
    return dict(list(best.items())[:MOST_CITATIONS])


def evidence_blocks(answer: Answer, phrases: Phrases) -> list[Text | Linked | Rule]:
    """What the card has no room for; nothing where it shows all."""
    blocks: list[Text | Linked | Rule] = [Text(line) for line in _long_lines(answer, phrases)]
    on_card = shown_citations(answer)
    for number, citation in enumerate(answer.citations or answer.nearest, 1):
        if number not in on_card or not is_whole(citation):
            blocks += [*long_citation_blocks(number, citation, phrases), Rule()]
    return blocks


def evidence_card(
    stored_key: str, answer: Answer, page: int = 0, *, phrases: Phrases, style: Style = "components"
) -> Card:
    """One page of the evidence, the nearest where there is no such page."""
    pages = paged(evidence_blocks(answer, phrases))
    page = chosen(page, len(pages))
    declined = answer.status == "declined"
    title = phrases.get("evidence.none" if not pages[0] else "declined.nearest" if declined else "evidence.title")
    head = "\n".join(part for part in (f"**{title}**", small(page_words(page, len(pages), phrases))) if part)
    blocks: list[Block] = [Text(head), *pages[page], *turning("more", stored_key, page, len(pages), phrases)]
    return Card(tuple(blocks), Tone.DECLINE if declined else Tone.ANSWER, style)


def _long_lines(answer: Answer, phrases: Phrases) -> Iterator[str]:
    for text in (answer.question, answer.understood, answer.reason and answer.reason.message):
        if text and length(shown(text)) > QUESTION:
            yield from (phrases.isolated(escaped(part)) for part in portions(visible(text), PORTION))
    yield from long_values(answer, phrases, limit=PORTION)
