"""Answers that took the place of others, and the messages that show an answer. Within the caller's transaction.

A link leads from an answer to the one that superseded it; links may follow each other, and never lead back. Refuses to
decide which answer is out of date.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.models import Shown, StoredAnswer, Superseded
from bot.store.tables import answers, messages, superseded


async def latest(connection: AsyncConnection, key: str) -> str:
    """Where the links from an answer lead in the end; the key itself where it has not been superseded."""
    onward = select(superseded.c.new_key)
    following: str | None = key
    while following is not None:
        key = following
        following = (await connection.execute(onward.where(superseded.c.key == key))).scalar_one_or_none()
    return key


async def showing(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, tuple[Shown, ...]]:
    """The messages that show each of some answers; the message of whoever asked is none of them."""
    channel = func.coalesce(messages.c.channel_id, answers.c.channel_id)
    own = or_(answers.c.message_id.is_(None), messages.c.message_id != answers.c.message_id)
    query = (
        select(messages.c.key, channel, messages.c.message_id)
        .join(answers, answers.c.key == messages.c.key)
        .where(and_(messages.c.key.in_(keys), own))
        .order_by(messages.c.message_id)
    )
    found: dict[str, list[Shown]] = {key: [] for key in keys}
    for key, channel_id, message_id in await connection.execute(query):
        found[key].append(Shown(channel_id, message_id))
    return {key: tuple(shown) for key, shown in found.items()}


async def unmarked(connection: AsyncConnection, most: int) -> list[Superseded]:
    """Superseded answers whose messages do not say so yet, the oldest first."""
    query = select(superseded.c.key).where(superseded.c.marked_at.is_(None)).order_by(superseded.c.at).limit(most)
    keys = list((await connection.execute(query)).scalars())
    shown = await showing(connection, keys)
    return [Superseded(key, await latest(connection, key), shown[key]) for key in keys]


def standing(kept: Select[Any], after: StoredAnswer | None) -> Select[Any]:
    """Of the answers that are kept those that were given and no other has taken the place of, the latest first.

    With ``after`` only those that follow it in this order.
    """
    given = and_(answers.c.status == "answered", answers.c.key.not_in(select(superseded.c.key)))
    query = kept.where(given).order_by(answers.c.asked_at.desc(), answers.c.key)
    if after is None:
        return query
    later = and_(answers.c.asked_at == after.asked_at, answers.c.key > after.key)
    return query.where(or_(answers.c.asked_at < after.asked_at, later))
