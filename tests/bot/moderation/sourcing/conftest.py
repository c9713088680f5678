"""A small corpus, a store and the parts over them, all real; a refresh is the service's own, without a gate."""

from datetime import UTC, datetime

import pytest

from bot.moderation.actors import Actor
from bot.moderation.sourcing import Sources
from bot.service import Service
from bot.settings import Settings
from bot.store import Store, database_in
from index.comparing import RefreshReport

NOW = datetime(2024, 1, 20, 12, tzinfo=UTC)
AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=42)
TRUCE = """Truce holds

China offered to mediate between the two neighbours on Thursday.

Both sides accepted the offer on Friday morning. The border stayed closed for two more days.
"""
ENVOYS = """Envoys return to their posts

The envoys of both countries returned to their posts on Sunday, the ministry said.

Norway had asked for their return in a letter to both capitals.
"""


class PlainOutcome:
    """How a refresh without a gate ends."""

    def __init__(self, report: RefreshReport) -> None:
        self.report = report
        self.held: tuple[str, ...] = ()


class PlainRefreshes:
    """Refreshes as the service itself does it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.count = 0

    async def refresh(self, actor, *, progress=None, confirmed=False):
        self.count += 1
        self._service.generation  # noqa: B018 - a refresh takes up what is open
        return PlainOutcome(self._service.refresh())


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "truce.txt").write_text(TRUCE, "utf-8")
    return Settings(corpus=tmp_path / "corpus", data=tmp_path / "data", reader=False)


@pytest.fixture
def service(settings):
    return Service(settings)


@pytest.fixture
async def store(settings):
    opened = await Store.open(database_in(settings.data), clock=lambda: NOW, key=b"k" * 32)
    yield opened
    await opened.close()


@pytest.fixture
def refreshes(service):
    return PlainRefreshes(service)


@pytest.fixture
def sources(service, store, settings, refreshes):
    return Sources(service, store, settings, refreshes, clock=lambda: NOW)
