"""Refresh the index as moderators do it: prepare aside, ask the golden questions, hold or switch, take back.

One at a time over all processes; questions are answered from the old generation until the new one can answer, and
"switched" is only said then. Whatever fails, the generation in use goes on answering. Refuses to render anything.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import JsonValue

from bot.errors import NothingHeld
from bot.memory import utc_now
from bot.moderation.actors import Actor
from bot.moderation.gate import GateReport, asked_of, reasons
from bot.moderation.held import Held, held_in, hold
from bot.moderation.refreshing.turns import turn
from bot.moderation.refreshing.values import Kept, Outcome
from bot.moderation.trail import record
from bot.service import Ready, Service
from bot.settings import Settings
from bot.store import Store
from index import holding
from index.comparing import RefreshReport, compare
from index.errors import GenerationFault, IndexFault, StorageFault
from index.generation import Generation
from index.preparing import Aside, PreparedAside
from index.refresh import Progress, state_of

if TYPE_CHECKING:
    from bot.answering import Answerer

Clock = Callable[[], datetime]

#: Who does not switch to what a moderator decided against, nor to what waits for one.
_UNATTENDED = ("schedule", "watch")


class Refreshes:
    """What moderators do to the index of one service."""

    def __init__(self, service: Service, store: Store, settings: Settings, *, clock: Clock = utc_now) -> None:
        self._service = service
        self._store = store
        self._settings = settings
        self._clock = clock
        self._snapshots = service.snapshots
        self._folder = service.snapshots.folder

    async def refresh(self, actor: Actor, *, progress: Progress | None = None, confirmed: bool = False) -> Outcome:
        """Bring the index up to its articles; ``confirmed`` switches also where it would be held.

        ``progress`` is called in the event loop. Raises RefreshBusy, and what the index's errors name.
        """
        began = time.perf_counter()
        async with self._turn(actor):
            before = await asyncio.to_thread(self._before)
            report = await asyncio.to_thread(self._unchanged, actor, before)
            if report:
                return Outcome(report=report, seconds=time.perf_counter() - began)
            prepared = await self._prepared(progress)
            return await self._decided(actor, prepared, before, confirmed=confirmed, began=began)

    def held(self) -> Held | None:
        """What waits for a moderator."""
        found = held_in(self._snapshots)
        return found[0] if found else None

    async def confirm(self, actor: Actor) -> Outcome:
        """Let what is held answer. Raises NothingHeld."""
        began = time.perf_counter()
        async with self._turn(actor):
            held, signature = self._waiting()
            ready = await asyncio.to_thread(self._service.ready, held.generation)
            report = await asyncio.to_thread(self._switch, ready, held.report, signature)
            await self._record(actor, "refresh.confirmed", report)
            return Outcome(report=report, gate=held.gate, seconds=time.perf_counter() - began)

    async def discard(self, actor: Actor) -> Held:
        """Forget what is held; nothing switches to that state of the folder by itself. Raises NothingHeld."""
        async with self._turn(actor):
            held, signature = self._waiting()
            await asyncio.to_thread(self._forget, held.generation, signature)
            await self._record(actor, "refresh.discarded", held.report)
            return held

    def history(self) -> list[Kept]:
        """The generations on disk that have answered, the one that was put to use last first."""
        current = self._snapshots.current()
        return [self._kept(name, current) for name in self._snapshots.used()]

    async def rollback(self, name: str, actor: Actor) -> Outcome:
        """Answer from a kept generation again; the folder as it is now is not taken in again by itself."""
        began = time.perf_counter()
        async with self._turn(actor):
            before = await asyncio.to_thread(self._before)
            ready = await asyncio.to_thread(self._service.ready, name)
            report = await asyncio.to_thread(self._rolled_back, before, ready)
            await self._record(actor, "index.rollback", report)
            return Outcome(report=report, seconds=time.perf_counter() - began)

    async def repair(self, actor: Actor) -> Outcome:
        """Build the current generation anew from the articles, whatever is there, and let it answer."""
        began = time.perf_counter()
        async with self._turn(actor):
            before = await asyncio.to_thread(self._before)
            prepared = await self._prepared(None, force=True)
            return await self._decided(actor, prepared, before, confirmed=True, began=began, action="index.repaired")

    async def _prepared(self, progress: Progress | None, *, force: bool = False) -> PreparedAside:
        loop = asyncio.get_running_loop()
        aside = Aside(self._settings.corpus, self._settings.data, force=force)

        def told(doing: str, done: int, of: int) -> None:
            if progress:
                loop.call_soon_threadsafe(progress, doing, done, of)

        try:
            return await asyncio.to_thread(aside.result, told)
        except BaseException:
            aside.stop()
            raise

    async def _decided(
        self,
        actor: Actor,
        prepared: PreparedAside,
        before: Generation | None,
        *,
        confirmed: bool,
        began: float,
        action: str = "refresh.switched",
    ) -> Outcome:
        report = prepared.report
        ready = await asyncio.to_thread(self._service.ready, report.generation_after or "")
        asked: GateReport | None = None
        faults: tuple[str, ...] = ()
        if report.generation_after != report.generation_before:
            asked, faults = await asyncio.to_thread(self._gate, before, ready)
        why = reasons(report, asked, most_lost=self._settings.refresh_most_lost) + faults
        why = () if confirmed else why
        if why:
            await asyncio.to_thread(self._hold, actor, prepared, asked, why)
            await self._record(actor, "refresh.held", report, reasons=list(why))
        else:
            report = await asyncio.to_thread(self._switch, ready, report, prepared.signature)
            if report.switched or action != "refresh.switched":
                await self._record(actor, action, report)
        return Outcome(report=report, gate=asked, held=why, seconds=time.perf_counter() - began)

    @asynccontextmanager
    async def _turn(self, actor: Actor) -> AsyncIterator[None]:
        """Be the one who changes the index; the lock's files are touched in a thread."""
        held = turn(self._folder, actor, self._clock)
        await asyncio.to_thread(held.__enter__)
        try:
            yield
        finally:
            await asyncio.to_thread(held.__exit__, None, None, None)

    def _before(self) -> Generation | None:
        """The generation that answers, another process's where that switched meanwhile; nothing where none can."""
        if self._snapshots.current() is None:
            return None
        try:
            before = self._service.opened(refresh_first=False)
        except GenerationFault:
            return None
        with suppress(IndexFault):  # what is in use answers as well as before
            self._service.use_current()
            before = self._service.opened()
        return before.built

    def _unchanged(self, actor: Actor, before: Generation | None) -> RefreshReport | None:
        if before is None or before.name != self._snapshots.current():
            return None
        state = self._state(before)
        if self._snapshots.seen() == state:
            holding.release(self._folder)  # what waited was of another state of the folder
            return compare(before, before)
        undecided = actor.kind in _UNATTENDED and holding.is_set_aside(self._folder, state)
        return compare(before, before) if undecided else None

    def _state(self, before: Generation | None) -> str:
        return state_of(self._settings.corpus, before, without=self._service.withdrawn())

    def _gate(self, before: Generation | None, ready: Ready) -> tuple[GateReport | None, tuple[str, ...]]:
        def answerers() -> "tuple[Answerer | None, Answerer]":
            return self._service.answerer if before else None, self._service.answerer_of(ready)

        return asked_of(self._settings.corpus, self._snapshots, answerers)

    def _hold(self, actor: Actor, prepared: PreparedAside, asked: GateReport | None, why: tuple[str, ...]) -> None:
        name = prepared.report.generation_after or ""
        held = Held(
            generation=name, since=self._clock(), by=str(actor), reasons=why, report=prepared.report, gate=asked
        )
        hold(self._snapshots, held, prepared.signature)

    def _switch(self, ready: Ready, report: RefreshReport, signature: str) -> RefreshReport:
        """Let a generation answer: on disk first, so that a crash in between leaves the newer one to the next start."""
        name = ready.built.name
        if name != self._snapshots.current():
            self._snapshots.switch(name)
        with suppress(StorageFault):  # the next refresh looks again, that is all
            self._snapshots.mark_seen(name, signature)
            holding.release(self._folder)
        self._service.take(ready)
        return report.model_copy(update={"switched": report.generation_before != name})

    def _rolled_back(self, before: Generation | None, ready: Ready) -> RefreshReport:
        report = compare(before, ready.built)
        self._snapshots.switch(ready.built.name)
        with suppress(IndexFault):  # where the folder is away there is nothing that could be taken in
            holding.set_aside(self._folder, self._state(before))
        self._service.take(ready)
        return report.model_copy(update={"switched": report.generation_before != report.generation_after})

    def _waiting(self) -> tuple[Held, str]:
        found = held_in(self._snapshots)
        if found is None:
            advice = "See what answers with `onrecord index status`."
            raise NothingHeld("No refresh waits to be confirmed or discarded", where=str(self._folder), advice=advice)
        return found

    def _forget(self, name: str, signature: str) -> None:
        holding.set_aside(self._folder, signature)
        holding.release(self._folder)
        with suppress(StorageFault):  # it is only space
            self._snapshots.remove(name)

    def _kept(self, name: str, current: str | None) -> Kept:
        try:
            manifest = self._snapshots.manifest(name)
        except IndexFault:
            return Kept(name=name, built_at=None, current=name == current, whole=False)
        return Kept(
            name=name,
            built_at=manifest.built_at,
            articles=manifest.statistics.documents,
            sentences=manifest.statistics.sentences,
            current=name == current,
            whole=self._snapshots.is_whole(name),
        )

    async def _record(self, actor: Actor, action: str, report: RefreshReport, **details: JsonValue) -> None:
        counts: dict[str, JsonValue] = {
            name: len(sources)
            for name, sources in (("added", report.added), ("changed", report.changed), ("removed", report.removed))
        }
        stayed = len(report.changed) + len(report.unchanged)
        counts |= {"articles_before": stayed + len(report.removed), "articles_after": stayed + len(report.added)}
        counts |= {"sentences_before": report.sentences_before, "sentences_after": report.sentences_after}
        counts["corpus"] = self._folder.name
        before, after = report.generation_before, report.generation_after
        await record(self._store, actor, action, before=before, after=after, **counts, **details)
