"""What goes wrong with Discord, one thing after the other: nothing accepted is lost, nothing is said twice."""

import asyncio
import threading

import pytest

from bot.adapters.discord import persisting
from bot.adapters.discord.client import OnrecordClient
from tests.discord.conftest import Meeting, connected
from tests.discord.server import Exchange, FakeDiscord, Fault
from tests.discord.server.people import text_of
from tests.discord.server.world import DM
from tests.discord.stand_ins import StandInService

CALLBACK, HOOK, MESSAGES = "/callback", "/webhooks/", "/messages"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(*_: object, **__: object) -> None:
        """The library waits five seconds before every identify but the first."""

    monkeypatch.setattr(persisting, "PAUSES", (0.01,) * 6)
    monkeypatch.setattr(OnrecordClient, "before_identify_hook", at_once)


async def mentioned(meeting: Meeting) -> dict:
    me = meeting.discord.world.me["id"]
    message = await meeting.ada.says(meeting.channel, f"<@{me}> who mediated?", mentions_bot=True)
    return await meeting.discord.message_in(meeting.channel, after=int(message["id"]))


@pytest.mark.parametrize("path", [CALLBACK, HOOK])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 0.01},
        {"status": 429},
        {"status": 500},
        {"status": 502},
        {"status": 503},
        {"reset": True},
        {"reset": True, "processed": True},
    ],
    ids=lambda fault: " ".join(f"{name} {value}" for name, value in fault.items()),
)
async def test_a_slash_question_survives_a_failing_discord(meeting: Meeting, fault: dict, path: str) -> None:
    ordered = meeting.discord.order(Fault(path=path, **fault))
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    assert "China" in text_of(await exchange.answered())
    assert ordered.hits == 1
    assert len(meeting.discord.messages_in(meeting.channel)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 0.01},
        {"status": 429},
        {"status": 502},
        {"status": 503},
        {"reset": True},
        {"reset": True, "processed": True},
    ],
    ids=lambda fault: " ".join(f"{name} {value}" for name, value in fault.items()),
)
async def test_a_mention_survives_a_failing_discord_and_is_answered_once(meeting: Meeting, fault: dict) -> None:
    meeting.discord.order(Fault(path=MESSAGES, method="POST", **fault))
    assert "China" in text_of(await mentioned(meeting))
    await meeting.parts.desk.idle()
    assert len(meeting.discord.messages_in(meeting.channel)) == 1


async def test_an_interaction_that_is_delivered_twice_is_answered_once(meeting: Meeting) -> None:
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    await meeting.discord.gateway.send(
        "INTERACTION_CREATE", exchange.interaction.payload, exchange.interaction.guild_id
    )
    await exchange.answered()
    await meeting.parts.desk.idle()
    assert len(meeting.discord.requests("POST", "/callback")) == 1


async def test_an_interaction_that_another_process_answers_is_left_alone(meeting: Meeting) -> None:
    meeting.discord.order(Fault(path=CALLBACK, status=400, code=40060))
    await meeting.ada.asks(meeting.channel, "who mediated?")
    await meeting.discord.until(lambda: meeting.discord.requests("POST", "/callback") or None)
    await meeting.parts.desk.idle()
    assert not meeting.discord.messages_in(meeting.channel)
    assert not meeting.service.asked


async def test_an_interaction_that_expired_is_not_answered_again(meeting: Meeting) -> None:
    meeting.discord.order(Fault(path=CALLBACK, status=404, code=10062, times=9))
    await meeting.ada.asks(meeting.channel, "who mediated?")
    await meeting.discord.until(lambda: meeting.discord.requests("POST", "/callback") or None)
    await meeting.parts.desk.idle()
    assert len(meeting.discord.requests("POST", "/callback")) == 1
    assert not meeting.discord.requests("POST", "/webhooks/{application}/{token}")


async def test_a_press_that_expired_is_not_answered_again(meeting: Meeting) -> None:
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    before = len(meeting.discord.requests("POST", "/callback"))
    meeting.discord.order(Fault(path=CALLBACK, status=404, code=10062, times=9))
    await meeting.ada.clicks(card, "or:ctx")
    await meeting.discord.until(lambda: len(meeting.discord.requests("POST", "/callback")) > before or None)
    await meeting.parts.desk.idle()
    assert len(meeting.discord.requests("POST", "/callback")) == before + 1


