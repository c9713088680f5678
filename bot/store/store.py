"""The store as the bot uses it: remember answers, count votes, keep settings, export and erase what is a user's.

What returned is on the disk. One task writes at a time; processes take turns. The clock is passed in. Refuses to keep
a user's id: only a keyed hash of it, so nothing here can be traced to a person without the secret beside the database.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import JsonValue
from sqlalchemy import ColumnElement, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import AnswerUnknown, CorrectionRefused
from bot.models import Answer, Question
from bot.store import keys, marking, opening, superseding
from bot.store.engine import for_writing, without_transaction
from bot.store.faults import store_faults
from bot.store.models import GapState, Place, ServerSettings, StoredAnswer, Votes
from bot.store.reading import Clock, Reading, chosen, counted
from bot.store.rows import changes, plain, row_of
from bot.store.tables import answers, audit, messages, servers, superseded, votes
from bot.store.together import Together

#: Seconds to wait for another process.
PATIENCE = 5.0
#: Answers that are deleted before others get their turn to write.
_AT_ONCE = 200


def database_in(data: Path) -> Path:
    """Where the database stands in a data folder, with its secret beside it."""
    return data / "store" / "onrecord.sqlite"


class Store(Reading):
    """What must outlive a restart."""

    def __init__(self, path: Path, engine: AsyncEngine, secret: bytes, clock: Clock, keep: timedelta | None) -> None:
        super().__init__(path, engine, clock, keep)
        self._secret = secret
        self._writer = for_writing(engine)
        self._turn = asyncio.Lock()
        self._answers = Together(self._keep_answers, self._turn)
        self._messages = Together(self._keep_messages, self._turn)

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        key: bytes | None = None,
        keep: timedelta | None = None,
        patience: float = PATIENCE,
    ) -> Self:
        """Open the database, made or brought up to date where needed; a damaged one is set aside, see ``notice``.

        ``key`` is the secret where it is kept elsewhere; else it is drawn once and stands beside the database, for its
        owner alone. Answers older than ``keep`` are not found any more. Raises StoreFault.
        """
        path = path.absolute()
        async with opening.alone(path, patience):
            engine, notice = await opening.open_or_begin_anew(path, now=clock(), patience=patience)
            try:
                secret = await opening.secret_of(path, engine, key)
            except BaseException:
                await engine.dispose()
                raise
        store = cls(path, engine, secret, clock, keep)
        store.notice = notice
        return store

    @staticmethod
    async def open_existing(
        path: Path, *, clock: Clock, keep: timedelta | None = None, patience: float = PATIENCE
    ) -> Reading:
        """Open a database to look something up: none is made, none set aside, and no secret is needed."""
        path = path.absolute()
        with store_faults(path):
            if not path.is_file():
                raise opening.not_there(path)
        async with opening.alone(path, patience):
            engine = await opening.open_sound(path, now=clock(), patience=patience)
        return Reading(path, engine, clock, keep)

    async def remember(self, answer: Answer, *, question: Question, place: Place, asker: int | None) -> StoredAnswer:
        """Keep an answer as it was given; return it with its key."""
        stored = StoredAnswer(
            key=keys.new_key(),
            answer=answer,
            question=question,
            asked_at=self._clock(),
            place=place,
            asker_hash=None if asker is None else self._hash(asker),
        )
        await self._answers.add(row_of(stored))
        return stored

    async def shown(self, key: str, message_id: int, channel_id: int | None = None) -> None:
        """Note that a message shows an answer; nothing happens where the answer is gone meanwhile.

        ``channel_id`` is where the message stands if that is not where the question was asked: a thread, say.
        """
        await self._messages.add({"message": message_id, "shows": key, "where": channel_id})

    async def renew(self, old: StoredAnswer, answer: Answer) -> StoredAnswer:
        """Let a new answer to the same question take an answer's place, for whoever asked it; return it with its key.

        Where another one has taken the place meanwhile, that one is returned. Raises AnswerUnknown.
        """
        new = old.model_copy(update={"key": keys.new_key(), "answer": answer, "asked_at": self._clock()})
        async with self._writing() as connection:
            await self._must_know(connection, old.key)
            key = await superseding.latest(connection, old.key)
            if key == old.key:
                await connection.execute(insert(answers).values(row_of(new)))
                await self._link(connection, old.key, new.key)
                return new
        return await self.recall(key) or new

    async def supersede(self, key: str, new_key: str) -> str:
        """Link an answer to the one that takes its place; return the key that does, which may be an earlier one.

        Raises AnswerUnknown, and CorrectionRefused where the new one leads back to the old.
        """
        async with self._writing() as connection:
            for each in (key, new_key):
                await self._must_know(connection, each)
            if await superseding.latest(connection, new_key) == key:
                raise _leads_back(key)
            latest = await superseding.latest(connection, key)
            if latest != key:
                return latest
            await self._link(connection, key, new_key)
            return new_key

    async def mark(self, key: str) -> None:
        """Note that the messages which show a superseded answer say so."""
        note = update(superseded).where(superseded.c.key == key).values(marked_at=self._clock())
        async with self._writing() as connection:
            await connection.execute(note)

    async def _must_know(self, connection: AsyncConnection, key: str) -> None:
        known = await connection.execute(self._kept().with_only_columns(answers.c.key).where(answers.c.key == key))
        if known.first() is None:
            raise unknown(key)

    async def _link(self, connection: AsyncConnection, key: str, new_key: str) -> None:
        await connection.execute(insert(superseded).values(key=key, new_key=new_key, at=self._clock()))

    def is_asker(self, stored: StoredAnswer, user_id: int) -> bool:
        """Whether it was this user who asked."""
        return stored.asker_hash is not None and stored.asker_hash == self._hash(user_id)

    async def rate(self, key: str, user_id: int, value: Literal[1, -1]) -> Votes:
        """Count a user's vote, in place of an earlier one; return the votes. Raises AnswerUnknown."""
        vote = upsert(votes).values(key=key, voter=self._hash(user_id), value=value, at=self._clock())
        async with self._writing() as connection:
            await self._must_know(connection, key)
            latest = {"value": vote.excluded.value, "at": vote.excluded.at}
            await connection.execute(vote.on_conflict_do_update(["key", "voter"], set_=latest))
            return await counted(connection, key)

    async def change_server(self, guild_id: int, settings: ServerSettings, *, by: int | None = None) -> None:
        """Keep what a server has chosen; what has changed, and by whom, goes to the audit trail."""
        kept = {"settings": settings.model_dump(mode="json"), "changed_at": self._clock()}
        async with self._writing() as connection:
            before = await chosen(connection, guild_id)
            change = upsert(servers).values(guild_id=guild_id, **kept)
            await connection.execute(change.on_conflict_do_update(["guild_id"], set_=kept))
            if changed := changes(before, settings):
                await self._note(connection, "settings", by, guild_id, changed)

    async def note(
        self,
        action: str,
        *,
        actor: int | None = None,
        guild_id: int | None = None,
        details: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Add an entry to the audit trail; nothing takes it away again."""
        async with self._writing() as connection:
            await self._note(connection, action, actor, guild_id, details or {})

    async def mark_gaps(self, alike: Collection[str], state: GapState, source: str | None = None) -> None:
        """Note what a moderator made of gaps, by what they have in common."""
        async with self._writing() as connection:
            await marking.mark(connection, alike, state, source, self._clock())

    async def unmark_gaps(self, alike: Collection[str]) -> None:
        """Let gaps count again."""
        async with self._writing() as connection:
            await marking.unmark(connection, alike)

    async def export(self, user_id: int) -> dict[str, Any]:
        """Everything that is kept of a user, as JSON can say it."""
        who = self._hash(user_id)
        asked = select(answers).where(answers.c.asker == who).order_by(answers.c.asked_at)
        voted = select(votes.c.key, votes.c.value, votes.c.at).where(votes.c.voter == who).order_by(votes.c.at)
        done = select(audit).where(audit.c.actor == who).order_by(audit.c.number)
        where = select(messages).join(answers).where(answers.c.asker == who).order_by(messages.c.message_id)
        over = select(superseded).join(answers, answers.c.key == superseded.c.key).where(answers.c.asker == who)
        parts = {"answers": asked, "messages": where, "votes": voted, "audit": done, "superseded": over}
        async with self._reading() as connection:
            found = {
                name: [dict(row) for row in (await connection.execute(query)).mappings()]
                for name, query in parts.items()
            }
        exported: dict[str, Any] = plain({"user": who, "exported_at": self._clock(), **found})
        return exported

    async def erase(self, user_id: int) -> int:
        """Delete a user's questions, the answers to them, and the user's votes; return how many those were.

        The audit trail keeps its hashes: it is append-only, and holds only what somebody did with a server's rights.
        """
        who = self._hash(user_id)
        async with self._writing() as connection:
            voted = await connection.execute(delete(votes).where(votes.c.voter == who))
            asked = await connection.execute(delete(answers).where(answers.c.asker == who))
            await marking.forget(connection)
        await self._wipe()
        return voted.rowcount + asked.rowcount

    async def expire(self, older_than: timedelta) -> int:
        """Delete answers that are older, with their votes; return how many."""
        horizon = self._clock() - older_than
        some = select(answers.c.key).where(answers.c.asked_at < horizon).limit(_AT_ONCE).scalar_subquery()
        deleted = count = await self._delete(answers.c.key.in_(some))
        while count == _AT_ONCE:
            count = await self._delete(answers.c.key.in_(some))
            deleted += count
        if deleted:
            async with self._writing() as connection:
                await marking.forget(connection)
            await self._wipe()
        return deleted

    async def _delete(self, which: ColumnElement[bool]) -> int:
        async with self._writing() as connection:
            return (await connection.execute(delete(answers).where(which))).rowcount

    async def _keep_answers(self, rows: Sequence[dict[str, Any]]) -> None:
        # A write that was cancelled may have got through: the second time it changes nothing.
        async with self._transaction() as connection:
            await connection.execute(upsert(answers).on_conflict_do_nothing(["key"]), rows)

    async def _keep_messages(self, rows: Sequence[dict[str, Any]]) -> None:
        message = bindparam("message", type_=messages.c.message_id.type)
        channel = bindparam("where", type_=messages.c.channel_id.type)
        there = select(message, answers.c.key, channel).where(answers.c.key == bindparam("shows"))
        note = upsert(messages).from_select(["message_id", "key", "channel_id"], there)
        latest = {"key": note.excluded.key, "channel_id": note.excluded.channel_id}
        async with self._transaction() as connection:
            await connection.execute(note.on_conflict_do_update(["message_id"], set_=latest), rows)

    def _hash(self, user_id: int) -> str:
        return keys.hash_of(self._secret, user_id)

    async def _note(
        self,
        connection: AsyncConnection,
        action: str,
        actor: int | None,
        guild_id: int | None,
        details: Mapping[str, Any],
    ) -> None:
        who = None if actor is None else self._hash(actor)
        entry = {"at": self._clock(), "action": action, "actor": who, "guild_id": guild_id, "details": dict(details)}
        await connection.execute(insert(audit).values(entry))

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        async with self._turn, self._transaction() as connection:
            yield connection

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        with store_faults(self.path):
            async with self._writer.begin() as connection:
                yield connection

    async def _wipe(self) -> None:
        """Take what was deleted out of the write-ahead log too; where somebody reads it, the next time does so."""
        with store_faults(self.path):
            async with self._turn, without_transaction(self._engine).connect() as connection:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _leads_back(key: str) -> CorrectionRefused:
    advice = "Name an answer that was given later"
    return CorrectionRefused("An answer cannot take its own place", where=key, advice=advice)


def unknown(key: str) -> AnswerUnknown:
    """The fault of a key that leads to nothing."""
    advice = "Copy it again from below the answer; answers are deleted after a time"
    return AnswerUnknown("No answer is kept under this key", where=key, advice=advice)
