"""What moderators made of questions without a good answer, by the question. Within the caller's transaction.

A question that was dismissed or turned into a golden one counts as a gap no more; one that was solved does again once
it is asked and not answered well after that. A mark goes with the last question that it is about. Refuses to judge
which questions are alike beyond the text they have in common.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.models import GapState, MarkedGap
from bot.store.tables import answers, marked_gaps

#: SQLite takes only so many values in one statement.
_AT_ONCE = 500


def is_open() -> ColumnElement[bool]:
    """Whether a question, joined with its mark, still counts."""
    later = and_(marked_gaps.c.state == "solved", answers.c.asked_at > marked_gaps.c.at)
    return or_(marked_gaps.c.state.is_(None), later)


async def marks(connection: AsyncConnection) -> list[MarkedGap]:
    """All marks, the latest first."""
    query = select(marked_gaps).order_by(marked_gaps.c.at.desc(), marked_gaps.c.alike)
    return [MarkedGap(**row) for row in (await connection.execute(query)).mappings()]


async def mark(
    connection: AsyncConnection, alike: Iterable[str], state: GapState, source: str | None, now: datetime
) -> None:
    """Mark questions, in place of an earlier mark."""
    rows = [{"alike": each, "state": state, "at": now, "source": source} for each in alike]
    note = upsert(marked_gaps)
    latest = {name: note.excluded[name] for name in ("state", "at", "source")}
    if rows:
        await connection.execute(note.on_conflict_do_update(["alike"], set_=latest), rows)


async def unmark(connection: AsyncConnection, alike: Iterable[str]) -> None:
    """Take the marks of questions away."""
    every = list(alike)
    for first in range(0, len(every), _AT_ONCE):
        some = every[first : first + _AT_ONCE]
        await connection.execute(delete(marked_gaps).where(marked_gaps.c.alike.in_(some)))


async def forget(connection: AsyncConnection) -> None:
    """Take the marks away that no question is left for."""
    await connection.execute(delete(marked_gaps).where(marked_gaps.c.alike.not_in(select(answers.c.alike))))
