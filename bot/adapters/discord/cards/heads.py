"""What cards have in common: how a question was read above, as of when below, and the row of buttons. Pure."""

from typing import Any

import discord

from bot.adapters.discord.cards.items import Verb, context_page, item
from bot.adapters.discord.cards.layout import Row
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import length, shown
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer
from bot.reports import AsOf

#: Characters of a question above its answer.
QUESTION = 150
_WORD = 40
_MOST_SPELLINGS = 2
#: A short answer longer than this is bold instead of a heading.
_HEADING = 80
_SHORT_ANSWER = 240
_SIDE = 40
_MOST_SIDES = 4


def readings(answer: Answer, phrases: Phrases) -> list[str]:
    """What was asked, and how it was read where that was not plain."""

    def quoted(text: str, limit: int) -> str:
        return phrases.isolated(shown(text, limit=limit))

    lines = []
    if asked := quoted(answer.question, QUESTION):
        lines.append(phrases.get("answer.asked", question=asked))
    if answer.understood:
        lines.append(phrases.get("answer.understood", question=quoted(answer.understood, QUESTION)))
    for typed, read in list(answer.spellings.items())[:_MOST_SPELLINGS]:
        lines.append(phrases.get("answer.spelling", typed=quoted(typed, _WORD), read=quoted(read, _WORD)))
    for use in answer.aliases[:_MOST_SPELLINGS]:
        names = {"name": quoted(use.name, _WORD), "other": quoted(use.other, _WORD)}
        lines.append(phrases.get(f"answer.alias.{use.effect}", **names))
    return [small(line) for line in lines]


def heading(answer: Answer, phrases: Phrases) -> str:
    """The short answer, large; where the sources differ their answers side by side, none before the other."""
    agreement = answer.agreement
    if agreement and agreement.relation == "disagree" and len(agreement.values) <= _MOST_SIDES:
        sides = [phrases.isolated(shown(value.text, limit=_SIDE)) for value in agreement.values]
        text = phrases.listed(sides)
    else:
        text = phrases.isolated(shown(answer.short_answer or "", limit=_SHORT_ANSWER))
    if not text:
        return f"### {phrases.get('answer.untitled')}"
    return f"## {text}" if length(text) <= _HEADING else f"**{text}**"


def id_words(key: str, phrases: Phrases) -> str:
    """The answer's id, for whoever wants to replay it."""
    return phrases.get("answer.id", id=shown(key, limit=_WORD))


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
