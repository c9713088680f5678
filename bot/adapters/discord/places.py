"""Where the bot answers, and what it may do there: pure questions about channels, permissions and server settings."""

from typing import Any

import discord

from bot.store import ServerSettings


def answers_here(channel: Any, settings: ServerSettings) -> bool:
    """Whether a server wants public answers in a channel; a thread follows its channel."""
    if not settings.answer_channels:
        return True
    here = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    return not here.isdisjoint(settings.answer_channels)


def may_embed(channel: Any) -> bool:
    """Whether the bot may show embeds there; without that right Discord drops them without a word."""
    guild = getattr(channel, "guild", None)
    if guild is None or guild.me is None:
        return True
    try:
        return bool(channel.permissions_for(guild.me).embed_links)
    except (AttributeError, discord.ClientException):  # a thread whose channel is not known
        return False
