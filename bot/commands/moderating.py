"""What every command of a moderator needs: the store, opened for one command and closed after it."""

import asyncio
import importlib.util
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.commands.running import Run
from bot.errors import SettingsFault
from bot.text import harmless

if TYPE_CHECKING:
    from bot.store import Store

Result = TypeVar("Result")


def need_the_library() -> None:
    """Refuse kindly where the library for what is remembered is missing. Raises SettingsFault."""
    if importlib.util.find_spec("sqlalchemy") is None:
        advice = "Install it with: pip install 'onrecord[discord]'"
        raise SettingsFault("The library for what is remembered is not installed", where="SQLAlchemy", advice=advice)


@asynccontextmanager
async def moderated(run: Run) -> AsyncIterator["Store"]:
    """The store of this run's data folder, made where there is none; what is amiss with it is told."""
    need_the_library()
    from bot.memory import utc_now
    from bot.store import Store, database_in

    settings = run.settings
    keep = timedelta(days=settings.keep_answers)
    store = await Store.open(database_in(settings.data), clock=utc_now, keep=keep)
    try:
        if store.notice:
            click.echo(f"onrecord: {harmless(store.notice)}", err=True)
        yield store
    finally:
        await store.close()


def with_store(run: Run, work: "Callable[[Store], Coroutine[Any, Any, Result]]") -> Result:
    """Run one piece of asynchronous work with the store open."""

    async def opened() -> Result:
        async with moderated(run) as store:
            return await work(store)

    return asyncio.run(opened())
