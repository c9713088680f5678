"""Ask feeds for what is new: politely, each when its time has come; what is found waits for a moderator or is taken in.

A feed that fails is asked later and later, one that has nothing new is asked with the conditions it named. An item is
taken at most once, whoever decides and in whichever feed it stands. Refuses to fetch anything but through the Fetcher.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.errors import BotFault, FeedFault, FetchFailed, FetchFault, SourceFault
from bot.memory import utc_now
from bot.moderation.actors import Actor
from bot.moderation.sourcing.feed_reading import FeedText, read_feed
from bot.moderation.sourcing.fetching import FEEDS, Conditions, Fetched, Fetcher
from bot.moderation.sourcing.models import Kept, Preview
from bot.moderation.sourcing.sources import Sources
from bot.moderation.trail import record
from bot.settings import Settings
from bot.store import Store
from bot.store.feeding import Feed, Feeding, FeedItem
from index.metadata import Metadata

log = logging.getLogger(__name__)

#: A feed that fails again and again is left alone for so long, and no longer.
LONGEST_PAUSE = timedelta(days=1)
#: Items of a feed that are taken in by themselves at one time.
AT_ONCE = 20
#: A site that wishes to be left alone for longer is asked all the same.
_LONGEST_WISH = timedelta(days=2)


class Polled(NamedTuple):
    """What asking one feed came to: how many items are new, which articles were kept, and what was wrong."""

    feed: Feed
    new: int = 0
    kept: tuple[Kept, ...] = ()
    problem: str | None = None


class Feeds:
    """The feeds of one corpus."""

    def __init__(
        self,
        store: Store,
        sources: Sources,
        settings: Settings,
        *,
        fetcher: Fetcher | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._notes = Feeding(store)
        self._sources = sources
        self._pause = timedelta(minutes=settings.feed_minutes)
        self._clock = clock
        self._fetcher = fetcher or sources.previews.fetcher
        self._turn = asyncio.Lock()

    async def add(self, url: str, actor: Actor, automatic: bool = False) -> Feed:
        """Take up a feed, after a look at it. Raises FetchFault, or FeedFault where it is none or there already."""
        fetched = await self._fetcher.fetch(url, types=FEEDS)
        text = await asyncio.to_thread(read_feed, fetched.content, fetched.address)
        feed = await self._notes.add(url, title=text.title, automatic=automatic, by=actor.name)
        if feed is None:
            raise FeedFault("This feed is there already", where=url, advice="See: onrecord feed list")
        await record(self._store, actor, "feed.added", after={"url": url, "title": text.title, "automatic": automatic})
        return feed

    async def list(self) -> Sequence[Feed]:
        """Every feed, how it did and what waits of it."""
        return await self._notes.all()

    async def remove(self, number: int, actor: Actor) -> Feed:
        """Ask a feed no more; articles from it stay. Raises FeedFault."""
        feed = next((each for each in await self._notes.all() if each.number == number), None)
        if feed is None or not await self._notes.remove(number):
            raise FeedFault("There is no such feed", where=str(number), advice="See: onrecord feed list")
        await record(self._store, actor, "feed.removed", before={"url": feed.url, "title": feed.title})
        return feed

    async def poll(self, *, everything: bool = False) -> Sequence[Polled]:
        """Ask the feeds whose time has come, or all of them; one after the other, one poll at a time."""
        async with self._turn:
            now = self._clock()
            due = await (self._notes.all() if everything else self._notes.due(now))
            return [await self._polled(feed) for feed in due]

    async def waiting(self, feed: int | None = None) -> Sequence[FeedItem]:
        """What was found and waits for somebody to decide."""
        return await self._notes.waiting(feed)

    async def preview(self, item: int) -> Preview:
        """Look at the article behind an item. Raises FeedFault, FetchFault or SourceRefused."""
        return await self._preview(await self._item(item))

    async def approve(self, item: int, actor: Actor) -> Kept:
        """Take an item in. Raises FeedFault where it does not wait, else what keeping an article raises."""
        found = await self._item(item)
        if not await self._notes.claim(item):
            raise _decided(found)
        try:
            return await self._sources.keep(await self._preview(found), actor)
        except BaseException as error:
            problem = str(error) if isinstance(error, BotFault) else None
            await self._notes.release(item, state="waiting", problem=problem)
            raise

    async def reject(self, item: int, actor: Actor) -> FeedItem:
        """Leave an item out for good. Raises FeedFault where it does not wait."""
        found = await self._item(item)
        if not await self._notes.decide(item, "rejected"):
            raise _decided(found)
        await record(self._store, actor, "feed.rejected", before={"link": found.link, "title": found.title})
        return found

    async def _item(self, number: int) -> FeedItem:
        found = await self._notes.item(number)
        if found is None:
            raise FeedFault("There is no such item", where=str(number), advice="See: onrecord feed waiting")
        return found

    async def _preview(self, item: FeedItem) -> Preview:
        """The article behind an item; what the feed states of it fills what the page does not."""
        preview = await self._sources.previews.url(item.link, origin="feed")
        title = preview.title or item.title
        published = item.published if preview.published is None or preview.dated == "found" else preview.published
        stated = Metadata(title, preview.publisher, published, preview.url, preview.language)
        if stated == _shown(preview):
            return preview
        dated = preview.dated if published == preview.published else "stated"
        return preview.with_metadata(stated).model_copy(update={"dated": dated})

    async def _polled(self, feed: Feed) -> Polled:
        try:
            fetched = await self._fetcher.fetch(feed.url, types=FEEDS, conditions=Conditions(feed.etag, feed.modified))
            text = await asyncio.to_thread(read_feed, fetched.content, fetched.address) if fetched.is_new else None
        except (FetchFault, FeedFault) as fault:
            return await self._failed(feed, fault)
        new = await self._notes.found(feed.number, text.items) if text else 0
        await self._answered(feed, fetched, text)
        kept = await self._taken_in(feed) if feed.automatic else ()
        return Polled(feed, new, kept)

    async def _answered(self, feed: Feed, fetched: Fetched, text: FeedText | None) -> None:
        now = self._clock()
        title = (text.title if text else None) or feed.title
        known = {"etag": fetched.conditions.etag, "modified": fetched.conditions.modified}
        state = {"checked_at": now, "next_at": now + self._pause, "failures": 0, "problem": None, "title": title}
        await self._notes.asked(feed.number, **state, **known)

    async def _failed(self, feed: Feed, fault: BotFault) -> Polled:
        """Ask later: twice as late after each failure, and never sooner than the site wishes."""
        now = self._clock()
        pause = min(self._pause * 2 ** min(feed.failures + 1, 10), LONGEST_PAUSE)
        if isinstance(fault, FetchFailed) and fault.retry_after:
            pause = max(pause, min(timedelta(seconds=fault.retry_after), _LONGEST_WISH))
        problem = str(fault)
        await self._notes.asked(
            feed.number, checked_at=now, next_at=now + pause, failures=feed.failures + 1, problem=problem
        )
        log.info("feed %s: %s", feed.url, problem)
        return Polled(feed, problem=problem)

    async def _taken_in(self, feed: Feed) -> tuple[Kept, ...]:
        """Take in what waits of a feed that needs no approval, with one refresh for all of it."""
        actor = Actor(kind="feed", name=feed.title or feed.url)
        claimed: list[FeedItem] = []
        previews: list[Preview] = []
        untried = [item for item in await self._notes.waiting(feed.number) if item.problem is None]
        for item in untried[:AT_ONCE]:
            if await self._notes.claim(item.number):
                preview = await self._worth_taking(item)
                if preview is not None:
                    claimed.append(item)
                    previews.append(preview)
        return await self._kept(claimed, previews, actor) if claimed else ()

    async def _worth_taking(self, item: FeedItem) -> Preview | None:
        """The article behind a claimed item, unless it repeats one that is there or cannot be had."""
        try:
            preview = await self._preview(item)
        except (FetchFault, SourceFault) as fault:
            await self._notes.release(item.number, state="waiting", problem=str(fault))
            return None
        except BaseException:
            await self._notes.release(item.number, state="waiting", problem=None)
            raise
        if preview.duplicates:
            first = preview.duplicates[0]
            await self._notes.release(item.number, state="copy", problem=first.likeness, source=first.source)
            return None
        return preview

    async def _kept(self, items: Sequence[FeedItem], previews: Sequence[Preview], actor: Actor) -> tuple[Kept, ...]:
        try:
            return await self._sources.keep_all(previews, actor)
        finally:
            for item in items:  # those that were kept are not ours any more
                await self._notes.release(item.number, state="waiting", problem=None)


def _shown(preview: Preview) -> Metadata:
    return Metadata(preview.title, preview.publisher, preview.published, preview.url, preview.language)


def _decided(item: FeedItem) -> FeedFault:
    what = "Somebody is taking this item in" if item.state == "taking" else f"This item was decided on ({item.state})"
    return FeedFault(what, where=item.link, advice="See: onrecord feed waiting")
