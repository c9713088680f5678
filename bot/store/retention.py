"""Delete what is older than the retention period, now and from time to time. Refuses to give up over one failure."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.errors import StoreFault
from bot.store.store import Store

_log = logging.getLogger(__name__)
_AN_HOUR = 3600.0


async def an_hour() -> None:
    """Let an hour pass."""
    await asyncio.sleep(_AN_HOUR)


async def retain(store: Store, keep: timedelta, *, pause: Callable[[], Awaitable[None]] = an_hour) -> None:
    """Delete answers older than ``keep``, again after every pause, until it is cancelled."""
    while True:
        try:
            deleted = await store.expire(keep)
        except StoreFault as fault:
            _log.warning("Old answers could not be deleted: %s", fault)
        else:
            if deleted:
                _log.info("Deleted %d answers that were older than %s", deleted, keep)
        await pause()
