"""Open the database file: make it or bring it up to date, check it, set a damaged one aside; find or make its secret.

One process at a time does this, held by a lock file. Refuses to delete anything.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StoreDamaged, StoreFault
from bot.store import keys
from bot.store.engine import engine_on, for_writing
from bot.store.faults import DAMAGED, LOCKED, fault, store_faults
from bot.store.migrations import is_current, migrate
from bot.store.salvage import carry_over
from bot.store.tables import about

#: Checking costs a few seconds for each gigabyte; a larger file is checked when something in it fails.
_CHECKED_BYTES = 256 * 1024 * 1024


@asynccontextmanager
async def alone(path: Path, patience: float) -> AsyncIterator[None]:
    """Keep other processes from opening the same database meanwhile; makes its folder."""
    with store_faults(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(path.with_suffix(".lock"), timeout=patience, mode=0o600, thread_local=False)
        try:
            await asyncio.to_thread(lock.acquire)
        except Timeout as error:
            raise fault(LOCKED, path) from error
    try:
        yield
    finally:
        lock.release()


async def open_or_begin_anew(path: Path, *, now: datetime, patience: float) -> tuple[AsyncEngine, str | None]:
    """The engine on a sound and current database; where a damaged one was set aside, a sentence that says so."""
    try:
        return await open_sound(path, now=now, patience=patience), None
    except StoreDamaged:
        aside = set_aside(path, now)
    engine = await open_sound(path, now=now, patience=patience)
    with store_faults(path):
        count = await carry_over(aside, engine, now=now)
    carried = f" with the settings of {count} server{'' if count == 1 else 's'}" if count else ""
    return engine, f"What was remembered is damaged and was set aside as {aside}; it begins anew{carried}."


async def open_sound(path: Path, *, now: datetime, patience: float) -> AsyncEngine:
    """The engine on a sound and current database. Raises StoreDamaged, or another StoreFault."""
    with store_faults(path):
        # SQLite's own files beside it take over the mode: nobody else reads the questions.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    engine = engine_on(path, patience=patience)
    try:
        with store_faults(path):
            await _check(engine, path)
            await _bring_up_to_date(engine, path, now)
    except BaseException:
        await engine.dispose()
        raise
    return engine


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged database and what belongs to it; return its new name."""
    aside = path.with_name(f"{path.stem}.damaged-{now:%Y%m%dT%H%M%S%fZ}{path.suffix}")
    with store_faults(path):
        for tail in ("-wal", "-shm", ""):
            part = Path(f"{path}{tail}")
            if part.exists():
                part.rename(f"{aside}{tail}")
    return aside


async def secret_of(path: Path, engine: AsyncEngine, given: bytes | None) -> bytes:
    """The secret that belongs to a database: the given one, or the one beside it, made where there is none yet."""
    place = keys.secret_beside(path)
    with store_faults(path):
        async with for_writing(engine).begin() as connection:
            query = select(about.c.value).where(about.c.name == "secret")
            known = (await connection.execute(query)).scalar_one_or_none()
            secret = given or keys.read_secret(place)
            if secret is None and known is not None:
                raise keys.missing(place)
            secret = secret or keys.make_secret(place)
            if known is not None:
                keys.check_fingerprint(secret, known, place)
            row = {"name": "secret", "value": keys.fingerprint(secret)}
            await connection.execute(insert(about).values(row).on_conflict_do_nothing())
    return secret


async def _check(engine: AsyncEngine, path: Path) -> None:
    async with engine.begin() as connection:
        if path.stat().st_size > _CHECKED_BYTES:
            return
        found = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar_one()
    if found != "ok":
        raise fault(DAMAGED, path)


async def _bring_up_to_date(engine: AsyncEngine, path: Path, now: datetime) -> None:
    async with engine.begin() as connection:
        if await is_current(connection, path):
            return
    async with for_writing(engine).begin() as connection:
        await migrate(connection, path, now=now)


def not_there(path: Path) -> StoreFault:
    """The fault of somebody who looks for answers where none were ever kept."""
    advice = "Name the data folder of the bot with --data"
    return StoreFault("No answers are kept here", where=str(path), advice=advice)
