"""The use cases that every adapter calls: ask, check a claim, explain, look around a sentence, build, verify.

Holds the generation in use and swaps it whole: questions are answered while the next one is being built, and one that
was begun ends on the generation it began with. What is withdrawn is left out from the very next question. May be called
from several threads. Prints nothing, and raises only what the index's and the reader's errors name. Refuses to rank or
to render: answering and the adapters do that.
"""

import logging
import threading
from typing import TYPE_CHECKING, NamedTuple

from bot import reporting
from bot.models import Answer, Citation, ClaimCheck, Question
from bot.reports import AsOf, Explanation, Listing, Status
from bot.settings import Settings
from index.alias_file import AliasFile
from index.aliases import AliasEntries
from index.comparing import RefreshReport
from index.errors import IndexFault, StorageFault
from index.generation import Generation
from index.models import Fault, Sentence
from index.opening import open_generation
from index.refresh import MayAnswer, Prepared, Progress, refresh
from index.snapshot import Snapshots
from index.verify import verify

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.answering.aliases import AliasTable
    from bot.reader import Reader

log = logging.getLogger(__name__)


#: A name that no article contains: it is looked for among the spellings of all the others.
_UNKNOWN = "Who is Zzyxquogh?"


class Ready(NamedTuple):
    """A generation that can answer: as it was built, less what is withdrawn, and the answerer over that."""

    built: Generation
    withdrawn: frozenset[str]
    generation: Generation
    answerer: "Answerer | None" = None


