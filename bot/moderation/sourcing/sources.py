"""Feed the index: keep an article that was looked at, withdraw it, restore it, purge it, correct it.

Nothing is kept before a moderator says so. A change is on the disk and in the audit trail before it is acknowledged,
and it returns when the index answers with it or holds it. Refuses to render anything, and to write anywhere but in the
corpus's folder of added articles.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from pydantic import JsonValue

from bot.errors import RefreshBusy, SourceRefused, SourceUnknown
from bot.memory import utc_now
from bot.moderation.actors import Actor
from bot.moderation.sourcing.catalogue import Catalogue
from bot.moderation.sourcing.correcting import check_correctable
from bot.moderation.sourcing.fetching import Fetcher
from bot.moderation.sourcing.keeping import ADDED, Shelf
from bot.moderation.sourcing.models import Changed, Kept, Page, Preview, Refreshing, RefreshOutcome, Source
from bot.moderation.sourcing.naming import numbered
from bot.moderation.sourcing.previewing import Previews
from bot.moderation.trail import record
from bot.service import Service
from bot.settings import Settings
from bot.store import Store
from bot.store.received import Received, ReceivedArticles, Taker
from index.errors import IndexFault, StorageFault
from index.locking import LOCK_SECONDS, Lock, acquired
from index.metadata import Metadata

#: Seconds between looks whether another refresh has finished, and how often to look.
_PAUSE = 0.25
_LOOKS = 480


class Sources:
    """What moderators do to the articles of one corpus."""

    def __init__(
        self,
        service: Service,
        store: Store,
        settings: Settings,
        refreshes: Refreshing,
        *,
        fetcher: Fetcher | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.received = ReceivedArticles(store)
        self._service = service
        self._store = store
        self._settings = settings
        self._refreshes = refreshes
        self._snapshots = service.snapshots
        self._shelf = Shelf(settings.corpus)
        self._catalogue = Catalogue(service, self.received, self._shelf)
        self.previews = Previews(service, self.received, self._shelf, fetcher=fetcher or Fetcher(), clock=clock)
        self._turn = asyncio.Lock()

    async def keep(self, preview: Preview, actor: Actor) -> Kept:
        """Keep what was looked at, refresh, and return when the article answers or the refresh is held."""
        source = await self._put(preview, actor)
        return await self._changed(source, preview.title, actor)

    async def keep_all(self, previews: Sequence[Preview], actor: Actor) -> tuple[Kept, ...]:
        """Keep several articles with one refresh; those that are there already are left out."""
        put: dict[str, Preview] = {}
        for preview in previews:
            with suppress(SourceRefused):
                put[await self._put(preview, actor)] = preview
        outcome, notice = await self._refreshed(actor) if put else (None, None)
        return tuple(Changed(source, preview.title, outcome, notice) for source, preview in put.items())

    async def list(self, filter: str = "", page: int = 1) -> Page:
        """The articles whose name, title, publisher, address or standing holds every word of the filter."""
        return await self._catalogue.page(filter, page)

    async def show(self, source: str) -> Source:
        """One article: what is known about it, where it came from, and how it stands. Raises SourceUnknown."""
        return await self._catalogue.source(source)

    async def withdraw(self, source: str, actor: Actor) -> Changed:
        """Let an article answer no more, from the very next question on; it stays on disk. Raises SourceUnknown."""
        shown = await self._catalogue.source(source)
        if not await asyncio.to_thread(self._snapshots.withdrawals.add, source):
            raise SourceUnknown("This article is withdrawn already", where=source, advice="Nothing needs to be done")
        await record(self._store, actor, "source.withdrawn", before=shown.standing, after="withdrawn", source=source)
        return await self._changed(source, shown.title, actor)

    async def restore(self, source: str, actor: Actor) -> Changed:
        """Let a withdrawn article answer again. Raises SourceUnknown."""
        shown = await self._withdrawn(source)
        if not await asyncio.to_thread(self._shelf.has, source):
            advice = "Purge it to forget it, or put the file back"
            raise SourceUnknown("The file of this article is gone", where=source, advice=advice)
        await asyncio.to_thread(self._snapshots.withdrawals.remove, source)
        await record(self._store, actor, "source.restored", before="withdrawn", after="restored", source=source)
        return await self._changed(source, shown.title, actor)

    async def purge(self, source: str, actor: Actor) -> Changed:
        """Delete the file of a withdrawn article for good; that it was there stays known. Raises SourceUnknown."""
        shown = await self._withdrawn(source)
        async with self._writing():
            await asyncio.to_thread(self._shelf.purge, source)
            await self.received.purged(source)
            await asyncio.to_thread(self._snapshots.withdrawals.remove, source)
        known: dict[str, JsonValue] = {"title": shown.title, "url": shown.url}
        sha256 = shown.received.sha256 if shown.received else None
        await record(self._store, actor, "source.purged", before=known, source=source, sha256=sha256)
        return await self._changed(source, shown.title, actor)

    async def correct(self, source: str, given: Metadata, actor: Actor, *, clear: Collection[str] = ()) -> Changed:
        """State something else about an article; what is not given stays, what is in ``clear`` is no longer stated.

        Raises SourceUnknown, or SourceRefused where the article's own file says otherwise and would win.
        """
        shown = await self._catalogue.source(source)
        async with self._writing():
            await asyncio.to_thread(check_correctable, self._settings.corpus, source, given, clear)
            stated = await asyncio.to_thread(self._shelf.stated, source)
            corrected = given.or_else(stated)._replace(**dict.fromkeys(clear))
            await asyncio.to_thread(self._shelf.describe, source, corrected)
        before, after = _told(shown), _told(corrected)
        await record(self._store, actor, "source.corrected", before=before, after=after, source=source)
        return await self._changed(source, corrected.title or shown.title, actor)

    async def _put(self, preview: Preview, actor: Actor) -> str:
        """Write one article with everything that is known about it, through to the disk."""
        async with self._writing():
            await self._check_new(preview)
            name = await self._free_name(preview.name)
            source = f"{ADDED}/{name}"
            note = await self.received.begin(_note(source, preview), Taker(actor.name, actor.kind, actor.user_id))
            try:
                await asyncio.to_thread(self._shelf.put, name, preview.content, preview.written)
            except BaseException:
                with suppress(Exception):  # what cannot be taken back now is when the next one is added
                    await self._undo(source)
                raise
            await self.received.kept(note, _came(note, _told(preview)), guild_id=actor.guild_id)
        return source

    async def _check_new(self, preview: Preview) -> None:
        for same in await self.received.with_content(preview.sha256):
            if await asyncio.to_thread(self._shelf.has, same.source):
                withdrawn = same.source in self._snapshots.withdrawals.sources()
                advice = "Restore it" if withdrawn else "Withdraw or correct that one"
                raise SourceRefused("This very article was added before", where=same.source, advice=advice)

    async def _free_name(self, name: str) -> str:
        """A file name that no article has, had, or stands withdrawn under."""
        withdrawn = self._snapshots.withdrawals.sources()
        for candidate in numbered(name):
            source = f"{ADDED}/{candidate}"
            taken = source in withdrawn or await self.received.of(source) is not None
            if not taken and not await asyncio.to_thread(self._shelf.holds, candidate):
                return candidate
        raise SourceRefused("There is no free name for this article", where=name, advice="Give it another title")

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[None]:
        """Be the one who changes the added articles; what a stopped process left half done is put right first."""
        async with self._turn:
            lock = await asyncio.to_thread(self._locked)
            try:
                await self._recover()
                yield
            finally:
                lock.release()

    def _locked(self) -> Lock:
        path = self._snapshots.folder / "adding.lock"
        lock = acquired(path, seconds=LOCK_SECONDS)
        if lock is None:
            advice = "Wait until it has finished, then try again."
            raise StorageFault(
                "Another process has been adding an article for a minute", where=str(path), advice=advice
            )
        return lock

    async def _recover(self) -> None:
        for each in await self.received.unfinished():
            if await asyncio.to_thread(self._shelf.has, each.source):  # it got its name last: it is whole
                await self.received.kept(each, _came(each, {"title": each.title}))
            else:
                await self._undo(each.source)

    async def _undo(self, source: str) -> None:
        if await asyncio.to_thread(self._shelf.has, source):
            return
        await asyncio.to_thread(self._shelf.take_back, source)
        await self.received.forget(source)

    async def _withdrawn(self, source: str) -> Source:
        if source not in await asyncio.to_thread(self._snapshots.withdrawals.sources):
            advice = "Withdraw it first; see: onrecord source list withdrawn"
            raise SourceUnknown("This article is not withdrawn", where=source, advice=advice)
        return await self._catalogue.source(source)

    async def _changed(self, source: str, title: str | None, actor: Actor) -> Changed:
        outcome, notice = await self._refreshed(actor)
        return Changed(source, title, outcome, notice)

    async def _refreshed(self, actor: Actor) -> tuple[RefreshOutcome | None, str | None]:
        """Refresh; where somebody else is at it, after them. A fault leaves the change on the disk and is told."""
        for _ in range(_LOOKS):
            try:
                return await self._refreshes.refresh(actor), None
            except RefreshBusy as busy:
                notice = str(busy)
                await asyncio.sleep(_PAUSE)
            except IndexFault as fault:
                return None, str(fault)
        return None, notice


def _note(source: str, preview: Preview) -> Received:
    return Received(
        source=source,
        state="adding",
        origin=preview.origin,
        place=preview.place,
        address=preview.address,
        received_at=preview.received_at,
        by_name="",
        by_kind="",
        sha256=preview.sha256,
        size=preview.size,
        title=preview.title,
    )


def _came(note: Received, after: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """What the audit trail says of an article that was taken in."""
    return {"after": after, "origin": note.origin, "place": note.place, "sha256": note.sha256}


def _told(described: Preview | Source | Metadata) -> dict[str, JsonValue]:
    names = ("title", "publisher", "published", "url")
    values = {name: getattr(described, name) for name in names}
    return {name: None if value is None else str(value) for name, value in values.items()}
