"""``onrecord discord`` as whoever runs it meets it: a process with settings, signals, logs and an exit status."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.discord.health import beat
from tests.commands import ROOT, environment, onrecord
from tests.discord.server import FakeDiscord
from tests.discord.server.people import text_of

TOKEN = "MTIz.secret-of-a-bot.abc"
NOT_A_QUESTION_OF_THE_LOG = "who mediated, asks Zebediah?"


@asynccontextmanager
async def running(discord: FakeDiscord, data: Path, **variables: str) -> AsyncIterator[Process]:
    """The bot over the seeds, without its reader: starting takes long enough as it is."""
    given = {"ONRECORD_DISCORD_TOKEN": TOKEN, "ONRECORD_READER": "off", "ONRECORD_DISCORD_USER_RATE": "0"} | variables
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.discord.launch", discord.url, "discord"),
        cwd=ROOT,
        env=environment(data, **given),
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def logged(process: Process) -> list[dict]:
    """What the process wrote until its end: one JSON object a line."""
    _, err = await process.communicate()
    return [json.loads(line) for line in err.decode().splitlines()]


async def test_a_stopped_bot_answers_everybody_who_asked_before(tmp_path: Path) -> None:
    async with FakeDiscord(token=TOKEN) as discord:
        channel = discord.guild()["channels"][0]
        async with running(discord, tmp_path) as process:
            await discord.connected()
            ada = discord.person()
            exchanges = [await ada.asks(channel, f"{NOT_A_QUESTION_OF_THE_LOG} {number}") for number in range(25)]
            await asyncio.gather(*(exchange.acknowledged() for exchange in exchanges))
            process.send_signal(signal.SIGTERM)
            cards = await asyncio.gather(*(exchange.answered() for exchange in exchanges))
            lines = await logged(process)
        assert process.returncode == 0
        assert len({card["id"] for card in cards}) == 25
        answered = [line for line in lines if line["event"] == "answered"]
        assert len(answered) == 25
        assert {"interaction", "answer", "generation", "ms"} <= answered[0].keys()
        told = json.dumps(lines)
        assert TOKEN not in told
        assert "Zebediah" not in told


async def test_ctrl_c_stops_it_too_and_the_second_start_tells_discord_no_commands(tmp_path: Path) -> None:
    async with FakeDiscord(token=TOKEN) as discord:
        discord.guild()
        for start in range(2):
            async with running(discord, tmp_path) as process:
                await discord.until(lambda n=start: len(discord.gateway.identifies) == n + 1 or None)
                await discord.until(lambda: list(tmp_path.rglob("discord-heartbeat.json")) or None)
                process.send_signal(signal.SIGINT)
                await process.communicate()
            assert process.returncode == 0
        assert len(discord.requests("PUT", "/commands")) == 1


async def test_a_refused_token_ends_it_with_a_sentence(tmp_path: Path) -> None:
    async with FakeDiscord(token="another") as discord, running(discord, tmp_path) as process:
        _, err = await process.communicate()
    last = err.decode().splitlines()[-1]
    assert process.returncode == 3
    assert last.startswith("onrecord: Discord does not accept the bot's token")
    assert TOKEN not in err.decode()


async def test_the_token_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{TOKEN}\n")
    async with FakeDiscord(token=TOKEN) as discord:
        channel = discord.guild()["channels"][0]
        variables = {"ONRECORD_DISCORD_TOKEN": "", "ONRECORD_DISCORD_TOKEN_FILE": str(secret)}
        async with running(discord, tmp_path / "data", **variables):
            await discord.connected()
            exchange = await discord.person().asks(channel, "what was the operation codenamed?")
            assert "Marg Bar Sarmachar" in text_of(await exchange.answered())


def test_without_a_token_it_says_what_is_missing(tmp_path: Path) -> None:
    ended = onrecord("discord", data=tmp_path)
    assert ended.returncode == 2
    assert b"ONRECORD_DISCORD_TOKEN" in ended.stderr


def test_with_two_tokens_it_asks_for_one(tmp_path: Path) -> None:
    variables = {"ONRECORD_DISCORD_TOKEN": TOKEN, "ONRECORD_DISCORD_TOKEN_FILE": "x"}
    ended = onrecord("discord", data=tmp_path, variables=variables)
    assert ended.returncode == 2
    assert TOKEN.encode() not in ended.stderr


def test_the_token_is_masked_among_the_settings(tmp_path: Path) -> None:
    ended = onrecord("settings", data=tmp_path, variables={"ONRECORD_DISCORD_TOKEN": TOKEN})
    assert ended.returncode == 0
    assert TOKEN.encode() not in ended.stdout


@pytest.mark.parametrize(("beating", "status"), [(True, 0), (False, 1)])
def test_the_health_check_tells_whether_the_heart_beats(tmp_path: Path, beating: bool, status: int) -> None:
    if beating:
        beat(tmp_path, shards=1)
    assert onrecord("discord", "--healthcheck", data=tmp_path).returncode == status
