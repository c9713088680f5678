"""The one way in for moderators: who may is let in, who may not is told so, and that they tried is written down.

Refuses to ask Discord's client or a cache of ours who somebody is: each interaction says it anew.
"""

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.adapters.discord.cards import notice_card
from bot.adapters.discord.failing import nobody_waits, show_alone
from bot.adapters.discord.logs import facts
from bot.adapters.discord.moderating.guard import Guard, Refusal, actor_of
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.adapters.discord.phrases import phrases_for
from bot.moderation.trail import record

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

log = logging.getLogger(__name__)


class Door:
    """Lets moderators in."""

    def __init__(self, parts: "Parts", guard: Guard) -> None:
        self._parts, self.guard = parts, guard

    async def enter(self, interaction: discord.Interaction[Any], what: str) -> ModeratorVisit | None:
        """The visit of somebody who may do ``what``; nothing where they may not, and then they know."""
        refusal = self.guard.refusal(interaction)
        if refusal is None:
            return ModeratorVisit(interaction, await self._parts.servers.of(interaction.guild_id))
        with self._parts.desk.beside():
            await self._refuse(interaction, what, refusal)
        return None

    async def _refuse(self, interaction: discord.Interaction[Any], what: str, refusal: Refusal) -> None:
        try:
            await _tell(interaction, refusal)
        except discord.HTTPException as error:
            if not nobody_waits(error):
                log.warning("a refusal could not be told", extra=facts(interaction=interaction.id, code=error.code))
        finally:
            log.info("moderation refused", extra=facts(interaction=interaction.id, why=refusal))
            await record(self._parts.store, actor_of(interaction), "refused", what=what, why=refusal)


async def _tell(interaction: discord.Interaction[Any], refusal: Refusal) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
        return
    phrases = phrases_for(str(interaction.locale))
    await show_alone(interaction, notice_card(phrases.get(f"moderating.refused.{refusal}")))
