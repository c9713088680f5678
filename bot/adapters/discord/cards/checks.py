"""The card of a claim check: each claim, the nearest sentences, and where they differ. Never a verdict. Pure."""

from collections.abc import Iterator
from typing import Any

import discord

from bot.adapters.discord.cards.heads import as_of_line
from bot.adapters.discord.cards.items import item
from bot.adapters.discord.cards.layout import Block, Card, Linked, Row, Rule, Style, Text, Tone
from bot.adapters.discord.cards.paging import chosen, page_words, paged
from bot.adapters.discord.cards.quoting import long_citation_blocks
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import escaped, portions, shown, visible
from bot.adapters.discord.phrases import Phrases
from bot.models import CheckedClaim, ClaimCheck, Difference
from bot.reports import AsOf

_PORTION = 900
_DIFFERENCE = 120


def claim_check_card(
    stored_key: str,
    check: ClaimCheck,
    as_of: AsOf,
    page: int = 0,
    *,
    phrases: Phrases,
    style: Style = "components",
    shared: bool = False,
) -> Card:
    """One page of a message held against the articles."""
    pages = paged(_blocks(check, phrases))
    page = chosen(page, len(pages))
    title = f"### {phrases.get('check.title')}"
    notes = [phrases.get("check.note") if check.claims else "", page_words(page, len(pages), phrases)]
    head = Text("\n".join([title, *(small(note) for note in notes if note)]))
    blocks: list[Block] = [head, Rule(), *pages[page], Rule(), Text(as_of_line(as_of, phrases))]
    return Card((*blocks, _buttons(stored_key, page, len(pages), phrases, shared)), Tone.CHECK, style)


def difference_line(difference: Difference, phrases: Phrases) -> str:
    """One difference in words: what the message says, what the sentence says in its place."""
    if difference.kind == "negation":
        claim, source = (_denies(side, phrases) for side in (difference.claim, difference.source))
    else:
        claim, source = (_side(side, phrases) for side in (difference.claim, difference.source))
    return phrases.get(f"check.{difference.kind}", claim=claim, source=source)


def _side(words: str | None, phrases: Phrases) -> str:
    text = phrases.isolated(shown(words or "", limit=_DIFFERENCE))
    return f"**{text}**" if text else phrases.get("check.none")


def _denies(words: str | None, phrases: Phrases) -> str:
    return phrases.get("check.denies", words=_side(words, phrases)) if words else phrases.get("check.does_not_deny")


def _blocks(check: ClaimCheck, phrases: Phrases) -> Iterator[Text | Linked | Rule]:
    if not check.claims:
        yield Text(phrases.get("check.no_claim"))
    for number, claim in enumerate(check.claims, 1):
        if number > 1:
            yield Rule()
        yield from _claim(number, claim, phrases)


def _claim(number: int, claim: CheckedClaim, phrases: Phrases) -> Iterator[Text | Linked]:
    first, *rest = list(portions(visible(claim.claim), _PORTION)) or [""]
    yield Text(f"**{phrases.get('check.claim', number=number)}** {phrases.isolated(escaped(first))}")
    yield from (Text(phrases.isolated(escaped(part))) for part in rest)
    if not claim.nearest:
        yield Text(small(phrases.get("check.nothing")))
    for at, comparison in enumerate(claim.nearest, 1):
        citation = comparison.citation.model_copy(update={"answer_span": None})
        yield from long_citation_blocks(at, citation, phrases, limit=_PORTION)
        lines = [f"≠ {difference_line(difference, phrases)}" for difference in comparison.differences]
        yield from (Text(line) for line in lines or [small(phrases.get("check.same"))])


def _buttons(key: str, page: int, pages: int, phrases: Phrases, shared: bool) -> Row:
    steps = [(page - 1, "button.previous"), (page + 1, "button.next")]
    there = [(to, label) for to, label in steps if 0 <= to < pages]

    def make() -> list[discord.ui.Item[Any]]:
        turning = [item("chk", key, to, phrases, label=phrases.get(label)) for to, label in there]
        return [*turning, item("gone" if shared else "share", key, None, phrases)]

    return Row(make)
