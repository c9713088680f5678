"""A corpus of three articles, a service that answers from it, its store, and what moderators do to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.moderation.golden import Golden
from bot.moderation.refreshing import Refreshes
from bot.service import Service
from bot.settings import Settings
from bot.store import Store
from tests.bot.moderation.moderating import BORDER, ENVOYS, NOON, TRUCE, Trail


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
