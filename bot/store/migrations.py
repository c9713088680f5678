"""Bring a database of any earlier version to this one: numbered steps, each whole or not at all.

A table of numbers rather than Alembic: one file, one dialect, one way up, and no folder of scripts to find inside a
wheel. A step that was released is never changed; what comes later is a further step. Refuses a database that a later
version wrote.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreNewer

Step = tuple[str, ...]

_ANSWERS: Step = (
    "CREATE TABLE about (name VARCHAR NOT NULL PRIMARY KEY, value VARCHAR NOT NULL)",
    """CREATE TABLE answers (
        key VARCHAR NOT NULL PRIMARY KEY, asked_at BIGINT NOT NULL, question VARCHAR NOT NULL, answer VARCHAR NOT NULL,
        status VARCHAR NOT NULL, generation VARCHAR NOT NULL, alike VARCHAR NOT NULL,
        guild_id BIGINT, channel_id BIGINT NOT NULL, message_id BIGINT, asker VARCHAR)""",
    "CREATE INDEX answers_by_time ON answers (asked_at)",
    "CREATE INDEX answers_by_asker ON answers (asker)",
    """CREATE TABLE messages (
        message_id BIGINT NOT NULL PRIMARY KEY, key VARCHAR NOT NULL REFERENCES answers (key) ON DELETE CASCADE)""",
    "CREATE INDEX messages_by_answer ON messages (key)",
    """CREATE TABLE votes (
        key VARCHAR NOT NULL REFERENCES answers (key) ON DELETE CASCADE, voter VARCHAR NOT NULL,
        value INTEGER NOT NULL CHECK (value IN (1, -1)), at BIGINT NOT NULL, PRIMARY KEY (key, voter))""",
    "CREATE INDEX votes_by_voter ON votes (voter)",
    """CREATE TABLE servers (
        guild_id BIGINT NOT NULL PRIMARY KEY, settings VARCHAR NOT NULL, changed_at BIGINT NOT NULL)""",
)

#: Triggers hold the promise that an entry is never changed or taken away, whoever opens the file.
_AUDIT: Step = (
    """CREATE TABLE audit (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at BIGINT NOT NULL, action VARCHAR NOT NULL, actor VARCHAR,
        guild_id BIGINT, details VARCHAR NOT NULL)""",
    "CREATE INDEX audit_by_time ON audit (at)",
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
)

#: Which answer took another one's place, and where a message stands that shows one (a thread is a channel of its own).
_SUPERSEDED: Step = (
    """CREATE TABLE superseded (
        key VARCHAR NOT NULL PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
        new_key VARCHAR NOT NULL REFERENCES answers (key) ON DELETE CASCADE, at BIGINT NOT NULL, marked_at BIGINT)""",
    "CREATE INDEX superseded_by_answer ON superseded (new_key)",
    "ALTER TABLE messages ADD COLUMN channel_id BIGINT",
)

#: What moderators made of questions without a good answer; ``alike`` as in the answers.
_MARKED_GAPS: Step = (
    """CREATE TABLE marked_gaps (
        alike VARCHAR NOT NULL PRIMARY KEY, state VARCHAR NOT NULL, at BIGINT NOT NULL, source VARCHAR)""",
)

#: Where each article that was taken in came from, the feeds, and what was found in them: a link is found only once.
_RECEIVED: Step = (
    """CREATE TABLE received (
        source VARCHAR NOT NULL PRIMARY KEY, state VARCHAR NOT NULL, origin VARCHAR NOT NULL, place VARCHAR,
        address VARCHAR, received_at BIGINT NOT NULL, by_name VARCHAR NOT NULL, by_kind VARCHAR NOT NULL,
        by_hash VARCHAR, sha256 VARCHAR NOT NULL, size INTEGER NOT NULL, title VARCHAR)""",
    "CREATE INDEX received_by_content ON received (sha256)",
    """CREATE TABLE feeds (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, url VARCHAR NOT NULL, title VARCHAR,
        automatic INTEGER NOT NULL, etag VARCHAR, modified VARCHAR, added_at BIGINT NOT NULL, added_by VARCHAR NOT NULL,
        checked_at BIGINT, next_at BIGINT NOT NULL, failures INTEGER NOT NULL, problem VARCHAR)""",
    "CREATE UNIQUE INDEX feeds_by_url ON feeds (url)",
    """CREATE TABLE feed_items (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, link VARCHAR NOT NULL,
        feed INTEGER REFERENCES feeds (number) ON DELETE SET NULL, title VARCHAR, published VARCHAR,
        found_at BIGINT NOT NULL, state VARCHAR NOT NULL, claimed_at BIGINT, source VARCHAR, problem VARCHAR)""",
    "CREATE UNIQUE INDEX feed_items_by_link ON feed_items (link)",
    "CREATE INDEX feed_items_by_feed ON feed_items (feed)",
)

_NUMBERS = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER NOT NULL PRIMARY KEY, taken_at VARCHAR NOT NULL)"
_TAKEN = "INSERT INTO migrations VALUES (:number, :at)"

STEPS: Sequence[Step] = (_ANSWERS, _AUDIT, _SUPERSEDED, _MARKED_GAPS, _RECEIVED)


async def is_current(connection: AsyncConnection, path: Path) -> bool:
    """Whether the database has taken every step. Raises StoreNewer where it has taken more than there are."""
    return await _taken(connection, path) == len(STEPS)


async def migrate(connection: AsyncConnection, path: Path, *, now: datetime) -> None:
    """Take the steps that are missing, inside the caller's transaction. Raises StoreNewer."""
    await connection.execute(text(_NUMBERS))
    for number, step in list(enumerate(STEPS, 1))[await _taken(connection, path) :]:
        for statement in step:
            await connection.exec_driver_sql(statement)
        await connection.execute(text(_TAKEN), {"number": number, "at": now.isoformat()})


async def _taken(connection: AsyncConnection, path: Path) -> int:
    there = await connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'migrations'"))
    if not there.scalar_one():
        return 0
    number = int((await connection.execute(text("SELECT coalesce(max(number), 0) FROM migrations"))).scalar_one())
    if number > len(STEPS):
        advice = "Update Onrecord, or name another data folder"
        raise StoreNewer("A later version of Onrecord wrote what is remembered", where=str(path), advice=advice)
    return number
