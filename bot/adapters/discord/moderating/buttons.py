"""Presses on moderators' buttons and menus, also of cards from before a restart: an id is parsed and handed on."""

import re
from typing import Any, Self

import discord

from bot.adapters.discord.moderating.ids import TEMPLATE, Pressed, parse


class ModeratorButton(discord.ui.DynamicItem[discord.ui.Item[Any]], template=TEMPLATE):
    """Any button or menu of moderators, made from its id."""

    def __init__(self, item: discord.ui.Item[Any], pressed: Pressed | None) -> None:
        super().__init__(item)
        self._pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button that was pressed."""
        data: Any = interaction.data or {}
        return cls(item, parse(match.string, tuple(map(str, data.get("values", ())))))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what it says."""
        if self._pressed is not None:
            await interaction.client.front.press(interaction, self._pressed)
