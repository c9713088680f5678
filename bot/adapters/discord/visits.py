"""One interaction of somebody with a card or a command: who, where, what they may do, and how to respond.

Every response is one of: a word to them alone, a card to them alone, another page in place. Refuses to know what the
card says.
"""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.adapters.discord.cards import notice_card
from bot.adapters.discord.cards.layout import Card, Style
from bot.adapters.discord.failing import show_alone, tell_failure
from bot.adapters.discord.phrases import Phrases, phrases_for
from bot.adapters.discord.places import answers_here
from bot.store import ServerSettings

log = logging.getLogger(__name__)

#: A card with this button is an answer, which stays where it is when its pages are opened.
_VOTE = "or:up:"


class Visit:
    """An interaction with what is known about it."""

    def __init__(self, interaction: discord.Interaction[Any], settings: ServerSettings) -> None:
        self.interaction = interaction
        self.settings = settings
        self.phrases: Phrases = phrases_for(settings.language or str(interaction.locale))

    @property
    def user(self) -> int:
        """Whose interaction it is."""
        return self.interaction.user.id

    @property
    def style(self) -> Style:
        """How cards look here; without the right to embed, components are shown."""
        return self.settings.card if self.may_embed else "components"

    @property
    def may_embed(self) -> bool:
        """Whether embeds of the bot are shown here."""
        return self.interaction.guild_id is None or self.interaction.app_permissions.embed_links

    @property
    def may_moderate(self) -> bool:
        """Whether they may take away what others asked for."""
        return self.interaction.guild_id is not None and self.interaction.permissions.manage_messages

    @property
    def may_manage(self) -> bool:
        """Whether they may change the settings of this server. Discord's own check is only its client's."""
        return self.interaction.guild_id is not None and self.interaction.permissions.manage_guild

    @property
    def may_share(self) -> bool:
        """Whether they could write here themselves, and the server wants answers here."""
        rights = self.interaction.permissions
        in_thread = isinstance(self.interaction.channel, discord.Thread)
        may_write = rights.send_messages_in_threads if in_thread else rights.send_messages
        return self.interaction.guild_id is None or (may_write and self.answers_here)

    @property
    def answers_here(self) -> bool:
        """Whether the server wants public answers in this channel."""
        return answers_here(self.interaction.channel, self.settings)

    @property
    def turns_a_page(self) -> bool:
        """Whether the button stands on a page that only they see, which another page may replace."""
        message = self.interaction.message
        if message is None or not message.flags.ephemeral:
            return False
        return not any(custom_id.startswith(_VOTE) for custom_id in _ids(message.components))

    async def tell(self, words: str) -> None:
        """Say something to them alone."""
        await self.show(notice_card(words).styled(self.style))

    async def show(self, card: Card) -> None:
        """Show them a card alone."""
        await show_alone(self.interaction, card)

    async def replace(self, card: Card) -> None:
        """Put a card where the pressed button stands, in the style of what stands there: components stay components."""
        message = self.interaction.message
        style: Style = "components" if message is None or message.flags.components_v2 else "embed"
        await self.interaction.response.edit_message(**card.styled(style).kwargs())

    async def remove(self) -> None:
        """Take the card with the pressed button away."""
        await self.interaction.response.defer()
        await self.interaction.delete_original_response()

    @asynccontextmanager
    async def guarded(self) -> AsyncIterator[None]:
        """Turn whatever fails inside into a kind word."""
        try:
            yield
        except Exception as error:
            await tell_failure(error, self.show, self.phrases, id=self.interaction.id)


def _ids(components: Any) -> Iterator[str]:
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _ids(getattr(component, "children", ()))