class Service:
    """Onrecord over one corpus."""

    def __init__(self, settings: Settings, *, progress: Progress | None = None) -> None:
        self.settings = settings
        #: What the latest opening or refresh found, for whoever wants to tell people.
        self.report: RefreshReport | None = None
        self.snapshots = Snapshots(settings.data, settings.corpus, keep=settings.keep_generations)
        #: The names that moderators hold to be one; a change counts from the next question on.
        self.aliases = AliasFile(settings.corpus, self.snapshots.folder)
        self._progress = progress
        self._opening = threading.RLock()
        self._changing = threading.Lock()
        self._following = threading.Lock()
        self._ready: Ready | None = None
        self._pointer: tuple[int, int] | None = None
        self._reader: Reader | None = None
        self._table: tuple[AliasEntries, AliasTable] | None = None

    @property
    def generation(self) -> Generation:
        """The generation in use, without what is withdrawn: opened, and built or refreshed, when it is first asked."""
        return self._in_use().generation

    @property
    def answerer(self) -> "Answerer":
        """The answerer over the generation in use; the reader is loaded when it is first asked for."""
        ready = self._in_use()
        table = self._names_in_force()
        if ready.answerer is not None and ready.answerer.aliases is table:
            return ready.answerer
        with self._opening:
            ready = self._in_use()
            answerer = ready.answerer or self._answering(ready.generation)
            if answerer is not ready.answerer or answerer.aliases is not table:
                answerer = answerer.with_aliases(table)
                self._ready = ready._replace(answerer=answerer)
            return answerer

    def answerer_of(self, ready: Ready) -> "Answerer":
        """The answerer of a generation that is not in use yet."""
        return ready.answerer or self._answering(ready.generation)

    @property
    def edition(self) -> str:
        """What an answer depends on besides its question: equal editions answer alike.

        That is the generation, what is withdrawn from it, and the names that are taken for one. Costs a look at the
        disk, whatever has changed.
        """
        self._follow()
        ready = self._ready or self.opened()
        names = self._names_in_force()
        return "\n".join([ready.built.name, *([names.version] if names else []), *sorted(self.withdrawn())])

    def withdrawn(self) -> frozenset[str]:
        """The sources that must not be quoted, as of now; what another process withdrew is among them."""
        try:
            return self.snapshots.withdrawals.sources()
        except StorageFault:
            if self._ready is None:  # nobody knows what must not be quoted
                raise
            return self._ready.withdrawn

    def ask(self, question: Question) -> Answer:
        """Answer one question, or decline it with a reason."""
        self._follow()
        return self.answerer.answer(question)

    def check(self, text: str) -> ClaimCheck:
        """Hold a message's claims against the articles."""
        self._follow()
        return self.answerer.check(text)

    def explain(self, question: Question) -> Explanation:
        """How the sentences for a question were ranked."""
        return reporting.explanation(self.answerer, question)

    def context(self, citation: Citation, sentences: int = 2) -> list[Sentence]:
        """The sentences around a citation and its own, in reading order; none where it is no longer in the index."""
        generation = self.generation
        if citation.source not in generation.by_source:
            return []
        position = generation.position_at(citation.source, citation.start)
        if position is None:
            return []
        return [generation.sentence(at) for at in generation.window(position, sentences, sentences)]

    def sources(self) -> Listing:
        """The articles of the generation in use, and what was left out of it."""
        return reporting.listing(self.generation)

    def as_of(self) -> AsOf:
        """What answers are drawn from at the moment."""
        return reporting.as_of(self.generation)

    def status(self) -> Status:
        """Which index is on disk, without building or refreshing one."""
        return reporting.status(self.settings, self.snapshots)

    def verify(self) -> list[Fault]:
        """Check every stored sentence of the index on disk against its article, without building or refreshing."""
        return verify(self.snapshots.load(), self.settings.corpus)

    def build(self) -> RefreshReport:
        """Build the index anew, whatever is there, and use it."""
        return self._refreshed(force=True, reasons=None)

    def refresh(self) -> RefreshReport:
        """Bring the index up to its articles, and use it, whatever it loses: somebody asked for it."""
        return self._refreshed(force=False, reasons=None)

    def freshen(self) -> str | None:
        """Take in articles that have changed, where that is wanted; a sentence for people where there is news.

        What would lose much or break a golden question waits for a moderator; that is news, once.
        A fault leaves the index in use as it is: it is news too, and no reason not to answer.
        """
        if not self.settings.refresh or self._ready is None:
            return None
        try:
            return reporting.news(self._refreshed(force=False, reasons=self._reasons))
        except IndexFault as fault:
            return str(fault)

    def ready(self, name: str) -> Ready:
        """Load a generation on disk and make it ready to answer, beside the one in use."""
        return self._made_ready(self.snapshots.load(name))

    def take(self, ready: Ready) -> None:
        """Answer from what was made ready, from the next question on."""
        with self._opening:
            self._pointer = self._look()
            self._switch_to(ready)

    def use(self, name: str) -> None:
        """Answer from a generation on disk; the one in use answers until the other one can."""
        self.take(self.ready(name))

    def use_current(self) -> bool:
        """Take up the generation that another process switched to; whether there was one."""
        with self._changing:
            pointer = self._look()
            if self._ready is None or pointer == self._pointer:
                return False
            name = self.snapshots.current()
            if name is None or name == self._ready.built.name:
                self._pointer = pointer
                return False
            self.use(name)
            return True

    def _follow(self) -> None:
        """Look whether another process has switched, and take that up aside: no question waits for it."""
        if self._ready is None or self._look() == self._pointer or not self._following.acquire(blocking=False):
            return
        threading.Thread(target=self._taken_up, name="taking up a generation", daemon=True).start()

    def _taken_up(self) -> None:
        pointer = self._look()
        try:
            self.use_current()
        except IndexFault as fault:
            log.warning("the index that another process switched to cannot be used: %s", fault)
            self._pointer = pointer  # until it is switched again
        finally:
            self._following.release()

    def _look(self) -> tuple[int, int] | None:
        try:
            status = (self.snapshots.folder / "current").stat()
        except OSError:  # what is loaded answers, whatever happens to the disk
            return self._pointer
        return status.st_ino, status.st_mtime_ns

    def _in_use(self) -> Ready:
        ready = self._ready
        if ready is None:
            ready = self.opened()
        withdrawn = self.withdrawn()
        return ready if withdrawn == ready.withdrawn else self._withdrawn_from(ready, withdrawn)

    def opened(self, *, refresh_first: bool | None = None) -> Ready:
        """The generation in use; opened when it is first asked for, refreshed then unless that is not wanted."""
        with self._opening:
            if self._ready is None:
                built, self.report = open_generation(
                    self.settings.corpus,
                    self.settings.data,
                    refresh_first=self.settings.refresh if refresh_first is None else refresh_first,
                    keep=self.settings.keep_generations,
                    progress=self._progress,
                    reasons=self._reasons,
                )
                self._pointer = self._look()
                withdrawn = self.withdrawn()
                self._ready = Ready(built, withdrawn, built.without(withdrawn))
            return self._ready

    def _withdrawn_from(self, ready: Ready, withdrawn: frozenset[str]) -> Ready:
        with self._opening:
            if self._ready is not None and self._ready.withdrawn == withdrawn:
                return self._ready
            current = self._ready or ready
            there = current.built.documents.sources.keys()
            if current.withdrawn & there == withdrawn & there:
                self._ready = current._replace(withdrawn=withdrawn)
            else:
                generation = current.built.without(withdrawn)
                self._switch_to(Ready(current.built, withdrawn, generation, self._answering(generation)))
            return self._ready or ready

    def _switch_to(self, ready: Ready) -> None:
        """Answer from other sentences; the reader forgets afterwards, or a question meanwhile would remind it."""
        self._ready = ready
        if self._reader is not None:
            self._reader.forget()

    def _refreshed(self, *, force: bool, reasons: MayAnswer | None) -> RefreshReport:
        with self._changing:
            before = self._ready.built if self._ready else None
            self.report = refresh(
                self.settings.corpus,
                self.snapshots,
                before=before,
                force=force,
                progress=self._progress,
                reasons=reasons,
            )
            if before and before.name != self.report.generation_after:
                self.take(self._made_ready(self.snapshots.load()))
            return self.report

    def _reasons(self, before: Generation, prepared: Prepared) -> tuple[str, ...]:
        """Why a generation that nobody asked for must wait for a moderator; it is on disk then, for them to decide."""
        from bot.moderation import automatic

        withdrawn = self.withdrawn()
        return automatic.held_back(
            self.settings,
            self.snapshots,
            prepared,
            lambda: (self._answering(before.without(withdrawn)), self._answering(prepared.generation)),
        )

    def _names_in_force(self) -> "AliasTable":
        """The alias table as of now: another object where the file has changed."""
        entries = self.aliases.in_force()
        known = self._table
        if known is None or known[0] is not entries:
            from bot.answering.aliases import AliasTable

            known = self._table = (entries, AliasTable(entries.groups))
        return known[1]

    def _made_ready(self, built: Generation) -> Ready:
        withdrawn = self.withdrawn()
        generation = built.without(withdrawn)
        wanted = self._ready is not None and self._ready.answerer is not None
        answerer = self._answering(generation) if wanted else None
        if answerer:
            answerer.read(_UNKNOWN)  # what the first question would have to work out is worked out before the switch
        return Ready(built, withdrawn, generation, answerer)

    def _answering(self, generation: Generation) -> "Answerer":
        from bot.answering import Answerer

        if self.settings.reader and self._reader is None:
            from bot.reader import OnnxReader

            self._reader = OnnxReader.load()
        table = self._names_in_force()
        return Answerer(generation, reader=self._reader, threshold=self.settings.threshold, aliases=table)
