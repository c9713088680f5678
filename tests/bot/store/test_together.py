import asyncio

import pytest

from bot.errors import StoreFull
from bot.store.together import Together


class Disk:
    """Writes batches, slowly, and not everything."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.go = asyncio.Event()
        self.begun = asyncio.Event()
        self.fault: Exception | None = None

    async def write(self, entries):
        self.begun.set()
        await self.go.wait()
        if self.fault:
            raise self.fault
        if "bad" in entries:
            raise ValueError("bad")
        self.batches.append(list(entries))


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def together(disk):
    return Together(disk.write, asyncio.Lock())


async def started(together, disk, *entries):
    """The first entry is being written, the others wait."""
    tasks = [asyncio.create_task(together.add(entry)) for entry in entries[:1]]
    await disk.begun.wait()
    tasks += [asyncio.create_task(together.add(entry)) for entry in entries[1:]]
    await asyncio.sleep(0)
    return tasks


async def test_what_arrives_while_one_is_written_is_written_together(together, disk):
    tasks = await started(together, disk, "a", "b", "c", "d")
    assert not any(task.done() for task in tasks)
    disk.go.set()
    await asyncio.gather(*tasks)
    assert disk.batches == [["a"], ["b", "c", "d"]]


async def test_one_that_cannot_be_written_spoils_no_other(together, disk):
    tasks = await started(together, disk, "a", "b", "bad", "c")
    disk.go.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in ended] == [type(None), type(None), ValueError, type(None)]
    assert sorted(entry for batch in disk.batches for entry in batch) == ["a", "b", "c"]


async def test_a_full_disk_is_told_to_everybody_who_waited(together, disk):
    tasks = await started(together, disk, "a", "b", "c")
    disk.fault = StoreFull("full", where="here", advice="Free some")
    disk.go.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert ended == [disk.fault] * 3
    disk.fault = None
    await together.add("d")
    assert disk.batches == [["d"]]


async def test_when_the_one_who_writes_gives_up_the_others_write(together, disk):
    tasks = await started(together, disk, "a", "b", "c")
    tasks[0].cancel()
    disk.go.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(ended[0], asyncio.CancelledError)
    assert disk.batches == [["b", "c"]]


async def test_who_gives_up_waiting_is_not_written(together, disk):
    tasks = await started(together, disk, "a", "b", "c")
    tasks[1].cancel()
    disk.go.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert disk.batches == [["a"], ["c"]]
