"""A reader for tests: real, small and predictable. It reads by counting words that question and sentence share."""

import re
from collections.abc import Sequence

from bot.reader import Passage, SentenceReading, SpanCandidate
from index.terms import terms

_RUN = re.compile(r"[A-Z][\w’-]*(?: [A-Z][\w’-]*)*|\d[\d,]*")


class OverlapReader:
    """Relevance is the number of shared terms, less one; spans are the capitalised words and numbers, in order."""

    version = "overlap-1"

    def skim(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """See nothing beyond what word matching sees."""
        return [0.0] * len(passages)

    def forget(self) -> None:
        """Nothing is kept."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """Read every sentence of every passage by itself."""
        asked = set(terms(question))
        return [[self._reading(asked, sentence) for sentence in passage.sentences] for passage in passages]

    @staticmethod
    def _reading(asked: set[str], sentence: str) -> SentenceReading:
        shared = len(asked & set(terms(sentence)))
        runs = [m for m in _RUN.finditer(sentence) if not asked & set(terms(m.group()))][:5]
        spans = tuple(SpanCandidate(m.start(), m.end(), float(shared - n)) for n, m in enumerate(runs))
        return SentenceReading(float(shared - 1), spans)
