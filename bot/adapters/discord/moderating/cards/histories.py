"""The generations that are kept, and how the index stands. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Block, Card, Row, Text, Tone
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import FIRST, listing_card, menu, said
from bot.adapters.discord.moderating.ids import button, danger
from bot.adapters.discord.phrases import Phrases
from bot.moderation.refreshing import Held, Kept
from bot.reports import Status
from index.models import Fault

_NAME = 20
_WHO = 80
_MOST_OPTIONS = 25
_SOURCE = 100
_REASON = 200


def history_card(kept: Sequence[Kept], page: int | None = None, *, phrases: Phrases) -> Card:
    """The generations that have answered, the latest first, with a menu to go back to one of them."""
    there = [each for each in kept if each.whole and not each.current]

    def rows(_: int) -> list[Row]:
        return [Row(lambda: [_menu(there, phrases)])] if there else []

    return listing_card(
        phrases.get("history.title"),
        (Text("\n".join(_kept(each, phrases))) for each in kept),
        phrases=phrases,
        verb="history",
        page=page,
        empty=phrases.get("history.empty"),
        rows=rows,
    )


def _kept(kept: Kept, phrases: Phrases) -> Iterator[str]:
    mark = f" **{phrases.get('history.current')}**" if kept.current else ""
    damaged = f" ⚠ {phrases.get('history.damaged')}" if not kept.whole else ""
    yield f"`{plain(kept.name, limit=_NAME)}`{mark}{damaged}"
    built = phrases.get("history.built", when=phrases.moment(kept.built_at)) if kept.built_at else ""
    counts = [
        phrases.get("sources.title", count=kept.articles),
        phrases.get("sources.sentences", count=kept.sentences),
    ]
    yield small(phrases.listed([built, *counts] if kept.built_at else [phrases.get("history.unreadable")]))


def _menu(kept: Sequence[Kept], phrases: Phrases) -> "discord.ui.Select[Any]":
    options = []
    for each in kept[:_MOST_OPTIONS]:
        when = phrases.moment(each.built_at) if each.built_at else ""
        counts = phrases.get("sources.title", count=each.articles)
        options.append(
            discord.SelectOption(
                label=plain(each.name, limit=_NAME),
                value=each.name,
                description=plain(phrases.listed([when, counts]), limit=100),
            )
        )
    return menu("rollback", phrases.get("history.choose"), options)


def status_card(status: Status, held: Held | None, withdrawn: int, *, phrases: Phrases) -> Card:
    """How the index stands: what answers, from when, and what waits."""
    counts = status.statistics
    lines = [
        phrases.get("status.generation", name=said(status.generation, phrases, limit=_NAME)),
        phrases.get("history.built", when=phrases.moment(status.built_at)),
        phrases.listed(
            [
                phrases.get("sources.title", count=counts.documents),
                phrases.get("sources.sentences", count=counts.sentences),
            ]
        ),
        phrases.get(f"status.current.{'yes' if status.current else 'no'}"),
    ]
    if status.newest:
        lines.append(phrases.get("as_of.newest", newest=phrases.day(status.newest)))
    if withdrawn:
        lines.append(phrases.get("status.withdrawn", count=withdrawn))
    if status.faults:
        lines.append(phrases.get("sources.unread", count=len(status.faults)))
    blocks: list[Block] = [Text(f"### {phrases.get('status.title')}"), Text("\n".join(f"- {line}" for line in lines))]
    if held is not None:
        since = phrases.moment(held.since)
        blocks.append(Text(f"⚠ {phrases.get('status.held', who=said(held.by, phrases, limit=_WHO), since=since)}"))

    def row() -> list[discord.ui.Item[Any]]:
        waiting = [button("held", phrases, page=FIRST)] if held is not None else []
        return [*waiting, button("refresh", phrases), button("history", phrases, page=FIRST), button("verify", phrases)]

    return Card((*blocks, Row(row)), Tone.DIFFERING if held else Tone.NOTICE)


def verified_card(faults: Sequence[Fault], page: int | None = None, *, key: str, phrases: Phrases) -> Card:
    """What verifying the index found; with a button to build it anew where something is amiss."""
    if not faults:
        return Card((Text(phrases.get("verify.well")),), Tone.ANSWER)

    def rows(_: int) -> list[Row]:
        return [Row(lambda: [danger("repair", phrases)])]

    return listing_card(
        phrases.get("verify.title", count=len(faults)),
        (Text(_fault(fault, phrases)) for fault in faults),
        phrases=phrases,
        verb="verified",
        key=key,
        page=page,
        rows=rows,
        tone=Tone.DIFFERING,
    )


def _fault(fault: Fault, phrases: Phrases) -> str:
    source, reason = said(fault.source, phrases, limit=_SOURCE), said(fault.reason, phrases, limit=_REASON)
    return f"- {source}: {reason}"
