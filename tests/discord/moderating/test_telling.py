"""The log channel, the report and the help: what moderators are told without asking for it."""

from pathlib import Path

from bot.adapters.discord.moderating.telling import Telling
from bot.moderation.actors import Actor, at_the_console
from bot.moderation.trail import record
from tests.discord.moderating.conftest import Newsroom
from tests.discord.server.people import text_of
from tests.discord.server.world import Payload


def log_channel(newsroom: Newsroom) -> Payload:
    return next(each for each in newsroom.home["channels"] if each["name"] == "log")


async def test_the_log_channel_gets_a_line_for_everything_that_is_done(newsroom: Newsroom, tmp_path: Path) -> None:
    store, client = newsroom.parts.store, newsroom.client
    await record(store, at_the_console(), "source.added", source="before.txt")
    telling = Telling(newsroom.parts, tmp_path)
    await telling.tell(client)
    assert newsroom.discord.messages_in(log_channel(newsroom)) == []
    await record(store, Actor(kind="discord", name="@everyone *Mo*"), "source.withdrawn", source="relief.txt")
    await record(store, Actor(kind="feed", name="The Post"), "source.added", source="added/x.txt")
    await telling.tell(client)
    await telling.tell(client)
    (told,) = newsroom.discord.messages_in(log_channel(newsroom))
    assert "withdrew an article" in told["content"]
    assert "The Post" in told["content"]
    assert "before.txt" not in told["content"]
    assert "@everyone" not in told["content"]


async def test_after_a_restart_it_goes_on_where_it_was(newsroom: Newsroom, tmp_path: Path) -> None:
    store, client = newsroom.parts.store, newsroom.client
    await Telling(newsroom.parts, tmp_path).tell(client)
    await record(store, at_the_console(), "index.rollback")
    await Telling(newsroom.parts, tmp_path).tell(client)
    (told,) = newsroom.discord.messages_in(log_channel(newsroom))
    assert "went back" in told["content"]


async def test_a_channel_of_another_server_is_told_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    elsewhere = newsroom.elsewhere["channels"][0]
    settings = newsroom.parts.moderation.settings.model_copy(update={"discord_log_channel": int(elsewhere["id"])})
    object.__setattr__(newsroom.parts.moderation, "settings", settings)
    telling = Telling(newsroom.parts, tmp_path)
    await telling.tell(newsroom.client)
    await record(newsroom.parts.store, at_the_console(), "index.rollback")
    await telling.tell(newsroom.client)
    assert newsroom.discord.messages_in(elsewhere) == []


async def test_the_report_is_attached_as_a_page(newsroom: Newsroom) -> None:
    await (await newsroom.mo.commands(newsroom.channel, "report", days=7)).shows("last 7 days")
    sent = await newsroom.discord.until(
        lambda: next((each for each in newsroom.discord.requests("POST", "/{token}") if each.files), None)
    )
    ((name, page),) = sent.files.items()
    assert name.endswith(".html")
    assert page.startswith((b"<!doctype html>", b"<!DOCTYPE html>"))


async def test_the_help_tells_moderators_of_their_commands_and_nobody_else(newsroom: Newsroom) -> None:
    for person, told in ((newsroom.mo, True), (newsroom.discord.person("Ada"), False)):
        card = await (await person.runs(newsroom.channel, "help")).answered()
        assert ("You moderate here" in text_of(card)) is told
