"""What can still be read from a damaged database: what servers have chosen, so that a private one does not turn public.

Refuses to carry over answers: what a broken page made of one, nobody could tell.
"""

import asyncio
import json
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.engine import for_writing
from bot.store.models import ServerSettings
from bot.store.tables import servers


async def carry_over(aside: Path, engine: AsyncEngine, *, now: datetime) -> int:
    """Take the settings of servers into a new database; return of how many."""
    found = await asyncio.to_thread(readable_settings, aside)
    rows = [
        {"guild_id": guild_id, "settings": settings.model_dump(mode="json"), "changed_at": now}
        for guild_id, settings in found.items()
    ]
    if rows:
        async with for_writing(engine).begin() as connection:
            await connection.execute(insert(servers).on_conflict_do_nothing(), rows)
    return len(rows)


def readable_settings(aside: Path) -> dict[int, ServerSettings]:
    """The settings that are whole, up to where the file cannot be read any further; the file stays as it is."""
    found: dict[int, ServerSettings] = {}
    with (
        suppress(sqlite3.Error, OverflowError),
        closing(sqlite3.connect(f"{aside.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        for guild_id, kept in connection.execute("SELECT guild_id, settings FROM servers"):
            with suppress(ValueError, TypeError):
                found[int(guild_id)] = ServerSettings.model_validate(json.loads(kept))
    return found
