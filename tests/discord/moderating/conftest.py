"""A home server and another one, a moderator, and the real service over three small articles."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.discord.client import OnrecordClient
from bot.adapters.discord.lifecycle import parts
from bot.adapters.discord.parts import Parts
from bot.service import Service
from bot.settings import Settings
from bot.store import AuditEntry
from tests.discord.conftest import connected
from tests.discord.server import FakeDiscord, Person
from tests.discord.server.world import ADMINISTRATOR, Payload

ARTICLES = {
    "harbour.txt": "The harbour was closed on Monday. Captain Ilse Marten ordered it.\n\nNine boats stayed out.\n",
    "storm.txt": "A storm reached Korvath on Sunday evening. The storm was named Edda by the weather service.\n",
    "relief.txt": "The Red Cross sent forty tents to Korvath. Aid worker Jon Brask led the convoy.\n",
}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Newsroom:
    """The bot, connected, with people who may moderate and people who may not."""

    discord: FakeDiscord
    client: OnrecordClient
    parts: Parts
    corpus: Path
    home: Payload
    channel: Payload
    elsewhere: Payload
    role: int
    mo: Person

    def moderator(self, name: str = "Nia") -> Person:
        """Somebody who holds the moderators' role."""
        person = self.discord.person(name)
        person.roles = [self.role]
        return person

    async def trail(self, action: str | None = None) -> list[AuditEntry]:
        """What was written down, the latest first."""
        entries = await self.parts.store.trail(LONG_AGO)
        return [entry for entry in entries if action is None or entry.action == action]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
async def newsroom(small_discord: FakeDiscord, tmp_path: Path, corpus: Path) -> AsyncIterator[Newsroom]:
    home, elsewhere = small_discord.guild("Home"), small_discord.guild("Elsewhere")
    role = small_discord.world.add_role(home)
    log = small_discord.world.add_channel(home, "log")
    settings = Settings(
        corpus=corpus,
        data=tmp_path / "data",
        reader=False,
        discord_user_rate=0,
        discord_channel_rate=0,
        discord_home_servers=(int(home["id"]),),
        discord_moderator_roles=(role,),
        discord_log_channel=int(log["id"]),
        _env_file=None,
    )
    service = Service(settings)
    async with parts(service, settings) as made:
        client = OnrecordClient(made, settings.data)
        async with connected(small_discord, client):
            mo = small_discord.person("Mo", permissions=ADMINISTRATOR)
            yield Newsroom(small_discord, client, made, corpus, home, home["channels"][0], elsewhere, role, mo)
