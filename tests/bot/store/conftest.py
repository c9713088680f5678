from datetime import UTC, datetime, timedelta

import pytest

from bot.store import Store, database_in


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2024, 1, 20, 12, 30, 15, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def path(tmp_path):
    return database_in(tmp_path)


@pytest.fixture
async def store(path, clock):
    opened = await Store.open(path, clock=clock)
    yield opened
    await opened.close()
