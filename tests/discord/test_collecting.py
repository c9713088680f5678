"""When garbage is collected: not while somebody is being acknowledged; what was there at the start, seldom."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from bot.adapters.discord.collecting import hand_back, keep_collecting, resident


class Desk:
    """A desk that is as it is told to be."""

    def __init__(self, *, calm: bool = True, empty: bool = True) -> None:
        self.calm, self.empty = calm, empty

    async def warm(self) -> None:
        """At once."""


class Knot:
    """What only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


class Left(NamedTuple):
    """What is left of a knot that was there at the start, and of one made since, after a look."""

    old: Knot | None
    new: Knot | None


@pytest.fixture(autouse=True)
def _no_collection_by_chance() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


async def left_after(seconds: float, desk: Desk) -> Left:
    """Let two knots become garbage between the first look and a second one."""
    now, held, seen = 0.0, [Knot()], list["weakref.ref[Knot]"]()

    async def pause(_: float) -> None:
        nonlocal now
        if seen:
            raise asyncio.CancelledError
        now += seconds
        seen.extend([weakref.ref(held.pop()), weakref.ref(Knot())])

    with pytest.raises(asyncio.CancelledError):
        await keep_collecting(desk, pause=pause, clock=lambda: now)
    return Left(*(each() for each in seen))


async def test_garbage_is_collected_while_nobody_is_being_acknowledged() -> None:
    assert (await left_after(1, Desk(empty=False))).new is None


async def test_garbage_stays_while_somebody_is_being_acknowledged() -> None:
    assert (await left_after(1, Desk(calm=False, empty=False))).new is not None


async def test_what_was_there_at_the_start_is_looked_through_once_in_a_long_while() -> None:
    soon, later = await left_after(1, Desk()), await left_after(1_000, Desk())
    assert soon.old is not None
    assert soon.new is None
    assert later == (None, None)


async def test_afterwards_python_collects_as_before() -> None:
    thresholds, frozen = gc.get_threshold(), gc.get_freeze_count()
    await left_after(1, Desk())
    assert (gc.get_threshold(), gc.get_freeze_count()) == (thresholds, frozen)


def test_memory_is_handed_back_and_what_is_in_use_stays() -> None:
    kept, freed = [], []
    for number in range(20_000):
        freed.append(bytes(1_000))
        if number % 100 == 0:
            kept.append(bytes([number % 256]) * 1_000)
    before = resident()
    freed.clear()
    hand_back()
    assert resident() <= before
    assert kept == [bytes([number % 256]) * 1_000 for number in range(0, 20_000, 100)]
