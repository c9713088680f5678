"""What is remembered of articles that were taken in: where from, when, by whom, and the hash of what was received.

An article is noted as "adding" before its file is in its place and as "kept" after, so that whoever starts after a
crash can tell a whole one from a half. Refuses to hold texts: the folder of articles does.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime, JsonValue
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.models import Count
from bot.store.store import Store
from bot.store.tables import audit, feed_items, received
from index.models import Frozen

Origin = Literal["file", "url", "text", "feed"]
State = Literal["adding", "kept", "purged"]


class Taker(NamedTuple):
    """Who takes an article in: the name that is shown, where from, and the id that is kept as a keyed hash."""

    name: str
    kind: str
    user_id: int | None = None


class Received(Frozen):
    """Where an article came from; ``place`` is a file's name or the address asked, ``address`` the one that answered.

    ``sha256`` and ``size`` are of the bytes as they were received, before anything was made of them.
    """

    source: str
    state: State
    origin: Origin
    place: str | None = None
    address: str | None = None
    received_at: AwareDatetime
    by_name: str
    by_kind: str
    by_hash: str | None = None
    sha256: str
    size: Count
    title: str | None = None


class ReceivedArticles:
    """The notes on articles that were taken in."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, article: Received, taker: Taker) -> Received:
        """Note that an article is about to be written; an earlier note of that name, if it was purged, is replaced."""
        by = None if taker.user_id is None else self._store._hash(taker.user_id)
        whole = article.model_copy(
            update={"state": "adding", "by_name": taker.name, "by_kind": taker.kind, "by_hash": by}
        )
        row = whole.model_dump()
        async with self._store._writing() as connection:
            note = insert(received).values(row)
            fresh = {name: value for name, value in row.items() if name != "source"}
            await connection.execute(note.on_conflict_do_update(["source"], set_=fresh))
        return whole

    async def kept(self, article: Received, told: Mapping[str, JsonValue], *, guild_id: int | None = None) -> None:
        """Note that an article is in its place, with ``told`` in the audit trail, and that its link was taken."""
        source = article.source
        details: dict[str, JsonValue] = {"by": article.by_name, "from": article.by_kind, "source": source, **told}
        entry = {"at": self._store._clock(), "action": "source.added", "actor": article.by_hash, "guild_id": guild_id}
        async with self._store._writing() as connection:
            await connection.execute(update(received).where(received.c.source == source).values(state="kept"))
            await connection.execute(insert(audit).values(**entry, details=details))
            if article.place:
                taken = {"state": "taken", "source": source, "claimed_at": None, "problem": None}
                await connection.execute(update(feed_items).where(feed_items.c.link == article.place).values(taken))

    async def forget(self, source: str) -> None:
        """Take back the note of an article that never came to be."""
        async with self._store._writing() as connection:
            await connection.execute(delete(received).where(received.c.source == source, received.c.state == "adding"))

    async def purged(self, source: str) -> None:
        """Note that an article's file is gone; that it was there stays known."""
        async with self._store._writing() as connection:
            await connection.execute(update(received).where(received.c.source == source).values(state="purged"))

    async def of(self, source: str) -> Received | None:
        """The note on one article."""
        found = await self._found(received.c.source == source)
        return found[0] if found else None

    async def among(self, sources: Sequence[str]) -> dict[str, Received]:
        """The notes on those of the articles that have one."""
        return {each.source: each for each in await self._found(received.c.source.in_(sources))} if sources else {}

    async def with_content(self, sha256: str) -> list[Received]:
        """The articles that are kept and came from the very same bytes."""
        return await self._found(received.c.sha256 == sha256, received.c.state == "kept")

    async def unfinished(self) -> list[Received]:
        """Articles that were about to be written when whoever did so was stopped."""
        return await self._found(received.c.state == "adding")

    async def all(self) -> list[Received]:
        """Every note but those on purged articles, the latest first."""
        return await self._found(received.c.state != "purged")

    async def _found(self, *conditions: Any) -> list[Received]:
        query = select(received).where(*conditions).order_by(received.c.received_at.desc(), received.c.source)
        async with self._store._reading() as connection:
            return [Received.model_validate(dict(row)) for row in (await connection.execute(query)).mappings()]
