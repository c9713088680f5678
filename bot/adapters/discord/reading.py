"""What a message says to the bot, and all that a message says: pure reading of Discord's values.

Refuses to answer, and to guess at what Discord does not send: without a mention a message has no text for us.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord

#: Discord's longest message, embeds and components included.
LONGEST = 6_000


def question_in(text: str, bot_id: int) -> str:
    """The text without the bot's mention: ("<@5> who mediated?", 5) → "who mediated?"."""
    return re.sub(rf"<@!?{bot_id}>", " ", text).strip()


def everything_in(message: discord.Message) -> str:
    """All words of a message, one part a line: its text, its embeds, its components; for forwards, what they carry."""
    parts = [*_words(message)]
    for snapshot in message.message_snapshots:
        parts += _words(snapshot)
    return "\n".join(part.strip() for part in parts if part and part.strip())[:LONGEST]


def _words(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from _embedded(embed)
    yield from _displayed(message.components)


def _embedded(embed: discord.Embed) -> Iterator[str]:
    yield embed.title or ""
    yield embed.description or ""
    for field in embed.fields:
        yield field.name or ""
        yield field.value or ""


def _displayed(components: Iterable[Any]) -> Iterator[str]:
    """The text displays among components, however deep; what buttons are called is no statement."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displayed(getattr(component, "children", ()))
