"""The pages behind "More evidence": every sentence that the card has no room for, each in full. Pure.

Refuses to shorten: whatever the card left out stands here, word for word, on as many pages as it takes.
"""

from collections.abc import Collection, Iterator

from bot.adapters.discord.cards.agreeing import long_values
from bot.adapters.discord.cards.heads import QUESTION
from bot.adapters.discord.cards.layout import Block, Card, Linked, Rule, Style, Text, Tone
from bot.adapters.discord.cards.paging import chosen, page_words, paged, turning
from bot.adapters.discord.cards.planning import Plan, numbered_citations, plan
from bot.adapters.discord.cards.quoting import long_citation_blocks
from bot.adapters.discord.cards.reasons import MESSAGE
from bot.adapters.discord.cards.sourcing import PORTION, fits, reference, small
from bot.adapters.discord.escaping import escaped, portions, visible
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer


def evidence_blocks(
    answer: Answer, planned: Plan, phrases: Phrases, *, withdrawn: Collection[str] = ()
) -> Iterator[Text | Linked | Rule]:
    """What the planned card has no room for; nothing where it shows all, and nothing of what was withdrawn."""
    citations = numbered_citations(answer)
    yield from map(Text, _long_lines(answer, phrases))
    if not any(citation.source in withdrawn for citation in citations.values()):
        yield from map(Text, long_values(answer, phrases, limit=PORTION))
    for number, citation in citations.items():
        if planned.shows_all_of(number):
            continue
        if citation.source in withdrawn:
            yield Text(f"{reference(number)} {phrases.get('context.withdrawn')}")
        else:
            yield from long_citation_blocks(number, citation, phrases)
        yield Rule()


def has_evidence(answer: Answer, planned: Plan, phrases: Phrases) -> bool:
    """Whether there is anything behind the planned card."""
    return next(evidence_blocks(answer, planned, phrases), None) is not None


def evidence_card(
    stored_key: str,
    answer: Answer,
    page: int = 0,
    *,
    phrases: Phrases,
    style: Style = "components",
    withdrawn: Collection[str] = (),
) -> Card:
    """One page of the evidence, the nearest where there is no such page; nothing of articles that were withdrawn."""
    pages = paged(evidence_blocks(answer, plan(answer, phrases), phrases, withdrawn=withdrawn))
    page = chosen(page, len(pages))
    declined = answer.status == "declined"
    title = phrases.get("evidence.none" if not pages[0] else "declined.nearest" if declined else "evidence.title")
    head = "\n".join(part for part in (f"**{title}**", small(page_words(page, len(pages), phrases))) if part)
    blocks: list[Block] = [Text(head), *pages[page], *turning("more", stored_key, page, len(pages), phrases)]
    return Card(tuple(blocks), Tone.DECLINE if declined else Tone.ANSWER, style)


def _long_lines(answer: Answer, phrases: Phrases) -> Iterator[str]:
    reason = answer.reason.message if answer.reason else None
    for text, room in ((answer.question, QUESTION), (answer.understood, QUESTION), (reason, MESSAGE)):
        if text and not fits([(text, room)]):
            yield from (phrases.isolated(escaped(part)) for part in portions(visible(text), PORTION))
