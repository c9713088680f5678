import asyncio
import logging
from datetime import timedelta

import pytest

from bot.errors import StoreFull
from bot.store import retain
from tests.bot.store.asking import ASKER, asked


async def test_answers_older_than_the_period_are_deleted_with_their_votes(store, clock, path):
    old = await asked(store, "an old question")
    await store.shown(old.key, 77)
    await store.rate(old.key, ASKER, 1)
    clock.move(days=90)
    at_the_edge = await asked(store)
    clock.move(seconds=1)
    assert await store.expire(timedelta(days=90)) == 1
    assert await store.expire(timedelta(days=90)) == 0
    assert await store.recall(old.key) is None
    assert await store.by_message(77) is None
    assert await store.votes(old.key) == (0, 0)
    assert await store.recall(at_the_edge.key) == at_the_edge
    assert b"an old question" not in b"".join(each.read_bytes() for each in path.parent.iterdir())


async def test_a_great_many_are_deleted_bit_by_bit_and_others_write_meanwhile(store, clock):
    await asyncio.gather(*(asked(store, f"question {n}") for n in range(450)))
    clock.move(days=2)
    deleting = asyncio.create_task(store.expire(timedelta(days=1)))
    kept = await asked(store)
    assert await deleting == 450
    assert await store.recall(kept.key) == kept


async def test_deleting_goes_on_by_itself_until_it_is_stopped(store, clock):
    pauses: asyncio.Queue[asyncio.Event] = asyncio.Queue()

    async def pause():
        end = asyncio.Event()
        await pauses.put(end)
        await end.wait()

    first = await asked(store)
    deleting = asyncio.create_task(retain(store, timedelta(days=1), pause=pause))
    end_of_pause = await pauses.get()
    assert await store.recall(first.key) == first
    clock.move(days=2)
    second = await asked(store)
    end_of_pause.set()
    await pauses.get()
    assert await store.recall(first.key) is None
    assert await store.recall(second.key) == second
    deleting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await deleting


class FailsOnce:
    """A store whose disk is full the first time."""

    def __init__(self) -> None:
        self.tries = 0

    async def expire(self, older_than):
        self.tries += 1
        if self.tries == 1:
            raise StoreFull("There is no space left", where="here", advice="Free some")
        return 3


async def test_a_failure_is_told_and_the_next_try_comes(caplog):
    caplog.set_level(logging.INFO)
    store = FailsOnce()

    async def pause():
        if store.tries == 2:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await retain(store, timedelta(days=1), pause=pause)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "no space left" in caplog.text
    assert "3 answers" in caplog.text
