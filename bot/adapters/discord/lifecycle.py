"""The bot's life: put together, connected, stopped by a signal once everybody who waits has an answer.

The one place of the adapter that composes. Refuses to hold a decision of its own beyond the order of things.
"""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from bot.adapters.discord.asking import Asking
from bot.adapters.discord.client import OnrecordClient
from bot.adapters.discord.collecting import keep_collecting
from bot.adapters.discord.connecting import stay_connected
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.logs import facts
from bot.adapters.discord.moderating.marking import keep_marking
from bot.adapters.discord.moderating.moderation import moderation
from bot.adapters.discord.moderating.schedule import keep_asking_feeds, keep_refreshing, keep_watching_articles
from bot.adapters.discord.moderating.telling import Telling, keep_telling
from bot.adapters.discord.offering import keep_offering
from bot.adapters.discord.parts import Parts
from bot.adapters.discord.rates import Rates
from bot.adapters.discord.servers import Servers
from bot.adapters.discord.upkeep import keep_beating
from bot.memory import utc_now
from bot.service import Service
from bot.settings import Settings
from bot.store import Store, database_in, retain

log = logging.getLogger(__name__)

#: Threads that compute hand over after this many seconds, so that Discord is acknowledged in between; Python's own
#: 5 ms add up over the steps of one request.
_SWITCH_INTERVAL = 0.0005


def run(service: Service, settings: Settings, token: str) -> bool:
    """Run until a signal; whether every question under way was answered. Raises TokenRefused."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    return asyncio.run(_run(service, settings, token))


async def _run(service: Service, settings: Settings, token: str) -> bool:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopping.set)
    async with parts(service, settings) as made:
        return await serve(made, settings, token, stopping)


@asynccontextmanager
async def parts(service: Service, settings: Settings) -> AsyncIterator[Parts]:
    """The parts over a service and its store."""
    keep = timedelta(days=settings.keep_answers)
    store = await Store.open(database_in(settings.data), clock=utc_now, keep=keep)
    if store.notice:
        log.warning("store: %s", store.notice)
    try:
        desk = Desk(service, workers=settings.discord_workers, waiting=settings.discord_waiting)
        rates = Rates(user=settings.discord_user_rate, channel=settings.discord_channel_rate)
        servers = Servers(store)
        asking = Asking(desk, store, servers, rates)
        yield Parts(
            service, store, desk, rates, servers, asking, moderation(service, store, settings), settings.keep_answers
        )
    finally:
        await store.close()


async def serve(made: Parts, settings: Settings, token: str, stopping: asyncio.Event) -> bool:
    """Answer until ``stopping`` is set; whether every question under way was answered in time."""
    clients: list[OnrecordClient] = []

    def client() -> OnrecordClient:
        clients[:] = [OnrecordClient(made, settings.data)]
        return clients[0]

    connection = asyncio.create_task(stay_connected(client, token, lambda: made.desk.closed))
    warming = asyncio.create_task(made.desk.warm_up(lambda: made.service.answerer))
    beside = [asyncio.create_task(each) for each in _beside(made, settings, clients)]
    stop = asyncio.create_task(stopping.wait())
    try:
        await _first_failure_or(stop, connection, warming)
        in_time = await made.desk.close(settings.discord_closing)
        log.info("stopped", extra=facts(in_time=in_time))
        return in_time
    finally:
        for each in clients:
            await each.close()
        for task in (stop, warming, connection, *beside):
            task.cancel()
        await asyncio.gather(stop, warming, connection, *beside, return_exceptions=True)


async def _first_failure_or(stop: asyncio.Task[bool], *tasks: asyncio.Task[None]) -> None:
    """Wait until the bot is to stop; raise what ends one of the tasks before."""
    pending = {stop, *tasks}
    while stop in pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()


def _beside(made: Parts, settings: Settings, clients: list[OnrecordClient]) -> Iterator[Coroutine[Any, Any, None]]:
    """What goes on beside the questions."""
    yield keep_beating(settings.data, lambda: sum(each.shard_count or 0 for each in clients if each.connected))
    yield retain(made.store, timedelta(days=settings.keep_answers))
    yield keep_offering(made)
    yield keep_collecting(made.desk)
    yield keep_asking_feeds(made)
    yield keep_marking(lambda: clients[0].marker if clients else None, lambda: _connected(clients))
    if settings.discord_log_channel:
        yield keep_telling(Telling(made, settings.data), lambda: _connected(clients))
    if settings.discord_refresh:
        yield keep_refreshing(made, settings.discord_refresh * 60.0)
    if settings.discord_watch:
        yield keep_watching_articles(made)


def _connected(clients: list[OnrecordClient]) -> OnrecordClient | None:
    return next((each for each in clients if each.connected), None)
