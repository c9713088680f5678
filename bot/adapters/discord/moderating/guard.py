"""Who may moderate: Manage Server, or a role that the settings name, in a home server that they name. Pure.

Discord's client shows commands to whom an administrator has chosen, and shows buttons to everybody; what counts is
what Discord says of a person with this very interaction. Refuses everybody where no home server is named.
"""

from collections.abc import Iterable
from typing import Any, Literal

import discord

from bot.moderation.actors import Actor
from bot.settings import Settings

#: Not one of the home servers (or no server at all), or there without the right.
Refusal = Literal["elsewhere", "no_moderator"]
_LONGEST_NAME = 100


class Guard:
    """Judges interactions."""

    def __init__(self, homes: Iterable[int], roles: Iterable[int] = ()) -> None:
        self.homes = frozenset(homes)
        self._roles = frozenset(roles)

    @classmethod
    def of(cls, settings: Settings) -> "Guard":
        """The guard that the settings ask for."""
        return cls(settings.discord_home_servers, settings.discord_moderator_roles)

    def refusal(self, interaction: discord.Interaction[Any]) -> Refusal | None:
        """Why somebody may not moderate here and now, or nothing where they may."""
        if interaction.guild_id is None or interaction.guild_id not in self.homes:
            return "elsewhere"
        rights = interaction.permissions
        if rights.manage_guild or rights.administrator:
            return None
        held = {role.id for role in getattr(interaction.user, "roles", ())}
        return "no_moderator" if self._roles.isdisjoint(held) else None


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """Whoever acts, as the audit trail names them: by the name of their account, which is theirs alone."""
    user = interaction.user
    return Actor(kind="discord", name=user.name[:_LONGEST_NAME], user_id=user.id, guild_id=interaction.guild_id)
