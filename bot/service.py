"""The use cases that every adapter calls: ask, check a claim, explain, look around a sentence, build, verify.

Holds the generation in use and swaps it whole: questions are answered while the next one is being built. May be called
from several threads. Prints nothing, and raises only what the index's and the reader's errors name. Refuses to rank or
to render: answering and the adapters do that.
"""

import threading
from typing import TYPE_CHECKING

from bot import reporting
from bot.models import Answer, Citation, ClaimCheck, Question
from bot.reports import AsOf, Explanation, Listing, Status
from bot.settings import Settings
from index.errors import IndexFault
from index.generation import Generation
from index.models import Fault, Sentence
from index.refresh import Progress, RefreshReport, open_generation, refresh
from index.snapshot import Snapshots
from index.verify import verify

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.reader import Reader


class Service:
    """Onrecord over one corpus."""

    def __init__(self, settings: Settings, *, progress: Progress | None = None) -> None:
        self.settings = settings
        #: What the latest opening or refresh found, for whoever wants to tell people.
        self.report: RefreshReport | None = None
        self._snapshots = Snapshots(settings.data, settings.corpus, keep=settings.keep_generations)
        self._progress = progress
        self._opening = threading.RLock()
        self._changing = threading.Lock()
        self._generation: Generation | None = None
        self._answerer: Answerer | None = None
        self._reader: Reader | None = None

    @property
    def generation(self) -> Generation:
        """The generation in use: opened, and built or refreshed where needed, when it is first asked for."""
        with self._opening:
            if self._generation is None:
                self._generation, self.report = open_generation(
                    self.settings.corpus,
                    self.settings.data,
                    refresh_first=self.settings.refresh,
                    keep=self.settings.keep_generations,
                    progress=self._progress,
                )
            return self._generation

    @property
    def answerer(self) -> "Answerer":
        """The answerer over the generation in use; the reader is loaded when it is first asked for."""
        with self._opening:
            if self._answerer is None:
                self._answerer = self._answering(self.generation)
            return self._answerer

    def ask(self, question: Question) -> Answer:
        """Answer one question, or decline it with a reason."""
        return self.answerer.answer(question)

    def check(self, text: str) -> ClaimCheck:
        """Hold a message's claims against the articles."""
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
        return reporting.status(self.settings, self._snapshots)

    def verify(self) -> list[Fault]:
        """Check every stored sentence of the index on disk against its article, without building or refreshing."""
        return verify(self._snapshots.load(), self.settings.corpus)

    def build(self) -> RefreshReport:
        """Build the index anew, whatever is there, and use it."""
        return self._refreshed(force=True)

    def refresh(self) -> RefreshReport:
        """Bring the index up to its articles, and use it."""
        return self._refreshed(force=False)

    def freshen(self) -> str | None:
        """Take in articles that have changed, where that is wanted; a sentence for people where there is news.

        A fault leaves the index in use as it is: it is news too, and no reason not to answer.
        """
        if not self.settings.refresh or self._generation is None:
            return None
        try:
            return reporting.news(self.refresh())
        except IndexFault as fault:
            return str(fault)

    def _refreshed(self, *, force: bool) -> RefreshReport:
        with self._changing:
            self.report = refresh(
                self.settings.corpus, self._snapshots, before=self._generation, force=force, progress=self._progress
            )
            if self._generation and self._generation.name != self.report.generation_after:
                self._use(self._snapshots.load())
            return self.report

    def _use(self, generation: Generation) -> None:
        answerer = self._answering(generation) if self._answerer else None
        with self._opening:
            self._generation, self._answerer = generation, answerer

    def _answering(self, generation: Generation) -> "Answerer":
        from bot.answering import Answerer

        if self.settings.reader and self._reader is None:
            from bot.reader import OnnxReader

            self._reader = OnnxReader.load()
        return Answerer(generation, reader=self._reader, threshold=self.settings.threshold)