class TestWhileTheAnswerIsOnItsWay:
    @pytest.fixture
    def gate(self) -> threading.Event:
        return threading.Event()

    @pytest.fixture
    def service(self, gate: threading.Event) -> StandInService:
        return StandInService(gate=gate)

    async def test_a_token_expires_and_nothing_more_is_tried(self, meeting: Meeting, gate: threading.Event) -> None:
        exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
        await exchange.acknowledged()
        exchange.interaction.token_expired = True
        gate.set()
        await meeting.parts.desk.idle()
        assert len(meeting.discord.requests("PATCH", "/messages/{message}")) == 1

    async def test_the_question_is_deleted_and_stays_unanswered(self, meeting: Meeting, gate: threading.Event) -> None:
        me = meeting.discord.world.me["id"]
        message = await meeting.ada.says(meeting.channel, f"<@{me}> who mediated?", mentions_bot=True)
        await meeting.discord.until(lambda: meeting.service.asked or None)
        await meeting.ada.deletes(message)
        marker = await meeting.ada.runs(meeting.channel, "help")
        await marker.answered()
        gate.set()
        await meeting.parts.desk.idle()
        assert not meeting.discord.requests("POST", "/channels/{channel}/messages")

    async def test_the_question_is_gone_without_a_word_and_nobody_is_bothered(
        self, meeting: Meeting, gate: threading.Event
    ) -> None:
        me = meeting.discord.world.me["id"]
        message = await meeting.ada.says(meeting.channel, f"<@{me}> who mediated?", mentions_bot=True)
        await meeting.discord.until(lambda: meeting.service.asked or None)
        del meeting.discord.world.messages[int(message["id"])]
        gate.set()
        await meeting.parts.desk.idle()
        assert len(meeting.discord.requests("POST", "/channels/{channel}/messages")) == 1
        assert not meeting.discord.messages_in(meeting.channel)

    async def test_the_connection_is_lost_and_the_answer_still_comes(
        self, meeting: Meeting, gate: threading.Event
    ) -> None:
        exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
        await exchange.acknowledged()
        await meeting.discord.gateway.ask_to_reconnect()
        await meeting.discord.until(lambda: meeting.discord.gateway.resumes or None)
        gate.set()
        assert "China" in text_of(await exchange.answered())


@pytest.mark.parametrize("code", [50013, 50001, 50083, 160005])
async def test_where_the_bot_may_not_write_the_answer_comes_as_a_direct_message(meeting: Meeting, code: int) -> None:
    """No Send Messages, no access, an archived thread, a locked one."""
    meeting.discord.world.closed_channels[int(meeting.channel["id"])] = (403, code)
    me = meeting.discord.world.me["id"]
    await meeting.ada.says(meeting.channel, f"<@{me}> who mediated?", mentions_bot=True)
    discord = meeting.discord
    private = await discord.until(
        lambda: next((each for each in discord.world.channels.values() if each["type"] == DM), None)
    )
    reason = await discord.message_in(private)
    assert "may not write" in text_of(reason)
    assert "China" in text_of(await discord.message_in(private, after=int(reason["id"])))


async def test_where_not_even_that_is_possible_there_is_silence(meeting: Meeting) -> None:
    meeting.discord.world.closed_channels[int(meeting.channel["id"])] = (403, 50013)
    meeting.discord.world.closed_channels[meeting.ada.id] = (403, 50007)
    me = meeting.discord.world.me["id"]
    await meeting.ada.says(meeting.channel, f"<@{me}> who mediated?", mentions_bot=True)
    await meeting.discord.until(lambda: meeting.discord.requests("POST", "/users/@me/channels") or None)
    await meeting.parts.desk.idle()
    assert not meeting.discord.messages_in(meeting.channel)


async def asked_again(meeting: Meeting) -> Exchange:
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    assert "China" in text_of(await exchange.answered())
    return exchange


async def test_a_connection_that_breaks_is_resumed_and_what_was_asked_meanwhile_is_answered(meeting: Meeting) -> None:
    await meeting.discord.gateway.close(4000)
    await asked_again(meeting)
    assert len(meeting.discord.gateway.resumes) == 1
    assert len(meeting.discord.gateway.identifies) == 1


async def test_an_invalid_session_is_begun_anew(meeting: Meeting) -> None:
    await meeting.discord.gateway.invalidate(resumable=False)
    await meeting.discord.until(lambda: len(meeting.discord.gateway.identifies) == 2 or None)
    await asked_again(meeting)


async def test_an_invalid_session_that_may_be_resumed_is_resumed(meeting: Meeting) -> None:
    await meeting.discord.gateway.invalidate(resumable=True)
    await meeting.discord.until(lambda: meeting.discord.gateway.resumes or None)
    await asked_again(meeting)


async def test_missed_heartbeats_are_noticed_and_the_connection_is_resumed(
    small_discord: FakeDiscord, made, service, settings
) -> None:
    small_discord.gateway.heartbeat_interval = 50
    small_discord.gateway.acknowledging = False
    guild = small_discord.guild()
    async with connected(small_discord, OnrecordClient(made, settings.data, heartbeat_timeout=0.3)):
        await small_discord.until(lambda: small_discord.gateway.resumes or None, "a resume")
        small_discord.gateway.acknowledging = True
        exchange = await small_discord.person().asks(guild["channels"][0], "who mediated?")
        assert "China" in text_of(await exchange.answered())


class TestTwoShards:
    @pytest.fixture
    async def small_discord(self):
        from tests.discord.conftest import judged
        from tests.discord.server import pointed_at

        async with FakeDiscord(shards=2) as discord:
            discord.recording.inspectors.append(judged)
            with pointed_at(discord.url):
                yield discord
        assert not discord.recording.rejected

    async def test_servers_of_both_shards_are_answered(
        self, small_discord: FakeDiscord, made, service, settings
    ) -> None:
        guilds = [small_discord.guild(f"Guild {shard}", shard=shard) for shard in (0, 1)]
        async with connected(small_discord, OnrecordClient(made, settings.data)):
            ada = small_discord.person()
            exchanges = [await ada.asks(guild["channels"][0], "who mediated?") for guild in guilds]
            cards = await asyncio.gather(*(exchange.answered() for exchange in exchanges))
        assert all("China" in text_of(card) for card in cards)
        assert [each["shard"] for each in small_discord.gateway.identifies] == [[0, 2], [1, 2]]
