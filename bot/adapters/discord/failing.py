"""Turn what went wrong into a kind word, with nothing internal in it; the details go to the log.

Refuses to answer where nobody waits any more: an interaction that has expired, or that somebody else acknowledged.
"""

import logging
from contextlib import suppress
from typing import Any

import discord

from bot.adapters.discord.cards import notice_card
from bot.adapters.discord.logs import facts
from bot.adapters.discord.outlets import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE, Gone
from bot.adapters.discord.phrases import Phrases

log = logging.getLogger(__name__)

_NOBODY_WAITS = (UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED, UNKNOWN_MESSAGE)


async def tell_failure(error: BaseException, interaction: discord.Interaction[Any], phrases: Phrases) -> None:
    """Log a failure, and tell whoever waits."""
    error = getattr(error, "original", error)
    if nobody_waits(error):
        log.info("nobody left to answer", extra=facts(interaction=interaction.id, reason=type(error).__name__))
        return
    log.error("an interaction failed", extra=facts(interaction=interaction.id), exc_info=error)
    card = notice_card(phrases.get("notice.failed"))
    with suppress(discord.HTTPException, discord.ClientException, OSError):
        if interaction.response.is_done():
            await interaction.followup.send(**card.kwargs(ephemeral=True))
        else:
            await interaction.response.send_message(**card.kwargs(ephemeral=True))


def nobody_waits(error: BaseException) -> bool:
    """Whether a failure means that there is nobody to tell."""
    return isinstance(error, Gone) or (isinstance(error, discord.HTTPException) and error.code in _NOBODY_WAITS)
