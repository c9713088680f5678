"""What can still be read from a damaged database: what servers have chosen, where articles came from, and the feeds.

So a private server does not turn public, an article keeps its origin, and no item of a feed is taken a second time.
Refuses to carry over answers: what a broken page made of one, nobody could tell.
"""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import for_writing
from bot.store.models import ServerSettings
from bot.store.tables import Escaped, feed_items, feeds, received, servers

_Row = tuple[int | str | None, ...]


async def carry_over(aside: Path, engine: AsyncEngine, *, now: datetime) -> int:
    """Take the settings of servers into a new database; return of how many."""
    found = await asyncio.to_thread(readable_settings, aside)
    rows = [
        {"guild_id": guild_id, "settings": settings.model_dump(mode="json"), "changed_at": now}
        for guild_id, settings in found.items()
    ]
    origins = [(table, await asyncio.to_thread(readable_rows, aside, table)) for table in (received, feeds)]
    items = await asyncio.to_thread(readable_rows, aside, feed_items)
    async with for_writing(engine).begin() as connection:
        if rows:
            await connection.execute(insert(servers).on_conflict_do_nothing(), rows)
        for table, found_rows in (*origins, (feed_items, _of_no_feed(items))):
            if found_rows:
                names = ", ".join(table.columns.keys())
                marks = ", ".join("?" * len(table.columns))
                await connection.exec_driver_sql(
                    f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})", found_rows
                )
    return len(rows)


def readable_settings(aside: Path) -> dict[int, ServerSettings]:
    """The settings that are whole, up to where the file cannot be read any further; the file stays as it is."""
    found: dict[int, ServerSettings] = {}
    with _as_far_as_it_goes(aside) as connection:
        for guild_id, kept in connection.execute("SELECT guild_id, settings FROM servers"):
            with suppress(ValueError, TypeError):
                found[int(guild_id)] = ServerSettings.model_validate(json.loads(kept))
    return found


def readable_rows(aside: Path, table: Table) -> list[_Row]:
    """The rows of a table that are whole, up to where the file cannot be read any further."""
    found: list[_Row] = []
    escaped = [isinstance(column.type, Escaped) for column in table.columns]
    with _as_far_as_it_goes(aside) as connection:
        for row in connection.execute(f"SELECT {', '.join(table.columns.keys())} FROM {table.name}"):
            with suppress(ValueError, TypeError):
                for value, is_json in zip(row, escaped, strict=True):
                    if is_json and value is not None:
                        json.loads(value)
                found.append(tuple(row))
    return found


def _of_no_feed(items: list[_Row]) -> list[_Row]:
    """The same items without their feeds, which may not have been readable: that they are known is what counts."""
    place = feed_items.columns.keys().index("feed")
    return [(*row[:place], None, *row[place + 1 :]) for row in items]


@contextmanager
def _as_far_as_it_goes(aside: Path) -> Iterator[sqlite3.Connection]:
    with (
        suppress(sqlite3.Error, OverflowError),
        closing(sqlite3.connect(f"{aside.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        yield connection
