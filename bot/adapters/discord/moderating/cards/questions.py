"""Golden questions, gaps, and names taken for one: lists that moderators work on. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Card, Row, Text
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import listing_card, menu, said
from bot.adapters.discord.moderating.ids import digest
from bot.adapters.discord.phrases import Phrases
from bot.evaluation.gold import GoldQuestion

_QUESTION = 200
_ANSWER = 120
_MOST_OPTIONS = 25


def golden_card(questions: Sequence[GoldQuestion], page: int | None = None, *, phrases: Phrases) -> Card:
    """The golden questions, with a menu to take one away."""
    shown = questions[:_MOST_OPTIONS]

    def rows(_: int) -> list[Row]:
        return [Row(lambda: [_golden_menu(shown, phrases)])] if shown else []

    return listing_card(
        phrases.get("golden.title", count=len(questions)),
        (Text("\n".join(_golden(each, phrases))) for each in questions),
        phrases=phrases,
        verb="golden",
        page=page,
        empty=phrases.get("golden.empty"),
        notes=[phrases.get("golden.note")] if questions else [],
        rows=rows,
    )


def _golden(gold: GoldQuestion, phrases: Phrases) -> Iterator[str]:
    yield f"**{said(gold.question, phrases, limit=_QUESTION)}**"
    sources = dict.fromkeys(each.source for each in gold.evidence)
    right = [said(answer, phrases, limit=_ANSWER) for answer in gold.answers[:3]]
    where = [said(source, phrases, limit=60) for source in list(sources)[:3]]
    words = phrases.listed([*right, *where]) if gold.answerable else phrases.get("golden.declined")
    yield small(phrases.listed([said(gold.id, phrases, limit=20), words]))


def _golden_menu(questions: Sequence[GoldQuestion], phrases: Phrases) -> "discord.ui.Select[Any]":
    # A file that people write may hold an id twice; Discord takes each value once.
    options = [
        discord.SelectOption(label=plain(each.question, limit=100) or "…", value=f"{at}-{digest(each.id)}")
        for at, each in enumerate(questions)
    ]
    return menu("golden_remove", phrases.get("golden.choose"), options)
