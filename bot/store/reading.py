"""What can be looked up: answers by key or by message, votes, settings of servers, gaps, the audit trail.

Needs no secret and changes nothing. An answer that is older than the retention period is not found, even before it is
deleted.
"""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import counting, marking, superseding
from bot.store.faults import store_faults
from bot.store.models import (
    AskedOnDay,
    AuditEntry,
    Gap,
    MarkedGap,
    ServerSettings,
    Shown,
    StoredAnswer,
    Superseded,
    Votes,
)
from bot.store.rows import entry_from, gap_from, readable, settings_from, stored_from
from bot.store.tables import answers, audit, marked_gaps, messages, servers, superseded, votes

Clock = Callable[[], datetime]

#: Longer ones were never given out; a key comes from outside.
_LONGEST_KEY = 40
_MOST = 1000


class Reading:
    """The looking-up half of the store."""

    #: What people should know about how it was opened: a damaged database that was set aside.
    notice: str | None = None

    def __init__(self, path: Path, engine: AsyncEngine, clock: Clock, keep: timedelta | None) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock
        self._keep = keep

    async def close(self) -> None:
        """Let go of the database; what was under way is finished or undone."""
        await self._engine.dispose()

    async def recall(self, key: str) -> StoredAnswer | None:
        """The answer kept under a key, or nothing where there is none or no longer one."""
        if not (key.isascii() and key.isalnum() and len(key) <= _LONGEST_KEY):
            return None
        return await self._one(self._kept().where(answers.c.key == key))

    async def by_message(self, message_id: int) -> StoredAnswer | None:
        """The answer that a message of ours shows."""
        return await self._one(self._kept().join(messages).where(messages.c.message_id == message_id))

    async def standing(
        self, since: datetime, *, after: StoredAnswer | None = None, guild_id: int | None = None, most: int = _MOST
    ) -> list[StoredAnswer]:
        """Questions that were answered since, where no other answer has taken the place; the latest first.

        ``after`` is the last one that was taken before. What another version kept and this one cannot read is left out.
        """
        query = superseding.standing(self._kept().where(answers.c.asked_at >= since), after).limit(most)
        if guild_id is not None:
            query = query.where(answers.c.guild_id == guild_id)
        async with self._reading() as connection:
            return list(readable(await connection.execute(query)))

    async def shown_by(self, keys: Sequence[str]) -> dict[str, tuple[Shown, ...]]:
        """The messages of ours that show each of some answers."""
        async with self._reading() as connection:
            return await superseding.showing(connection, keys)

    async def superseded(self, key: str) -> str | None:
        """The key of the answer that stands in an answer's place today, or nothing where it still stands itself."""
        async with self._reading() as connection:
            key_today = await superseding.latest(connection, key)
        return None if key_today == key else key_today

    async def unmarked(self, most: int = _MOST) -> list[Superseded]:
        """Superseded answers whose messages do not say so yet; see ``Store.mark``."""
        async with self._reading() as connection:
            return await superseding.unmarked(connection, most)

    async def by_day(self, since: datetime, *, guild_id: int | None = None) -> list[AskedOnDay]:
        """How often something was asked on each day, and what became of it."""
        async with self._reading() as connection:
            return await counting.by_day(connection, max(since, self._horizon() or since), guild_id)

    async def votes(self, key: str) -> Votes:
        """How many found an answer good, and how many did not."""
        async with self._reading() as connection:
            return await counted(connection, key)

    async def server(self, guild_id: int) -> ServerSettings:
        """What a server has chosen; the defaults where it has chosen nothing."""
        async with self._reading() as connection:
            return await chosen(connection, guild_id)

    async def gaps(
        self, since: datetime, *, guild_id: int | None = None, most: int = _MOST, marked: bool = False
    ) -> list[Gap]:
        """Questions that were declined or voted down, most frequent first; of one server where it is named.

        Those that a moderator has dealt with are left out unless ``marked`` asks for them too.
        """
        grouped = self._grouped(since, guild_id, marked=marked).limit(most).subquery()
        asked = (answers.c.question, answers.c.answer, answers.c.alike)
        query = (
            select(*asked, grouped.c.declined, grouped.c.voted_down, grouped.c.latest)
            .join(grouped, grouped.c.key == answers.c.key)
            .order_by((grouped.c.declined + grouped.c.voted_down).desc(), grouped.c.latest.desc())
        )
        async with self._reading() as connection:
            return [gap_from(row) for row in await connection.execute(query)]

    async def marked_gaps(self) -> list[MarkedGap]:
        """What moderators made of gaps, the latest first."""
        async with self._reading() as connection:
            return await marking.marks(connection)

    async def trail(
        self, since: datetime, *, guild_id: int | None = None, actions: Collection[str] = (), most: int = _MOST
    ) -> list[AuditEntry]:
        """What was done, the latest first; on one server where it is named, of some kinds where they are."""
        query = select(audit).where(audit.c.at >= since).order_by(audit.c.number.desc()).limit(most)
        if guild_id is not None:
            query = query.where(audit.c.guild_id == guild_id)
        if actions:
            query = query.where(audit.c.action.in_(actions))
        async with self._reading() as connection:
            return [entry_from(row) for row in await connection.execute(query)]

    def _grouped(self, since: datetime, guild_id: int | None, *, marked: bool) -> Select[Any]:
        """Questions that are alike, counted, with the key of the latest; with texts the sort would take far longer."""
        downs = select(votes.c.key, func.count().label("count")).where(votes.c.value == -1).group_by(votes.c.key)
        down = downs.subquery()
        declined = func.sum(case((answers.c.status == "declined", 1), else_=0))
        voted_down = func.sum(func.coalesce(down.c.count, 0))
        # SQLite takes the key of a group from the row where max() was found.
        latest = func.max(answers.c.asked_at, type_=answers.c.asked_at.type)
        query = (
            select(answers.c.key, declined.label("declined"), voted_down.label("voted_down"), latest.label("latest"))
            .outerjoin(down, down.c.key == answers.c.key)
            .where(answers.c.asked_at >= max(since, self._horizon() or since))
            .where(answers.c.key.not_in(select(superseded.c.new_key)))  # nobody asked those again
            .group_by(answers.c.alike)
            .having(declined + voted_down > 0)
            .order_by((declined + voted_down).desc(), latest.desc())
        )
        if not marked:
            query = query.outerjoin(marked_gaps, marked_gaps.c.alike == answers.c.alike).where(marking.is_open())
        return query if guild_id is None else query.where(answers.c.guild_id == guild_id)

    async def _one(self, query: Select[tuple[object, ...]]) -> StoredAnswer | None:
        async with self._reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else stored_from(row)

    def _kept(self) -> Select[tuple[object, ...]]:
        horizon = self._horizon()
        return select(answers) if horizon is None else select(answers).where(answers.c.asked_at >= horizon)

    def _horizon(self) -> datetime | None:
        """Answers from before this moment are gone."""
        return None if self._keep is None else self._clock() - self._keep

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with store_faults(self.path):
            async with self._engine.begin() as connection:
                yield connection


async def counted(connection: AsyncConnection, key: str) -> Votes:
    """The votes on an answer."""
    up, down = (func.coalesce(func.sum(case((votes.c.value == value, 1), else_=0)), 0) for value in (1, -1))
    row = (await connection.execute(select(up, down).where(and_(votes.c.key == key)))).one()
    return Votes(*row)


async def chosen(connection: AsyncConnection, guild_id: int) -> ServerSettings:
    """What a server has chosen."""
    query = select(servers.c.settings).where(servers.c.guild_id == guild_id)
    return settings_from((await connection.execute(query)).scalar_one_or_none())
