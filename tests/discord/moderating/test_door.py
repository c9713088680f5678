"""Nobody but a moderator of a home server gets in, by whatever way, and who tried is written down."""

from collections.abc import Iterator

import discord
import pytest
from discord import app_commands

from tests.discord.moderating.conftest import Newsroom
from tests.discord.server import Exchange, Person
from tests.discord.server.people import text_of
from tests.discord.server.world import ADMINISTRATOR, MODERATOR, Payload

WHO = ("nobody", "member", "moderator of another server", "role was taken", "administrator elsewhere")


def intruder(newsroom: Newsroom, who: str) -> tuple[Person, Payload]:
    """Somebody who may not moderate, and where they try."""
    small, there = newsroom.discord, newsroom.elsewhere["channels"][0]
    match who:
        case "nobody":
            person = small.person()
            return person, small.world.add_dm(person.account)
        case "member":
            # What Discord's other rights allow makes nobody a moderator of articles.
            return small.person(permissions=MODERATOR), newsroom.channel
        case "moderator of another server":
            person = small.person()
            person.roles = [newsroom.role]
            return person, there
        case "role was taken":
            person = newsroom.moderator()
            person.roles = []
            return person, newsroom.channel
    return small.person(permissions=ADMINISTRATOR), there


def lines(newsroom: Newsroom) -> Iterator[str]:
    """Every command of moderators with its subcommands."""
    tree = newsroom.client._tree
    for command in tree.get_commands(guild=discord.Object(int(newsroom.home["id"]))):
        if isinstance(command, app_commands.Group):
            yield from (f"{command.name} {each.name}" for each in command.commands)
        elif isinstance(command, app_commands.Command):
            yield command.name


async def refused(newsroom: Newsroom, exchange: Exchange) -> None:
    card = await exchange.answered()
    assert "That you tried was written down" in text_of(card)
    assert exchange.private


@pytest.mark.parametrize("who", WHO)
async def test_no_command_is_open_to_anybody_else(newsroom: Newsroom, who: str) -> None:
    person, channel = intruder(newsroom, who)
    tried = list(lines(newsroom))
    for line in tried:
        await refused(newsroom, await person.commands(channel, line))
    await newsroom.parts.desk.idle()
    written = await newsroom.trail()
    assert [entry.details["what"] for entry in reversed(written)] == [f"/{line}" for line in tried]
    assert {entry.action for entry in written} == {"refused"}


@pytest.mark.parametrize("who", WHO)
async def test_no_button_or_menu_is_open_to_anybody_else(newsroom: Newsroom, who: str) -> None:
    person, channel = intruder(newsroom, who)
    front = newsroom.client.front
    verbs = sorted({*front.presses, *front.forms})
    for verb in verbs:
        ids = [f"om:{verb}:0123456789ab", f"om:{verb}:0123456789ab:1"]
        # A card of ours that somebody should not have: its buttons are there, whoever presses them.
        message = newsroom.discord.world.add_message(channel, newsroom.discord.world.me, card_with(ids))
        for id in ids:
            await refused(newsroom, await person.presses(message, id))
    await newsroom.parts.desk.idle()
    written = await newsroom.trail("refused")
    assert len(written) == 2 * len(verbs)
    assert {str(entry.details["what"]) for entry in written} == {f"button {verb}" for verb in verbs}
    assert len(await newsroom.trail()) == len(written)


@pytest.mark.parametrize("who", WHO)
async def test_no_form_is_taken_from_anybody_else(newsroom: Newsroom, who: str) -> None:
    person, channel = intruder(newsroom, who)
    verbs = sorted(newsroom.client.front.sent)
    for verb in verbs:
        await refused(newsroom, await person.sends(channel, f"om:{verb}:0123456789ab", {"text": "x", "title": "x"}))
    await newsroom.parts.desk.idle()
    written = await newsroom.trail("refused")
    assert {str(entry.details["what"]) for entry in written} == {f"form {verb}" for verb in verbs}
    assert len(await newsroom.trail()) == len(written) == len(verbs)


async def test_a_right_is_asked_for_at_every_press(newsroom: Newsroom) -> None:
    nia = newsroom.moderator()
    card = await (await nia.commands(newsroom.channel, "audit")).answered()
    assert "What was done" in text_of(card)
    nia.roles = []
    await refused(newsroom, await nia.commands(newsroom.channel, "audit"))
    await newsroom.parts.desk.idle()
    nia.roles = [newsroom.role]
    shown = await (await nia.commands(newsroom.channel, "audit")).answered()
    assert "**Nia** was refused" in text_of(shown)


async def test_whoever_manages_the_server_needs_no_role(newsroom: Newsroom) -> None:
    card = await (await newsroom.mo.commands(newsroom.channel, "audit")).answered()
    assert "Nothing was done" in text_of(card)


async def test_commands_are_told_to_the_home_server_alone(newsroom: Newsroom) -> None:
    world = newsroom.discord.world
    assert set(world.guild_commands) == {int(newsroom.home["id"])}
    told = {each["name"] for each in world.guild_commands[int(newsroom.home["id"])]}
    assert told == newsroom.client.front.commands
    assert not told & {each["name"] for each in world.commands}
    assert all(int(each["default_member_permissions"]) == 32 for each in world.guild_commands[int(newsroom.home["id"])])


def card_with(ids: list[str]) -> Payload:
    """A message with these buttons."""
    row = [{"type": 2, "style": 2, "label": "x", "custom_id": id, "id": at} for at, id in enumerate(ids, 2)]
    return {"components": [{"type": 1, "id": 1, "components": row}], "flags": 0}
