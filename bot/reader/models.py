"""What goes into a reader and what comes out: plain values, and the protocol that every reader keeps.

Offsets are characters of the sentence that was sent, half-open: ``sentence[span.start:span.end]`` is the span.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Passage(NamedTuple):
    """Consecutive sentences of one document, as ``windows`` cuts them, with the document's title where it has one."""

    title: str | None
    sentences: tuple[str, ...]


class SpanCandidate(NamedTuple):
    """A possible short answer: a slice of its sentence, and the sum of its start and end logits."""

    start: int
    end: int
    score: float


class SentenceReading(NamedTuple):
    """What the reader thinks of one sentence.

    ``relevance`` is a logit: zero is even odds that the sentence answers the question. ``spans`` are best first, at
    most five, and empty where no word was read. Their scores compare across sentences of one question.
    """

    relevance: float
    spans: tuple[SpanCandidate, ...]


class Reader(Protocol):
    """Reads passages for a question. Deterministic; may be called from several threads at once; never raises."""

    version: str

    def skim(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """Tell at a glance how much each passage speaks of what is asked.

        One number per passage, on a scale where 1 counts as much as the best BM25 score of the question.
        """
        ...

    def forget(self) -> None:
        """Drop what is kept of texts: called when other articles answer, so that what was purged is gone here too."""
        ...

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """Return one reading per sentence, in the shape of ``passages``."""
        ...
