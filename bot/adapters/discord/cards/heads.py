"""What cards have in common: how a question was read above, as of when below, and the row of buttons. Pure."""

from typing import Any

import discord

from bot.adapters.discord.cards.items import Verb, context_page, item
from bot.adapters.discord.cards.layout import Row
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import shown
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer
from bot.reports import AsOf

#: Characters of a question above its answer.
QUESTION = 200
_WORD = 40
_MOST_SPELLINGS = 3


def readings(answer: Answer, phrases: Phrases) -> list[str]:
    """What was asked, and how it was read where that was not plain."""

    def quoted(text: str, limit: int) -> str:
        return phrases.isolated(shown(text, limit=limit))

    lines = [phrases.get("answer.asked", question=quoted(answer.question, QUESTION))]
    if answer.understood:
        lines.append(phrases.get("answer.understood", question=quoted(answer.understood, QUESTION)))
    for typed, read in list(answer.spellings.items())[:_MOST_SPELLINGS]:
        lines.append(phrases.get("answer.spelling", typed=quoted(typed, _WORD), read=quoted(read, _WORD)))
    return [small(line) for line in lines]


def as_of_line(as_of: AsOf, phrases: Phrases, *more: str) -> str:
    """How fresh the articles are, from which generation; in small print, with whatever else belongs there."""
    built = phrases.get("as_of.built", built=phrases.moment(as_of.built_at)) if as_of.built_at else ""
    newest = phrases.get("as_of.newest", newest=phrases.day(as_of.newest)) if as_of.newest else ""
    generation = phrases.get("as_of.generation", generation=phrases.isolated(shown(as_of.generation, limit=_WORD)))
    return small(phrases.listed([built, newest, generation, *more]))


def buttons(key: str, phrases: Phrases, *, context: bool, more: bool, votes: bool, shared: bool) -> Row:
    """The buttons below an answer: at most five, so that they stand in one row."""
    wanted: list[tuple[Verb, int | None]] = []
    if context:
        wanted.append(("ctx", context_page(0)))
    if more:
        wanted.append(("more", 0))
    if votes:
        wanted += [("up", None), ("down", None)]
    wanted.append(("gone" if shared else "share", None))

    def make() -> list[discord.ui.Item[Any]]:
        return [item(verb, key, page, phrases) for verb, page in wanted]

    return Row(make)
