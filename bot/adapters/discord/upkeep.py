"""What goes on beside the questions: heartbeats, old answers deleted, articles looked at, suggestions made anew.

Each goes on until it is cancelled, and none may end the bot. Refuses to decide when something is worth doing: the
settings do.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.adapters.discord.health import INTERVAL, beat
from bot.adapters.discord.logs import facts

log = logging.getLogger(__name__)

#: Seconds between looks whether the bot has connected.
_NOT_YET = 0.5

Pause = Callable[[float], Awaitable[None]]


async def keep_beating(
    data: Path, connected: Callable[[], int], *, interval: float = INTERVAL, pause: Pause = asyncio.sleep
) -> None:
    """Write the heartbeat while shards are connected; ``connected`` counts them, 0 while any is missing."""
    while True:
        if shards := connected():
            await _safely(lambda: beat(data, shards=shards), "heartbeat")
        await pause(interval if shards else _NOT_YET)


async def every(seconds: float, work: Callable[[], object], what: str, *, pause: Pause = asyncio.sleep) -> None:
    """Do a piece of work in a thread, again and again, first after a pause."""
    while True:
        await pause(seconds)
        await _safely(work, what)


async def _safely(work: Callable[[], object], what: str) -> None:
    try:
        await asyncio.to_thread(work)
    except Exception:
        log.exception("upkeep failed", extra=facts(work=what))
