"""What was asked and found no good answer, as moderators work on it. Pure; counts and wordings, never a user."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Block, Card, Row, Text, Tone
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import FIRST, menu, said, turning
from bot.adapters.discord.moderating.ids import button
from bot.adapters.discord.phrases import Phrases
from bot.moderation.gaps import GapGroup

#: Gaps on a page: a menu has room for 25, a page for these.
ON_A_PAGE = 8
_QUESTION = 120
_WORDING = 100
_QUOTE = 250
_WORD = 30
_MOST_WORDINGS = 6
_MOST_MISSING = 4


def gaps_card(groups: Sequence[GapGroup], page: int | None, *, days: int, phrases: Phrases) -> Card:
    """One page of the gaps, most frequent first, with a menu to look at one."""
    pages = max(1, -(-len(groups) // ON_A_PAGE))
    at = max(0, min((page or FIRST) - FIRST, pages - 1))
    shown = groups[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    notes = [phrases.get("gaps.days", count=days)]
    if pages > 1:
        notes.append(phrases.get("page.of", page=at + 1, pages=pages))
    title = phrases.get("gaps.title", count=len(groups))
    blocks: list[Block] = [Text("\n".join([f"### {title}", *map(small, notes)]))]
    blocks += [Text("\n".join(_gap(each, phrases))) for each in shown]
    if shown:
        blocks.append(Row(lambda: [_menu(shown, phrases)]))
    else:
        blocks.append(Text(phrases.get("gaps.none")))
    return Card((*blocks, *turning("gaps", str(days), at, pages, phrases)), Tone.NOTICE)


def _gap(gap: GapGroup, phrases: Phrases) -> Iterator[str]:
    yield f"**{said(gap.question, phrases, limit=_QUESTION)}**"
    missing = [f"“{said(word, phrases, limit=_WORD)}”" for word in gap.missing[:_MOST_MISSING]]
    none = phrases.get("declined.missing", terms=phrases.get("list.comma").join(missing)) if missing else ""
    yield small(phrases.listed([*_counts(gap, phrases), none]))


def _counts(gap: GapGroup, phrases: Phrases) -> Iterator[str]:
    if gap.declined:
        yield phrases.get("gaps.declined", count=gap.declined)
    if gap.voted_down:
        yield f"👎 {gap.voted_down}"
    yield phrases.get("gaps.latest", when=phrases.moment(gap.latest))


def _menu(gaps: Sequence[GapGroup], phrases: Phrases) -> "discord.ui.Select[Any]":
    options = [
        discord.SelectOption(
            label=plain(gap.question, limit=100) or "…",
            value=gap.key,
            description=plain(phrases.listed(list(_counts(gap, phrases))), limit=100),
        )
        for gap in gaps
    ]
    return menu("gap", phrases.get("gaps.choose"), options)


def gap_card(gap: GapGroup, *, phrases: Phrases) -> Card:
    """One gap: its wordings, what no article contains, the nearest sentences, and what can be made of it."""
    head = "\n".join([f"### {said(gap.question, phrases, limit=_QUESTION)}", *_gap_lines(gap, phrases)])
    blocks: list[Block] = [Text(head)]
    others = [each for each in gap.wordings if each != gap.question][:_MOST_WORDINGS]
    if others:
        lines = [f"- {said(each, phrases, limit=_WORDING)}" for each in others]
        blocks.append(Text("\n".join([f"**{phrases.get('gaps.wordings')}**", *lines])))
    if gap.nearest:
        lines = [f"> {said(each.quote, phrases, limit=_QUOTE)}" for each in gap.nearest]
        blocks.append(Text("\n".join([f"**{phrases.get('gaps.nearest')}**", *lines])))

    def row() -> list[discord.ui.Item[Any]]:
        verbs = ("gap_solve", "gap_golden", "gap_dismiss")
        return [button(verb, phrases, gap.key) for verb in verbs]

    return Card((*blocks, Row(row)), Tone.NOTICE)


def _gap_lines(gap: GapGroup, phrases: Phrases) -> Iterator[str]:
    _, *rest = _gap(gap, phrases)
    yield from rest
