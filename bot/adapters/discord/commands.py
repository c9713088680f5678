"""The commands that people see: what each takes, and whom it is handed to. Refuses to do any of the work."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.adapters.discord.asking import Asked
from bot.adapters.discord.cards import help_card, sources_card
from bot.adapters.discord.checking import Checking
from bot.adapters.discord.choosing import Choosing
from bot.adapters.discord.failing import show_alone, tell_failure
from bot.adapters.discord.outlets import Response
from bot.adapters.discord.own_data import OwnData
from bot.adapters.discord.phrases import phrases_for
from bot.adapters.discord.phrases.commands import command_words as words

if TYPE_CHECKING:
    from bot.adapters.discord.client import OnrecordClient
    from bot.adapters.discord.parts import Parts

Interaction = discord.Interaction[Any]

_MOST_SUGGESTIONS = 25
_LONGEST_SUGGESTION = 100
#: Discord's own longest option; the service declines what is too long with a kind sentence.
_LONGEST_OPTION = 1000


class Tree(app_commands.CommandTree["OnrecordClient"]):
    """The commands, each interaction taken once, and the one place where their failures become words."""

    async def interaction_check(self, interaction: discord.Interaction["OnrecordClient"], /) -> bool:
        """Take an interaction once, however often Discord delivers it; those of moderators from moderators alone."""
        return interaction.client.seen.first(interaction.id) and await interaction.client.front.admits(interaction)

    async def on_error(
        self, interaction: discord.Interaction["OnrecordClient"], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell whoever waits that it failed."""
        phrases = phrases_for(str(interaction.locale))
        await tell_failure(error, lambda card: show_alone(interaction, card), phrases, id=interaction.id)


def add_commands(tree: Tree, parts: "Parts") -> None:
    """Put every command on a tree."""
    for make in (_ask, _check, _sources, _help, _privacy, _settings):
        tree.add_command(make(parts))


def _ask(parts: "Parts") -> app_commands.Command[Any, ..., None]:
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, _LONGEST_OPTION],
        private: bool | None = None,
    ) -> None:
        await parts.asking.ask(await asked(parts, interaction, question, private), Response(interaction))

    async def suggest(_: Interaction, so_far: str) -> list[app_commands.Choice[str]]:
        found = parts.suggestions.matching(so_far, _MOST_SUGGESTIONS)
        return [app_commands.Choice(name=each, value=each) for each in found if len(each) <= _LONGEST_SUGGESTION]

    _describe(ask, "ask", "question", "private")
    command = _command("ask", ask)
    command.autocomplete("question")(suggest)
    return command


async def asked(parts: "Parts", interaction: Interaction, question: str, private: bool | None) -> Asked:
    """A question as the slash command brings it."""
    visit = await parts.visit(interaction)
    in_server = interaction.guild_id is not None
    wished = visit.settings.private if private is None else private
    return Asked(
        id=interaction.id,
        text=question,
        user=visit.user,
        channel=interaction.channel_id or 0,
        phrases=visit.phrases,
        guild=interaction.guild_id,
        private=in_server and (wished or not visit.answers_here),
        style=visit.style,
        threads=isinstance(interaction.channel, discord.TextChannel),
    )


def _check(parts: "Parts") -> app_commands.ContextMenu:
    checking = Checking(parts)

    async def check(interaction: Interaction, message: discord.Message) -> None:
        await checking.check(await parts.visit(interaction), message)

    return app_commands.ContextMenu(name=words("command.check.name"), callback=check)


def _sources(parts: "Parts") -> app_commands.Command[Any, ..., None]:
    async def sources(interaction: Interaction) -> None:
        with parts.desk.beside():
            visit = await parts.visit(interaction)
            listing, as_of = await parts.listing()
            await visit.show(sources_card(listing, as_of, phrases=visit.phrases, style=visit.style))

    return _command("sources", sources)


def _help(parts: "Parts") -> app_commands.Command[Any, ..., None]:
    async def help(interaction: Interaction) -> None:
        visit = await parts.visit(interaction)
        moderator = parts.moderation.guard.refusal(interaction) is None
        examples = parts.suggestions.examples()
        await visit.show(help_card(examples, phrases=visit.phrases, style=visit.style, moderator=moderator))

    return _command("help", help)


def _privacy(parts: "Parts") -> app_commands.Command[Any, ..., None]:
    own_data = OwnData(parts)

    async def privacy(interaction: Interaction) -> None:
        await own_data.tell(await parts.visit(interaction))

    return _command("privacy", privacy)


def _settings(parts: "Parts") -> app_commands.Command[Any, ..., None]:
    choosing = Choosing(parts)

    async def settings(interaction: Interaction) -> None:
        await choosing.show(await parts.visit(interaction))

    command = _command("settings", settings)
    command.default_permissions = discord.Permissions(manage_guild=True)
    command.guild_only = True
    return command


def _command(name: str, callback: Any) -> app_commands.Command[Any, ..., None]:
    key = f"command.{name}"
    return app_commands.Command(
        name=words(f"{key}.name"), description=words(f"{key}.description"), callback=callback, nsfw=False
    )


def _describe(callback: Any, command: str, *parameters: str) -> None:
    """Name and describe a callback's parameters, translated."""
    key = f"command.{command}"
    app_commands.rename(**{each: words(f"{key}.{each}.name") for each in parameters})(callback)
    app_commands.describe(**{each: words(f"{key}.{each}.description") for each in parameters})(callback)
