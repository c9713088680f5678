"""Notice that something in the folder of articles has changed, as the file system tells it.

A folder that is away is waited for. Refuses to know what is done about a change, and to read an article.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

Pause = Callable[[float], Awaitable[None]]

#: Changes within this time are told as one: somebody copies a folder of articles.
TOGETHER_MILLISECONDS = 1_600
#: Seconds between looks whether a folder is back.
_AWAY = 5.0


async def keep_watching(
    folder: Path,
    work: Callable[[], Awaitable[None]],
    *,
    together: int = TOGETHER_MILLISECONDS,
    pause: Pause = asyncio.sleep,
) -> None:
    """Do a piece of work whenever something below a folder has changed, one after the other, until cancelled."""
    while True:
        async for _ in _changes(folder, together):
            await work()
            if not folder.is_dir():
                break
        await pause(_AWAY)
        if folder.is_dir():  # what happened while nobody looked
            await work()


async def _changes(folder: Path, together: int) -> AsyncIterator[None]:
    from watchfiles import awatch

    try:
        async for _ in awatch(folder, debounce=together, step=min(50, together)):
            yield
    except OSError:  # the folder is away, or there are more of them than the system watches
        return
