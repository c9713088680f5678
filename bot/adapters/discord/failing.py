"""Turn what went wrong into a kind word, with nothing internal in it; the details go to the log.

Refuses to answer where nobody waits any more: an interaction that has expired, or that somebody else acknowledged.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import aiohttp
import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.logs import facts
from bot.adapters.discord.outlets import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE, Gone
from bot.adapters.discord.phrases import Phrases

log = logging.getLogger(__name__)

_NOBODY_WAITS = (UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED, UNKNOWN_MESSAGE)
_CANNOT_BE_TOLD = (discord.HTTPException, discord.ClientException, aiohttp.ClientError, OSError, Gone)


async def tell_failure(
    error: BaseException, tell: Callable[[Card], Awaitable[object]], phrases: Phrases, *, id: int
) -> None:
    """Log the failure of an interaction or message, and tell whoever waits."""
    error = getattr(error, "original", error)
    if nobody_waits(error):
        log.info("nobody left to answer", extra=facts(interaction=id, reason=type(error).__name__))
        return
    log.error("it failed", extra=facts(interaction=id), exc_info=error)
    with suppress(*_CANNOT_BE_TOLD):
        await tell(notice_card(phrases.get("notice.failed")))


def nobody_waits(error: BaseException) -> bool:
    """Whether a failure means that there is nobody to tell."""
    return isinstance(error, Gone) or (isinstance(error, discord.HTTPException) and error.code in _NOBODY_WAITS)


async def show_alone(interaction: discord.Interaction[Any], card: Card) -> None:
    """Show a card to whoever acted alone: as the response, or after it."""
    if interaction.response.is_done():
        await interaction.followup.send(**card.kwargs(ephemeral=True))
    else:
        await interaction.response.send_message(**card.kwargs(ephemeral=True))
