"""Send again what a broken connection or a failing Discord did not take.

The library retries most 5xx and the rate limits it understands; a connection that breaks, a 503 and a refusal by
Discord's front are left to us. Only for requests that may arrive twice: edits, deletions, and messages with a nonce.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import aiohttp
import discord

T = TypeVar("T")

#: Seconds between attempts; a failing Discord is usually back within half a minute.
PAUSES: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0)


async def persistently(
    send: Callable[[], Awaitable[T]],
    pauses: Sequence[float] | None = None,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> T:
    """Do it, and again after a pause while the fault is one that passes. Raises the last fault."""
    for usual in PAUSES if pauses is None else pauses:
        try:
            return await send()
        except (aiohttp.ClientError, OSError, discord.HTTPException) as error:
            if not passes(error):
                raise
            pause = max(usual, _asked_for(error))
        await sleep(pause)
    return await send()


def _asked_for(error: Exception) -> float:
    """The seconds that a rate limit asks for, as far as anybody would wait."""
    if not isinstance(error, discord.HTTPException) or error.status != 429:
        return 0.0
    try:
        return min(float(error.response.headers.get("Retry-After", 0)), max(PAUSES))
    except ValueError:  # a date, from some proxy
        return 0.0


def passes(error: Exception) -> bool:
    """Whether a fault is likely to be gone when the same is tried again."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == 429
    return isinstance(error, aiohttp.ClientError | OSError)
