"""The commands of moderators: what each takes, and whom it is handed to. Refuses to do any of the work.

They are told to Discord for the home servers alone, and shown there to whoever may manage the server until an
administrator shows them to further roles; who may really use them is asked at the door.
"""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.adapters.discord.moderating.auditing import DAYS, Auditing
from bot.adapters.discord.moderating.front import Front
from bot.adapters.discord.phrases.commands import command_words as words

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

Interaction = discord.Interaction[Any]
Command = app_commands.Command[Any, ..., None]

_MOST_DAYS = 3650


def add_moderating(tree: app_commands.CommandTree[Any], parts: "Parts") -> Front:
    """Put every command of moderators on a tree, for the home servers; the front that they arrive at."""
    front = Front(parts, parts.moderation.guard)
    commands: list[Any] = [_audit(front, parts)]
    homes = [discord.Object(home) for home in parts.moderation.guard.homes]
    for command in commands:
        front.commands.add(command.name)
        command.default_permissions = discord.Permissions(manage_guild=True)
        command.guild_only = True
        if homes:
            tree.add_command(command, guilds=homes)
    return front


def _audit(front: Front, parts: "Parts") -> Command:
    auditing = Auditing(parts)
    front.add(auditing)

    async def audit(interaction: Interaction, days: app_commands.Range[int, 1, _MOST_DAYS] = DAYS) -> None:
        await front.run(interaction, lambda visit: auditing.show(visit, days))

    return command("audit", audit, "days")


def command(key: str, callback: Any, *parameters: str) -> Command:
    """A command with its words, by the key of its phrases ("source.add")."""
    stem = f"command.{key}"
    if parameters:
        app_commands.rename(**{each: words(f"{stem}.{each}.name") for each in parameters})(callback)
        app_commands.describe(**{each: words(f"{stem}.{each}.description") for each in parameters})(callback)
    return app_commands.Command(
        name=words(f"{stem}.name"), description=words(f"{stem}.description"), callback=callback, nsfw=False
    )


def group(key: str, *commands: Command) -> app_commands.Group:
    """Commands below one name."""
    made = app_commands.Group(name=words(f"command.{key}.name"), description=words(f"command.{key}.description"))
    for each in commands:
        made.add_command(each)
    return made
