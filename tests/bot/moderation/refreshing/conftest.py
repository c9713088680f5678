"""A corpus of three articles, a service that answers from it, its store, and what moderators do to it."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.moderation.actors import Actor
from bot.moderation.golden import Golden
from bot.moderation.refreshing import Refreshes
from bot.moderation.trail import AuditRow, audit_rows
from bot.service import Service
from bot.settings import Settings
from bot.store import Store

AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=1)
NOON = datetime(2024, 1, 20, 12, tzinfo=UTC)

TRUCE = "China offered to mediate between the two neighbours on Thursday.\n\nBoth sides accepted on Friday morning.\n"
ENVOYS = "The envoys of both countries returned to their posts on Sunday.\n"
BORDER = "The border stayed closed for two more days, traders said.\n\nIt opened for families on Monday evening.\n"
STRIKE = "The army said that a missile had struck a village near the border on Tuesday.\n"


class Trail:
    """What was written down, in the order in which it happened."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def rows(self) -> list[AuditRow]:
        return (await audit_rows(self._store, NOON))[::-1]

    async def actions(self) -> list[str]:
        return [row.action for row in await self.rows()]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in {"truce": TRUCE, "envoys": ENVOYS, "border": BORDER}.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    return Settings(corpus=corpus, data=tmp_path / "data", reader=False)


@pytest.fixture
def corpus(settings: Settings) -> Path:
    return settings.corpus


@pytest.fixture
def service(settings: Settings) -> Service:
    return Service(settings)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "store.sqlite", clock=lambda: NOON, key=b"k" * 32)
    yield store
    await store.close()


@pytest.fixture
def trail(store: Store) -> Trail:
    return Trail(store)


@pytest.fixture
def refreshes(service: Service, store: Store, settings: Settings) -> Refreshes:
    return Refreshes(service, store, settings, clock=lambda: NOON)


@pytest.fixture
def golden(service: Service, store: Store) -> Golden:
    return Golden(service, store)


def write_golden(path: Path, *lines: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
