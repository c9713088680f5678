"""A service for tests of the adapter: answers at once and alike, or when it is told to. What it was asked is kept."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.models import Answer, CheckedClaim, Citation, ClaimCheck, Comparison, Question, Reason
from bot.reports import Article, AsOf, Listing
from index.models import MediaType, Sentence
from index.snapshot import Snapshots

QUOTE = "China offered to mediate between the two countries on Thursday."
GENERATION = "0123456789ab"


@dataclass(frozen=True)
class Named:
    """A generation's name."""

    name: str


class StandInService:
    """Answers every question with one sentence; declines those that contain "unknown"; fails on "boom"."""

    def __init__(self, *, gate: threading.Event | None = None) -> None:
        self.generation = Named(GENERATION)
        self.answerer = self
        #: Of a data folder that is nowhere: nothing is read from it before a moderator does something.
        self.snapshots = Snapshots(Path("nowhere"), Path("nowhere"))
        self.asked: list[Question] = []
        self.checked: list[str] = []
        self.refreshed = 0
        self.gone: frozenset[str] = frozenset()
        self._gate = gate

    def withdrawn(self) -> frozenset[str]:
        """What a test says."""
        return self.gone

    @property
    def edition(self) -> str:
        """The generation alone: nothing is ever withdrawn here."""
        return self.generation.name

    def ask(self, question: Question) -> Answer:
        """Answer as told."""
        self.asked.append(question)
        if self._gate is not None:
            assert self._gate.wait(30)
        if "boom" in question.text:
            raise RuntimeError("boom")
        return declined(question, self.generation.name) if "unknown" in question.text else answered(question)

    def check(self, text: str) -> ClaimCheck:
        """Find one claim."""
        self.checked.append(text)
        claim = CheckedClaim(claim=text, start=0, end=len(text), nearest=(Comparison(citation=citation()),))
        return ClaimCheck(text=text, claims=(claim,), generation=self.generation.name)

    def context(self, cited: Citation, sentences: int = 2) -> list[Sentence]:
        """The sentence alone."""
        place = {"source": cited.source, "start": cited.start, "end": cited.end, "line": cited.line}
        return [Sentence(position=0, text=cited.quote, paragraph=0, order=0, **place)]

    def sources(self) -> Listing:
        """One article."""
        article = Article(source="one.txt", title="A title", media_type=MediaType.TEXT, sentences=1)
        return Listing(generation=self.generation.name, articles=(article,))

    def as_of(self) -> AsOf:
        """This generation."""
        return AsOf(generation=self.generation.name)

    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1


def citation(quote: str = QUOTE) -> Citation:
    """A quotation."""
    return Citation(source="one.txt", title="A title", start=0, end=len(quote), quote=quote, answer_span=(0, 5))


def answered(question: Question, **changes: object) -> Answer:
    """An answer to a question: the follow-up shows what it was taken to mean."""
    understood = f"{question.text} ({question.previous.question})" if question.previous else None
    answer = Answer(
        id="a",
        question=question.text,
        understood=understood,
        status="answered",
        short_answer="China",
        confidence=0.9,
        citations=(citation(), citation("Iran and Pakistan welcomed that.").model_copy(update={"supports": False})),
        generation=GENERATION,
    )
    return answer.model_copy(update=changes)


def declined(question: Question, generation: str = GENERATION) -> Answer:
    """A decline."""
    return Answer(
        id="d",
        question=question.text,
        status="declined",
        confidence=0.1,
        nearest=(citation(),),
        reason=Reason(missing_terms=("unknown",), message="No article mentions “unknown”."),
        generation=generation,
    )


Make = Callable[[], StandInService]
