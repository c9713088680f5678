"""Declare a command with its words in every language, by the key of its phrases. Refuses to know any command."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.adapters.discord.phrases.commands import command_words as words

Interaction = discord.Interaction[Any]
Command = app_commands.Command[Any, ..., None]
Choices = Callable[[str], Awaitable[list[tuple[str, str]]]]


def command(key: str, callback: Any, *parameters: str, suggest: Mapping[str, Choices] | None = None) -> Command:
    """A command ("source.show") with its parameters; ``suggest`` finds what an option may be, shown and meant."""
    stem = f"command.{key}"
    if parameters:
        app_commands.rename(**{each: words(f"{stem}.{each}.name") for each in parameters})(callback)
        app_commands.describe(**{each: words(f"{stem}.{each}.description") for each in parameters})(callback)
    made: Command = app_commands.Command(
        name=words(f"{stem}.name"), description=words(f"{stem}.description"), callback=callback, nsfw=False
    )
    for parameter, find in (suggest or {}).items():
        made.autocomplete(parameter)(_suggesting(find))
    return made


def group(key: str, *commands: Command) -> app_commands.Group:
    """Commands below one name."""
    made = app_commands.Group(name=words(f"command.{key}.name"), description=words(f"command.{key}.description"))
    for each in commands:
        made.add_command(each)
    return made


def _suggesting(find: Choices) -> Any:
    async def suggest(_: Interaction, so_far: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name, value=value) for name, value in await find(so_far)]

    return suggest
