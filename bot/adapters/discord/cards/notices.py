"""Cards of the bot's own words alone: a notice, the help, what is kept about people. Pure; shows no untrusted text."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.items import NO_KEY, item
from bot.adapters.discord.cards.layout import Block, Card, Row, Style, Text, Tone
from bot.adapters.discord.escaping import shown
from bot.adapters.discord.phrases import Phrases

_HELP = ("help.what", "help.ask", "help.check", "help.buttons", "help.sources", "help.privacy")
_HELP_MODERATORS = "help.moderators"
_PRIVACY = ("privacy.answers", "privacy.person", "privacy.votes", "privacy.never")
_EXAMPLE = 100
_MOST_EXAMPLES = 5
_LONGEST_NOTICE = 2_000


def notice_card(text: str, *, style: Style = "components", tone: Tone = Tone.NOTICE) -> Card:
    """One kind sentence; ``text`` is a phrase, whose values went through ``escaping.shown``."""
    return Card((Text(text[:_LONGEST_NOTICE] or "…"),), tone, style)


def help_card(
    examples: Sequence[str] = (), *, phrases: Phrases, style: Style = "components", moderator: bool = False
) -> Card:
    """What can be asked and how; ``examples`` are questions that the index can answer, untrusted like all of it."""
    blocks: list[Block] = [Text(f"### {phrases.get('help.title')}")]
    blocks += [Text(phrases.get(key)) for key in (*_HELP, *([_HELP_MODERATORS] if moderator else []))]
    asked = [f"- {phrases.isolated(shown(each, limit=_EXAMPLE))}" for each in examples[:_MOST_EXAMPLES] if shown(each)]
    if asked:
        blocks.insert(3, Text("\n".join([phrases.get("help.examples"), *asked])))
    return Card(tuple(blocks), Tone.NOTICE, style)


def privacy_card(
    retention_days: int | None, *, phrases: Phrases, style: Style = "components", controls: bool = False
) -> Card:
    """What is kept, for how long; with buttons to have it and to erase it where ``controls`` says so."""
    lines = [f"- {phrases.get(key)}" for key in _PRIVACY]
    kept = [phrases.get("privacy.retention", count=retention_days)] if retention_days else []
    rights = " ".join([*kept, phrases.get("privacy.rights")])
    blocks: list[Block] = [Text(f"### {phrases.get('privacy.title')}"), Text("\n".join(lines)), Text(rights)]
    if controls:
        blocks.append(Row(lambda: _controls(phrases)))
    return Card(tuple(blocks), Tone.NOTICE, style)


def _controls(phrases: Phrases) -> "list[discord.ui.Item[Any]]":
    return [item("export", NO_KEY, None, phrases), item("erase", NO_KEY, None, phrases)]
