"""A moderator's interaction: acknowledged at once, then answered by one card that only they see.

A button's card takes the place of the one that it stands on. Refuses to judge who is a moderator: the door has.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.cards.layout import Style
from bot.adapters.discord.failing import tell_failure
from bot.adapters.discord.moderating.faults import FAULTS, fault_words
from bot.adapters.discord.moderating.guard import actor_of
from bot.adapters.discord.outlets import UNKNOWN_INTERACTION, Gone
from bot.adapters.discord.persisting import persistently
from bot.adapters.discord.visits import Visit
from bot.store import ServerSettings

log = logging.getLogger(__name__)


class ModeratorVisit(Visit):
    """An interaction of somebody who may moderate."""

    def __init__(self, interaction: discord.Interaction[Any], settings: ServerSettings) -> None:
        super().__init__(interaction, settings)
        self.actor = actor_of(interaction)

    @property
    def guild(self) -> int:
        """The home server that they work in."""
        assert self.interaction.guild_id is not None
        return self.interaction.guild_id

    @property
    def in_place(self) -> bool:
        """Whether there is a card of theirs that the next one replaces."""
        message = self.interaction.message
        return message is not None and message.flags.ephemeral

    async def acknowledge(self) -> None:
        """Say that an answer is coming, before anything else is done. Raises Gone where nobody waits any more."""
        try:
            if self.in_place:
                await self.interaction.response.defer()
            else:
                await self.interaction.response.defer(ephemeral=True, thinking=True)
        except discord.NotFound as error:
            if error.code == UNKNOWN_INTERACTION:
                raise Gone from error
            raise

    async def put(self, card: Card) -> None:
        """Show a card as the answer, in place of what was shown before; in the style of what stands there already."""
        styled = card.styled(self._style_there)
        await persistently(lambda: self.interaction.edit_original_response(**styled.kwargs()))

    async def attach(self, words: str, file: discord.File) -> None:
        """Hand over a file, after the card, to them alone; plain text, for a card would have to hold it as its own."""
        none = discord.AllowedMentions.none()
        await self.interaction.followup.send(words, file=file, ephemeral=True, allowed_mentions=none)

    @property
    def _style_there(self) -> Style:
        message = self.interaction.message
        if message is None or not self.in_place:
            return self.style
        return "components" if message.flags.components_v2 else "embed"

    @asynccontextmanager
    async def guarded(self) -> AsyncIterator[None]:
        """Turn whatever fails inside into words: a fault of ours with its advice, anything else kindly."""
        try:
            yield
        except FAULTS as fault:
            log.info("a moderator was told of a fault", exc_info=fault)
            await self._tell(fault_words(fault, self.phrases))
        except Exception as error:
            await tell_failure(error, self.show, self.phrases, id=self.interaction.id)

    async def _tell(self, words: str) -> None:
        if self.interaction.response.is_done() and not self.in_place:
            await self.put(notice_card(words))
        else:
            await self.tell(words)
