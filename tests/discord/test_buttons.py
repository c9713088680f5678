"""Presses on cards: evidence, context, votes, dismissing, one's own data, a server's settings; and old cards."""

import json
from datetime import timedelta

from bot.adapters.discord.client import OnrecordClient
from bot.adapters.discord.lifecycle import parts
from bot.store import ServerSettings
from tests.discord.conftest import Meeting, connected
from tests.discord.server.people import components, text_of
from tests.discord.server.world import MODERATOR, Payload


async def answered(meeting: Meeting, *, private: bool | None = None) -> Payload:
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?", private=private)).answered()
    await meeting.parts.desk.idle()
    return card


async def test_context_and_evidence_are_shown_to_whoever_asks_for_them(meeting: Meeting) -> None:
    card = await answered(meeting)
    bo = meeting.discord.person("Bo")
    for button, words in (("or:ctx", "offered to mediate"), ("or:more", "welcomed that")):
        exchange = await bo.clicks(card, button)
        assert words in text_of(await exchange.answered())
        assert exchange.private


async def test_a_page_is_turned_in_place(meeting: Meeting) -> None:
    page = await (await meeting.ada.clicks(await answered(meeting), "or:ctx")).answered()
    turned = await meeting.ada.clicks(page, "or:ctx")
    assert (await turned.acknowledged())["type"] == 7


async def test_a_private_answer_stays_when_its_pages_are_opened(meeting: Meeting) -> None:
    exchange = await meeting.ada.clicks(await answered(meeting, private=True), "or:ctx")
    assert (await exchange.acknowledged())["type"] == 4


async def test_everybody_has_one_vote(meeting: Meeting) -> None:
    card = await answered(meeting)
    for button in ("or:up", "or:down", "or:up"):
        assert "Thank you" in text_of(await (await meeting.ada.clicks(card, button)).answered())
    bo = meeting.discord.person("Bo")
    await (await bo.clicks(card, "or:down")).answered()
    stored = await meeting.parts.store.by_message(int(card["id"]))
    assert stored is not None
    assert await meeting.parts.store.votes(stored.key) == (1, 1)


async def test_whoever_asked_may_take_the_answer_away(meeting: Meeting) -> None:
    card = await answered(meeting)
    await meeting.ada.clicks(card, "or:gone")
    await meeting.discord.until(lambda: int(card["id"]) not in meeting.discord.world.messages or None)


async def test_a_moderator_may_take_it_away_and_nobody_else(meeting: Meeting) -> None:
    card = await answered(meeting)
    refused = await (await meeting.discord.person("Bo").clicks(card, "or:gone")).answered()
    assert "Only who asked" in text_of(refused)
    moderator = meeting.discord.person("Mo", permissions=MODERATOR)
    await moderator.clicks(card, "or:gone")
    await meeting.discord.until(lambda: int(card["id"]) not in meeting.discord.world.messages or None)


async def test_buttons_work_after_a_restart(meeting: Meeting, settings, service) -> None:
    card = await answered(meeting)
    await meeting.client.close()
    async with parts(service, settings) as made, connected(meeting.discord, OnrecordClient(made, settings.data)):
        exchange = await meeting.ada.clicks(card, "or:ctx")
        assert "offered to mediate" in text_of(await exchange.answered())


async def test_an_answer_that_is_no_longer_kept_gets_a_kind_word(meeting: Meeting) -> None:
    card = await answered(meeting)
    await meeting.parts.store.expire(timedelta(seconds=-1))
    for button in ("or:ctx", "or:more", "or:up"):
        assert "too old" in text_of(await (await meeting.ada.clicks(card, button)).answered())


async def test_ones_own_data_is_handed_over_as_a_file(meeting: Meeting) -> None:
    await answered(meeting)
    privacy = await (await meeting.ada.runs(meeting.channel, "privacy")).answered()
    await (await meeting.ada.clicks(privacy, "or:export")).answered()
    (sent,) = meeting.discord.requests("POST", "/webhooks/{application}/{token}")
    kept = json.loads(sent.files["onrecord.json"])
    assert kept["answers"][0]["question"]["text"] == "who mediated?"


async def test_ones_own_data_is_erased_after_a_second_thought(meeting: Meeting) -> None:
    card = await answered(meeting)
    privacy = await (await meeting.ada.runs(meeting.channel, "privacy")).answered()
    sure = await (await meeting.ada.clicks(privacy, "or:erase")).answered()
    assert "cannot be undone" in text_of(sure)
    await (await meeting.ada.clicks(sure, "or:erase:-:1")).acknowledged()
    await meeting.parts.desk.idle()
    assert "Erased: 1" in text_of(meeting.discord.world.messages[int(sure["id"])])
    assert await meeting.parts.store.by_message(int(card["id"])) is None


async def test_whoever_manages_the_server_changes_its_settings(meeting: Meeting) -> None:
    card = await (await meeting.moderator.runs(meeting.channel, "settings")).answered()
    wanted = ServerSettings(answer_channels=(int(meeting.channel["id"]),), private=True, threads=True, card="embed")
    for button, values in (
        ("or:set:channels", [meeting.channel["id"]]),
        ("or:set:private", None),
        ("or:set:threads", None),
        ("or:set:card", None),
    ):
        await (await meeting.moderator.clicks(card, button, values=values)).acknowledged()
        await meeting.parts.desk.idle()
    assert await meeting.parts.store.server(int(meeting.guild["id"])) == wanted
    language = next(each for each in components(card) if each.get("custom_id") == "or:set:language")
    chosen = [option["value"] for option in language["options"]][-1]
    await (await meeting.moderator.clicks(card, "or:set:language", values=[chosen])).acknowledged()
    await meeting.parts.desk.idle()
    assert (await meeting.parts.store.server(int(meeting.guild["id"]))).language == chosen


async def test_nobody_else_sees_or_changes_the_settings(meeting: Meeting) -> None:
    card = await (await meeting.moderator.runs(meeting.channel, "settings")).answered()
    for exchange in (
        await meeting.ada.runs(meeting.channel, "settings"),
        await meeting.ada.clicks(card, "or:set:private"),
    ):
        assert "may manage the server" in text_of(await exchange.answered())
    assert await meeting.parts.store.server(int(meeting.guild["id"])) == ServerSettings()


async def test_a_value_that_no_control_has_changes_nothing(meeting: Meeting) -> None:
    card = await (await meeting.moderator.runs(meeting.channel, "settings")).answered()
    await (await meeting.moderator.clicks(card, "or:set:language", values=["xx"])).acknowledged()
    await meeting.parts.desk.idle()
    assert await meeting.parts.store.server(int(meeting.guild["id"])) == ServerSettings()
