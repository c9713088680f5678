"""The small parts behind the surfaces, each by itself: rates, logs, health, the token, retries, connecting, reading."""

import asyncio
import io
import json
import logging
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from bot.adapters.discord import health
from bot.adapters.discord.connecting import stay_connected
from bot.adapters.discord.credentials import token
from bot.adapters.discord.logs import JsonLines, facts, log_to
from bot.adapters.discord.persisting import persistently
from bot.adapters.discord.rates import Rates
from bot.adapters.discord.reading import question_in
from bot.adapters.discord.seen import Seen
from bot.adapters.discord.upkeep import every, keep_beating
from bot.errors import SettingsFault, TokenRefused
from bot.settings import Settings
from tests.discord.server import FakeDiscord, pointed_at


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_questions_are_saved_up_and_used_up() -> None:
    clock = Clock()
    rates = Rates(user=2, channel=0, clock=clock)
    assert [rates.admit(1, 9) for _ in range(2)] == [None, None]
    assert rates.admit(1, 9) == ("user", 30.0)
    clock.now = 30.0
    assert rates.admit(1, 9) is None
    assert rates.admit(2, 9) is None


def test_a_channel_has_a_limit_of_its_own_and_a_refused_question_counts_for_nobody() -> None:
    rates = Rates(user=5, channel=1, clock=Clock())
    assert rates.admit(1, 9) is None
    assert rates.admit(1, 9) == ("channel", 60.0)
    assert all(rates.admit(1, channel) is None for channel in range(4))


def test_a_log_line_is_json_with_its_ids_and_without_secrets() -> None:
    stream, before = io.StringIO(), (logging.getLogger().handlers[:], logging.getLogger().level)
    try:
        log_to(stream, level="info", secrets=["s3cret"])
        logging.getLogger("bot").info("answered", extra=facts(answer="k", interaction=5, nothing=None))
        logging.getLogger("discord.http").warning("with s3cret")
        logging.getLogger("discord.gateway").debug("everybody's words")
    finally:
        logging.getLogger().handlers[:] = before[0]
        logging.getLogger().setLevel(before[1])
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["answer"], first["interaction"], first["level"]) == ("answered", "k", 5, "info")
    assert "nothing" not in first
    assert second["event"] == "with ***"


def test_a_heart_that_stopped_is_noticed(tmp_path: Path) -> None:
    assert "not connected" in str(health.problem(tmp_path))
    health.beat(tmp_path, shards=1, clock=lambda: 1000.0)
    assert health.problem(tmp_path, clock=lambda: 1010.0) is None
    assert "90 seconds" in str(health.problem(tmp_path, clock=lambda: 1090.0))
    health.heartbeat_file(tmp_path).write_text("{")
    assert "cannot be read" in str(health.problem(tmp_path))


class Enough(Exception):
    """Ends work that goes on for ever."""


async def test_the_heart_beats_only_while_every_shard_is_connected(tmp_path: Path) -> None:
    shards = iter([0, 2])

    async def pause(_: float) -> None:
        if health.problem(tmp_path) is None:
            raise Enough

    with pytest.raises(Enough):
        await keep_beating(tmp_path, lambda: next(shards), pause=pause)
    assert json.loads(health.heartbeat_file(tmp_path).read_text())["shards"] == 2


async def test_work_that_fails_is_done_again_next_time() -> None:
    done: list[int] = []

    def work() -> None:
        done.append(1)
        raise OSError

    async def pause(_: float) -> None:
        if len(done) == 2:
            raise Enough

    with pytest.raises(Enough):
        await every(60, work, "work", pause=pause)
    assert len(done) == 2


@pytest.mark.parametrize("content", ["abc.def", "  abc.def\r\n", "\ufeffabc.def", "Bot abc.def"])
def test_a_token_is_read_from_its_file_as_people_save_it(tmp_path: Path, content: str) -> None:
    file = tmp_path / "token"
    file.write_text(content, encoding="utf-8")
    assert token(Settings(discord_token_file=file, _env_file=None)) == "abc.def"


