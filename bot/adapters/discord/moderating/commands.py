"""The commands of moderators, put on the tree for the home servers. Refuses to do any of the work.

They are shown there to whoever may manage the server until an administrator shows them to further roles; who may
really use them is asked at the door.
"""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.adapters.discord.moderating.front import Front
from bot.adapters.discord.moderating.groups import commands
from bot.adapters.discord.moderating.marking import Marker

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts


def add_moderating(tree: app_commands.CommandTree[Any], parts: "Parts", marker: Marker) -> Front:
    """Put every command of moderators on a tree, for the home servers; the front that they arrive at."""
    front = Front(parts, parts.moderation.guard)
    homes = [discord.Object(home) for home in parts.moderation.guard.homes]
    for command in commands(front, parts, marker):
        front.commands.add(command.name)
        command.default_permissions = discord.Permissions(manage_guild=True)
        if not isinstance(command, app_commands.ContextMenu):
            command.guild_only = True
        if homes:
            tree.add_command(command, guilds=homes)
    return front
