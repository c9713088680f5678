"""Telling a burst first, then going on in order."""

import asyncio

import pytest

from bot.adapters.discord.calm import Calm


async def go(calm: Calm, number: int, told: asyncio.Event, gone: list[int]) -> None:
    async with calm.telling(number):
        await told.wait()
    gone.append(number)


async def test_nobody_goes_on_before_everybody_is_told_and_then_in_order() -> None:
    calm, told, gone = Calm(60), {number: asyncio.Event() for number in (5, 1, 3)}, list[int]()
    going = [asyncio.ensure_future(go(calm, number, each, gone)) for number, each in told.items()]
    await asyncio.sleep(0)
    for number in (3, 5):
        told[number].set()
    await asyncio.wait(going, timeout=0.01)
    assert gone == []
    told[1].set()
    await asyncio.gather(*going)
    assert gone == [1, 3, 5]


async def test_whoever_cannot_be_told_holds_up_the_others_only_for_a_time() -> None:
    calm, never, told, gone = Calm(0.01), asyncio.Event(), asyncio.Event(), list[int]()
    stuck = asyncio.ensure_future(go(calm, 1, never, gone))
    told.set()
    await asyncio.gather(*(go(calm, number, told, gone) for number in (3, 2)))
    assert gone == [2, 3]
    never.set()
    await stuck
    assert gone == [2, 3, 1]


async def test_a_failure_to_tell_and_one_who_leaves_hold_up_nobody() -> None:
    calm, told, gone = Calm(60), asyncio.Event(), list[int]()
    going = [asyncio.ensure_future(go(calm, number, told, gone)) for number in (1, 2)]
    leaving = asyncio.ensure_future(go(calm, 3, told, gone))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(RuntimeError):
        async with calm.telling(0):
            raise RuntimeError
    told.set()
    await asyncio.gather(*going)
    assert gone == [1, 2]