@pytest.mark.parametrize("content", ["", "  ", "two words", "gehe\u00efm"])
def test_what_is_no_token_is_refused_without_being_repeated(tmp_path: Path, content: str) -> None:
    file = tmp_path / "token"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsFault) as refused:
        token(Settings(discord_token_file=file, _env_file=None))
    assert not content.strip() or content not in str(refused.value)


def test_a_token_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsFault, match="nowhere"):
        token(Settings(discord_token_file=tmp_path / "nowhere", _env_file=None))


def failure(status: int, **headers: str) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="x", headers={"Retry-After": "0"} | headers)
    return discord.HTTPException(response, {"code": 0, "message": ""})


async def test_a_fault_that_passes_is_tried_again_and_another_is_not() -> None:
    faults = iter([failure(503), aiohttp.ServerDisconnectedError(), failure(429)])

    async def send() -> str:
        for fault in faults:
            raise fault
        return "sent"

    assert await persistently(send, pauses=[0, 0, 0]) == "sent"
    faults = iter([failure(400)])
    with pytest.raises(discord.HTTPException):
        await persistently(send, pauses=[0, 0, 0])


async def test_a_rate_limit_is_waited_for_as_long_as_it_asks_within_reason() -> None:
    faults = iter(failure(429, **{"Retry-After": asked}) for asked in ("2.5", "3600", "Sun, 06 Nov 1994 08:49:37 GMT"))
    slept: list[float] = []

    async def send() -> str:
        for fault in faults:
            raise fault
        return "sent"

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    assert await persistently(send, pauses=[1, 1, 1], sleep=sleep) == "sent"
    assert slept == [2.5, 8.0, 1]


async def test_a_fault_that_stays_is_raised_in_the_end() -> None:
    async def send() -> None:
        raise failure(503)

    with pytest.raises(discord.HTTPException):
        await persistently(send, pauses=[0, 0])


async def test_a_start_while_discord_is_away_is_tried_again_with_longer_pauses(unused_tcp_port: int) -> None:
    pauses: list[float] = []
    clients: list[discord.Client] = []
    server = FakeDiscord()

    def make() -> discord.Client:
        clients.append(discord.AutoShardedClient(intents=discord.Intents.none(), guild_ready_timeout=0.01))
        return clients[-1]

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            await server.start(unused_tcp_port)

    async def close_when_connected() -> None:
        await server.connected()
        await clients[-1].close()

    with pointed_at(f"http://127.0.0.1:{unused_tcp_port}"):
        closing = asyncio.ensure_future(close_when_connected())
        await stay_connected(make, server.token, lambda: bool(server.gateway.identifies), pause=pause, longest=5.0)
        await closing
    await server.stop()
    assert len(pauses) == 3
    assert max(pauses) <= 5.0


async def test_a_refused_token_is_final() -> None:
    async with FakeDiscord(token="right") as server:
        with pointed_at(server.url), pytest.raises(TokenRefused):
            await stay_connected(
                lambda: discord.AutoShardedClient(intents=discord.Intents.none()), "wrong", lambda: False
            )


def test_the_mention_is_no_part_of_the_question() -> None:
    assert question_in("<@5> who mediated?", 5) == "who mediated?"
    assert question_in("who <@!5> mediated, <@6>?", 5) == "who   mediated, <@6>?"


def test_an_id_is_new_once_and_old_ones_are_forgotten() -> None:
    seen = Seen(most=2)
    assert [seen.first(id) for id in (1, 1, 2, 3)] == [True, False, True, True]
    assert 1 not in seen


def test_a_traceback_in_the_log_repeats_nothing_that_was_asked() -> None:
    asked = " ".join(("what", "somebody", "asked"))
    try:
        try:
            raise OSError("disk")
        except OSError as error:
            raise ValueError(asked) from error
    except ValueError as error:
        record = logging.LogRecord("bot", logging.ERROR, "", 1, "it failed", (), (type(error), error, None))
    line = JsonLines().format(record)
    assert asked not in line
    assert "builtins.ValueError" in line
    assert "builtins.OSError: disk" in line
