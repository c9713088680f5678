"""Collect garbage while nobody is being acknowledged, and hand memory that is free back to the system.

Python's own moment is the middle of a burst, when most of it is made, and looking through everything takes a tenth of a
second in which nobody is heard. What there is once the bot has started is set aside, for an index does not become
garbage by the minute; now and then, with nobody there, all is looked through. Refuses to say whether somebody waits:
the desk does.
"""

import asyncio
import ctypes
import gc
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

Pause = Callable[[float], Awaitable[None]]

#: Seconds between looks, and between those that spare nothing.
_OFTEN, _RARELY = 1.0, 600.0
#: Bytes by which the process may grow before it hands back: what the reader needs for one question is free after it.
_MUCH = 2**24
#: New objects after which Python collects all the same: several bursts' worth.
_BACKSTOP = 200_000
_YOUNG = 1


class Desk(Protocol):
    """What is asked of the desk."""

    @property
    def calm(self) -> bool:
        """Whether nobody is being told that an answer is coming."""

    @property
    def empty(self) -> bool:
        """Whether nobody waits for anything."""

    async def warm(self) -> None:
        """Return when what takes time before the first answer is done."""


async def keep_collecting(
    desk: Desk, *, pause: Pause = asyncio.sleep, clock: Callable[[], float] = time.monotonic
) -> None:
    """Collect until cancelled; then everything is as Python has it."""
    thresholds, due, lowest = gc.get_threshold(), clock(), resident()
    gc.set_threshold(_BACKSTOP, *thresholds[1:])
    try:
        await desk.warm()
        while True:
            if desk.empty and clock() >= due:
                _collect_everything()
                due = clock() + _RARELY
            elif desk.calm:
                gc.collect(_YOUNG)
            if resident() > lowest + _MUCH:
                await asyncio.to_thread(hand_back)
                lowest = resident()
            await pause(_OFTEN)
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)


def _collect_everything() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def hand_back() -> bool:
    """Give free memory back to the system; whether any was. Where the C library is not glibc nothing happens."""
    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (AttributeError, OSError, TypeError):
        return False
