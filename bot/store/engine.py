"""The connections to the database: how each is prepared, and how a transaction begins. Nothing about its tables.

WAL lets readers go on while one writes, in this process or another; a writer takes its turn when it begins, so that it
never fails half way. FULL brings every commit to the disk, secure_delete overwrites what is deleted.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF")
#: Each has a thread of its own; one of them writes.
CONNECTIONS = 4
_BEGIN = "onrecord_begin"


def engine_on(path: Path, *, patience: float) -> AsyncEngine:
    """An engine on a database; ``patience`` is how many seconds to wait for another process."""
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=CONNECTIONS,
        max_overflow=0,
        # The driver must not begin transactions by itself: it would do so only before the first change.
        connect_args={"timeout": patience, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def for_writing(engine: AsyncEngine) -> AsyncEngine:
    """The same connections, for transactions that write."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def without_transaction(engine: AsyncEngine) -> AsyncEngine:
    """The same connections, for what SQLite does outside of transactions."""
    return engine.execution_options(**{_BEGIN: None})


def _prepare(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
