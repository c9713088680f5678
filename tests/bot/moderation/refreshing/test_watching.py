import asyncio
from pathlib import Path

import pytest

from bot.moderation.refreshing.watching import keep_watching


class Work:
    """Counts how often it was done, and lets somebody wait for the next time."""

    def __init__(self) -> None:
        self.done = 0
        self._next = asyncio.Event()

    async def __call__(self) -> None:
        self.done += 1
        self._next.set()

    async def happens(self) -> None:
        await asyncio.wait_for(self._next.wait(), 60)
        self._next.clear()


async def keep_writing(path: Path) -> None:
    """Change a file until cancelled: nobody can say when the watching has begun."""
    number = 0
    while True:
        number += 1
        path.write_text(f"Change {number}.", "utf-8")
        await asyncio.sleep(0.05)


@pytest.fixture
async def work():
    return Work()


async def test_a_change_in_the_folder_is_noticed(tmp_path, work):
    watching = asyncio.create_task(keep_watching(tmp_path, work, together=50))
    writing = asyncio.create_task(keep_writing(tmp_path / "a.txt"))
    await work.happens()
    await work.happens()
    for task in (writing, watching):
        task.cancel()
    await asyncio.gather(writing, watching, return_exceptions=True)


async def test_a_folder_that_is_away_is_waited_for_and_looked_at_when_it_is_back(tmp_path, work):
    folder = tmp_path / "articles"

    async def comes_back(_seconds: float) -> None:
        folder.mkdir(exist_ok=True)
        await asyncio.sleep(0)

    watching = asyncio.create_task(keep_watching(folder, work, together=50, pause=comes_back))
    await work.happens()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert work.done >= 1
