"""The tables as SQLAlchemy Core sees them; ``bot.store.migrations`` makes them, and a test holds the two together.

Text that people wrote stands in JSON with every character beyond ASCII escaped, so that NUL and lone surrogates come
back as they were. Refuses to know how anything is asked for or changed.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, String, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A moment, kept as whole microseconds since 1970 so that it compares and returns exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Refuse a moment without a zone: nobody could say which one it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        return None if value is None else _EPOCH + value * _TICK


class Escaped(TypeDecorator[Any]):
    """A JSON value as ASCII text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Escape whatever is not ASCII."""
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """The value, surrogates and all."""
        return None if value is None else json.loads(value)


metadata = MetaData()

about = Table("about", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

answers = Table(
    "answers",
    metadata,
    Column("key", String, primary_key=True),
    Column("asked_at", Moment, nullable=False),
    Column("question", Escaped, nullable=False),
    Column("answer", Escaped, nullable=False),
    Column("status", String, nullable=False),
    Column("generation", String, nullable=False),
    Column("alike", String, nullable=False),  # equal for questions that differ in case, blanks or a question mark
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("asker", String),
    Index("answers_by_time", "asked_at"),
    Index("answers_by_asker", "asker"),
)

messages = Table(
    "messages",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String, ForeignKey("answers.key", ondelete="CASCADE"), nullable=False),
    Column("channel_id", BigInteger),  # where it is another channel than the question's
    Index("messages_by_answer", "key"),
)

superseded = Table(
    "superseded",
    metadata,
    Column("key", String, ForeignKey("answers.key", ondelete="CASCADE"), primary_key=True),
    Column("new_key", String, ForeignKey("answers.key", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("marked_at", Moment),  # when its cards said so
    Index("superseded_by_answer", "new_key"),
)

votes = Table(
    "votes",
    metadata,
    Column("key", String, ForeignKey("answers.key", ondelete="CASCADE"), primary_key=True),
    Column("voter", String, primary_key=True),
    Column("value", Integer, CheckConstraint("value IN (1, -1)"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("votes_by_voter", "voter"),
)

marked_gaps = Table(
    "marked_gaps",
    metadata,
    Column("alike", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("source", Escaped),
)

servers = Table(
    "servers",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("settings", Escaped, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("action", String, nullable=False),
    Column("actor", String),
    Column("guild_id", BigInteger),
    Column("details", Escaped, nullable=False),
    Index("audit_by_time", "at"),
    sqlite_autoincrement=True,
)

received = Table(
    "received",
    metadata,
    Column("source", Escaped, primary_key=True),
    Column("state", String, nullable=False),  # "adding" until the file is in its place, "kept", "purged"
    Column("origin", String, nullable=False),
    Column("place", Escaped),  # the name of the file, or the address that was asked
    Column("address", Escaped),  # the address that answered, after redirects
    Column("received_at", Moment, nullable=False),
    Column("by_name", Escaped, nullable=False),
    Column("by_kind", String, nullable=False),
    Column("by_hash", String),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("title", Escaped),
    Index("received_by_content", "sha256"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("url", Escaped, nullable=False),
    Column("title", Escaped),
    Column("automatic", Integer, nullable=False),
    Column("etag", Escaped),
    Column("modified", Escaped),
    Column("added_at", Moment, nullable=False),
    Column("added_by", Escaped, nullable=False),
    Column("checked_at", Moment),
    Column("next_at", Moment, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Escaped),
    Index("feeds_by_url", "url", unique=True),
    sqlite_autoincrement=True,
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("link", Escaped, nullable=False),
    Column("feed", Integer, ForeignKey("feeds.number", ondelete="SET NULL")),
    Column("title", Escaped),
    Column("published", String),
    Column("found_at", Moment, nullable=False),
    Column("state", String, nullable=False),  # "waiting", "taking", "taken", "rejected", "copy"
    Column("claimed_at", Moment),
    Column("source", Escaped),
    Column("problem", Escaped),
    Index("feed_items_by_link", "link", unique=True),
    Index("feed_items_by_feed", "feed"),
    sqlite_autoincrement=True,
)
