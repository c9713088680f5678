"""What is remembered of feeds and of what was found in them: a link is found once, and taken at most once.

Refuses to know what a feed says: it keeps addresses, titles, and how each was decided on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime
from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.models import Count
from bot.store.store import Store
from bot.store.tables import feed_items, feeds
from index.models import Frozen

#: "copy": it repeats an article that is there; "taking": somebody is at it.
ItemState = Literal["waiting", "taking", "taken", "rejected", "copy"]
#: Whoever was at an item for longer was stopped.
ABANDONED = timedelta(minutes=10)
_MOST = 200


class Feed(Frozen):
    """A feed, when it was asked last and when it will be, and what was wrong; ``waiting`` are items to decide on."""

    number: Count
    url: str
    title: str | None = None
    automatic: bool = False
    etag: str | None = None
    modified: str | None = None
    added_at: AwareDatetime
    added_by: str
    checked_at: AwareDatetime | None = None
    next_at: AwareDatetime
    failures: Count = 0
    problem: str | None = None
    waiting: Count = 0


class FeedItem(Frozen):
    """Something that a feed announced: its address, and what became of it."""

    number: Count
    link: str
    feed: Count | None = None
    title: str | None = None
    published: date | None = None
    found_at: AwareDatetime
    state: ItemState
    source: str | None = None
    problem: str | None = None


class Announced(NamedTuple):
    """An entry of a feed as it was read."""

    link: str
    title: str | None = None
    published: date | None = None


class Feeding:
    """The notes on feeds and their items."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, url: str, *, title: str | None, automatic: bool, by: str) -> Feed | None:
        """Note a feed, to be asked at once; ``None`` where it is there already."""
        now = self._store._clock()
        row = {"url": url, "title": title, "automatic": int(automatic), "added_at": now, "added_by": by}
        async with self._store._writing() as connection:
            note = insert(feeds).values(**row, next_at=now, failures=0).on_conflict_do_nothing(["url"])
            if not (await connection.execute(note)).rowcount:
                return None
        return (await self._feeds(feeds.c.url == url))[0]

    async def remove(self, number: int) -> bool:
        """Forget a feed and what waits of it; what was taken or rejected stays known. Whether it was there."""
        async with self._store._writing() as connection:
            waiting = and_(feed_items.c.feed == number, feed_items.c.state.in_(("waiting", "taking")))
            await connection.execute(delete(feed_items).where(waiting))
            return bool((await connection.execute(delete(feeds).where(feeds.c.number == number))).rowcount)

    async def all(self) -> tuple[Feed, ...]:
        """Every feed in the order in which they were added."""
        return await self._feeds()

    async def due(self, now: datetime) -> tuple[Feed, ...]:
        """The feeds that it is time to ask."""
        return await self._feeds(feeds.c.next_at <= now)

    async def asked(self, number: int, **changed: Any) -> None:
        """Note how asking a feed ended."""
        async with self._store._writing() as connection:
            await connection.execute(update(feeds).where(feeds.c.number == number).values(changed))

    async def found(self, number: int, items: Sequence[Announced]) -> int:
        """Note what a feed announces; what was found before, there or in another feed, is left as it is."""
        now = self._store._clock()
        rows = [
            {
                "link": each.link,
                "feed": number,
                "title": each.title,
                "published": each.published.isoformat() if each.published else None,
                "found_at": now,
                "state": "waiting",
            }
            for each in items
        ]
        new = 0
        async with self._store._writing() as connection:
            for row in rows:
                note = insert(feed_items).values(row).on_conflict_do_nothing(["link"])
                new += (await connection.execute(note)).rowcount
        return new

    async def waiting(self, number: int | None = None) -> tuple[FeedItem, ...]:
        """The items to decide on, the oldest first; of one feed where it is named."""
        free = self._free()
        query = select(feed_items).where(free if number is None else and_(free, feed_items.c.feed == number))
        async with self._store._reading() as connection:
            rows = (await connection.execute(query.order_by(feed_items.c.number).limit(_MOST))).mappings()
            return tuple(_item({**row, "state": "waiting"}) for row in rows)

    async def item(self, number: int) -> FeedItem | None:
        """One item."""
        async with self._store._reading() as connection:
            rows = await connection.execute(select(feed_items).where(feed_items.c.number == number))
            row = rows.mappings().one_or_none()
        return None if row is None else _item(dict(row))

    async def claim(self, number: int) -> bool:
        """Be the one who takes an item; whether it was free."""
        taking = {"state": "taking", "claimed_at": self._store._clock()}
        return await self._decide(number, taking)

    async def decide(self, number: int, state: ItemState, *, source: str | None = None) -> bool:
        """Note what became of an item that waits; whether it still did."""
        return await self._decide(number, {"state": state, "source": source, "claimed_at": None, "problem": None})

    async def release(self, number: int, *, state: ItemState, problem: str | None, source: str | None = None) -> None:
        """Let go of an item that could not be taken, or need not be."""
        row = {"state": state, "claimed_at": None, "problem": problem, "source": source}
        async with self._store._writing() as connection:
            mine = and_(feed_items.c.number == number, feed_items.c.state == "taking")
            await connection.execute(update(feed_items).where(mine).values(row))

    async def _decide(self, number: int, row: dict[str, Any]) -> bool:
        async with self._store._writing() as connection:
            free = and_(feed_items.c.number == number, self._free())
            return bool((await connection.execute(update(feed_items).where(free).values(row))).rowcount)

    def _free(self) -> Any:
        """Waiting, or claimed by somebody who was stopped."""
        horizon = self._store._clock() - ABANDONED
        left = and_(feed_items.c.state == "taking", feed_items.c.claimed_at < horizon)
        return or_(feed_items.c.state == "waiting", left)

    async def _feeds(self, *conditions: Any) -> tuple[Feed, ...]:
        counts = (
            select(feed_items.c.feed, func.count().label("waiting"))
            .where(self._free())
            .group_by(feed_items.c.feed)
            .subquery()
        )
        query = (
            select(feeds, func.coalesce(counts.c.waiting, 0).label("waiting"))
            .outerjoin(counts, counts.c.feed == feeds.c.number)
            .where(*conditions)
            .order_by(feeds.c.number)
        )
        async with self._store._reading() as connection:
            rows = (await connection.execute(query)).mappings()
            return tuple(Feed.model_validate({**row, "automatic": bool(row["automatic"])}) for row in rows)


def _item(row: Mapping[str, Any]) -> FeedItem:
    return FeedItem.model_validate({name: value for name, value in row.items() if name in FeedItem.model_fields})
