"""The bot in a small Discord: everything real but the service behind it and the far end of the network."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.discord.client import OnrecordClient
from bot.adapters.discord.lifecycle import parts
from bot.adapters.discord.parts import Parts
from bot.settings import Settings
from tests.discord.limits import request_faults
from tests.discord.server import FakeDiscord, Person, Request, pointed_at
from tests.discord.server.world import ADMINISTRATOR, Payload
from tests.discord.specification import specification
from tests.discord.stand_ins import StandInService


@dataclass
class Meeting:
    """The bot, connected, with a guild, its channel and somebody in it."""

    discord: FakeDiscord
    client: OnrecordClient
    parts: Parts
    service: StandInService
    guild: Payload
    channel: Payload
    ada: Person
    moderator: Person


def judged(request: Request) -> None:
    """Hold a body against the limits and against Discord's own description where that is at hand."""
    faults = request_faults(request.method, request.path, request.body)
    if (description := specification()) is not None:
        faults += description.faults(request.method, request.path, request.body)
    assert not faults, faults


async def first_of(wanted: Coroutine[Any, Any, None], running: asyncio.Task[None]) -> None:
    """Wait for something, or fail with what ended the client before."""
    done, _ = await asyncio.wait({asyncio.ensure_future(wanted), running}, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


@pytest.fixture
def service() -> StandInService:
    return StandInService()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, discord_workers=2, discord_user_rate=0, discord_channel_rate=0, _env_file=None)


@pytest.fixture
async def small_discord() -> AsyncIterator[FakeDiscord]:
    """A Discord that judges every body; what it rejects fails the test."""
    async with FakeDiscord() as discord:
        discord.recording.inspectors.append(judged)
        with pointed_at(discord.url):
            yield discord
    assert not discord.recording.rejected


@pytest.fixture
async def made(service: StandInService, settings: Settings) -> AsyncIterator[Parts]:
    async with parts(service, settings) as made:
        yield made


@asynccontextmanager
async def connected(discord: FakeDiscord, client: OnrecordClient) -> AsyncIterator[None]:
    """The client connected, and closed once everybody has been answered."""
    running = asyncio.create_task(client.start(discord.token))
    try:
        await first_of(discord.connected(), running)
        yield
    finally:
        await client.parts.desk.close(10)
        await client.close()
        await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def meeting(
    small_discord: FakeDiscord, made: Parts, service: StandInService, settings: Settings
) -> AsyncIterator[Meeting]:
    guild = small_discord.guild()
    client = OnrecordClient(made, settings.data)
    async with connected(small_discord, client):
        ada, moderator = small_discord.person("Ada"), small_discord.person("Mo", permissions=ADMINISTRATOR)
        yield Meeting(small_discord, client, made, service, guild, guild["channels"][0], ada, moderator)
