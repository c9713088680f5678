"""The default engine: BM25 by ``rank_bm25``, flattened once so that a query touches only sentences that match.

``rank_bm25`` owns the statistics and the formula (``BM25Plus``); its term weights are laid out term by term in arrays.
A sentence's rank is its own score plus a share of its passage's. Scores equal ``rank_bm25``'s ``get_scores`` to 1e-9,
but hits are kept by shared term, since that function also scores sentences that match nothing. Refuses to read files:
arrays come in and go out. Searching needs the arrays alone: ``rank_bm25`` is imported when an index is built.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.engine import WeightedTerm
from index.models import Hit, Ranking, Statistics
from index.postings import Floats, Integers, Postings, empty

#: Length normalisation. Sentences differ little in kind, so length says less than it does of whole articles.
SENTENCE_B = 0.3
PASSAGE_B = 0.75
#: What a passage's score adds to each of its sentences.
PASSAGE_WEIGHT = 0.5


class EmbeddedEngine:
    """Ranks sentences in this process, from arrays in memory (or mapped from disk)."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        sentences: Postings,
        passages: Postings,
        passage_of: NDArray[np.int32],
        statistics: Statistics,
        generation: str = "",
        within: NDArray[np.bool_] | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._within = within
        self._sentences = sentences
        self._passages = passages
        self._passage_of = passage_of
        self._statistics = statistics
        self._generation = generation

    @classmethod
    def build(
        cls,
        sentences: Sequence[Sequence[str]],
        passage_of: Sequence[int],
        *,
        documents: int = 1,
        generation: str = "",
    ) -> Self:
        """Index the terms of each sentence; ``passage_of`` numbers the passage of each, ascending from 0."""
        vocabulary, terms = number(list(chain.from_iterable(sentences)))
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        return cls.from_terms(
            vocabulary, terms, lengths, np.asarray(passage_of, np.int32), documents=documents, generation=generation
        )

    @classmethod
    def from_terms(
        cls,
        vocabulary: Sequence[str],
        terms: NDArray[np.int32],
        lengths: Integers,
        passage_of: NDArray[np.int32],
        *,
        documents: int = 1,
        generation: str = "",
    ) -> Self:
        """Index numbered terms (see :func:`number`), sentence after sentence; ``lengths`` counts those of each."""
        from index.weighting import postings

        statistics = Statistics(
            documents=documents,
            sentences=len(lengths),
            passages=int(passage_of.max(initial=-1)) + 1,
            terms=len(vocabulary),
            average_sentence_length=len(terms) / max(1, len(lengths)),
        )
        owners = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        size = len(vocabulary)
        return cls(
            _numbered(vocabulary),
            postings(terms, owners, units=statistics.sentences, vocabulary=size, b=SENTENCE_B),
            postings(terms, passage_of[owners], units=statistics.passages, vocabulary=size, b=PASSAGE_B),
            passage_of,
            statistics,
            generation,
        )

    @classmethod
    def from_arrays(
        cls,
        vocabulary: Sequence[str],
        arrays: Mapping[str, NDArray[np.generic]],
        statistics: Statistics,
        generation: str,
    ) -> Self:
        """Restore an engine from what :meth:`arrays` gave and the vocabulary in its order."""

        def field(name: str) -> Postings:
            return Postings(*(arrays[f"{name}_{part}"] for part in Postings._fields))  # type: ignore[arg-type]

        owners = np.asarray(arrays["passage_of"], np.int32)
        return cls(_numbered(vocabulary), field("sentence"), field("passage"), owners, statistics, generation)

    def within(self, sentences: NDArray[np.bool_]) -> "EmbeddedEngine":
        """An engine over the same arrays that finds and counts only the sentences that are marked."""
        return EmbeddedEngine(
            self._vocabulary,
            self._sentences,
            self._passages,
            self._passage_of,
            self._statistics,
            self._generation,
            sentences,
        )

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Everything but the vocabulary, as named arrays for saving."""
        fields = {"sentence": self._sentences, "passage": self._passages}
        named: dict[str, NDArray[np.generic]] = {"passage_of": self._passage_of}
        for name, field in fields.items():
            named |= {f"{name}_{part}": getattr(field, part) for part in Postings._fields}
        return named

    @property
    def generation(self) -> str:
        """The name of the generation that is searched."""
        return self._generation

    @property
    def statistics(self) -> Statistics:
        """How much there is to search."""
        return self._statistics

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every term of the index and its number, in alphabetical order."""
        return self._vocabulary

    def document_frequency(self, term: str) -> int:
        """The number of sentences that contain a term; 0 where none does."""
        number = self._vocabulary.get(term)
        if number is None:
            return 0
        if self._within is not None:
            return int(np.count_nonzero(self._within[self._sentences.units[self._sentences.of(number)]]))
        return int(self._sentences.starts[number + 1] - self._sentences.starts[number])

    def search(self, query: Sequence[WeightedTerm], k: int = 100, *, passage_weight: float = PASSAGE_WEIGHT) -> Ranking:
        """Rank the ``k`` best sentences that share a term with the query, best first, ties in reading order."""
        touched, sentence_scores = self.sentence_scores(query)
        if not len(touched) or k < 1:
            return Ranking(generation=self._generation)
        passages = _scores(self._passages, self._known(query), self._statistics.passages)
        neighbourhood = passages[self._passage_of[touched]]
        total = sentence_scores + passage_weight * neighbourhood
        best = _best(touched, total, k)
        hits = tuple(
            Hit(
                sentence=int(touched[i]),
                score=float(total[i]),
                rank=rank,
                sentence_score=float(sentence_scores[i]),
                neighbourhood_score=float(neighbourhood[i]),
            )
            for rank, i in enumerate(best, start=1)
        )
        return Ranking(generation=self._generation, hits=hits)

    def sentence_scores(self, query: Sequence[WeightedTerm]) -> tuple[Integers, Floats]:
        """Positions of the sentences that share a term with the query, ascending, and their BM25+ scores."""
        known = self._known(query)
        if not known:
            return empty(np.int64), empty(np.float64)
        marks = np.zeros(self._statistics.sentences, bool)
        for term, _ in known:
            marks[self._sentences.units[self._sentences.of(term)]] = True
        if self._within is not None:
            marks &= self._within
        touched = np.flatnonzero(marks)
        return touched, _scores(self._sentences, known, self._statistics.sentences)[touched]

    def _known(self, query: Sequence[WeightedTerm]) -> list[tuple[int, float]]:
        return [(self._vocabulary[q.term], q.weight) for q in query if q.term in self._vocabulary]


def _scores(field: Postings, query: Sequence[tuple[int, float]], units: int) -> Floats:
    scores = np.full(units, sum(weight * float(field.bounds[term]) for term, weight in query))
    for term, weight in query:
        span = field.of(term)
        scores[field.units[span]] += weight * field.weights[span]
    return scores


def _best(touched: Integers, scores: Floats, k: int) -> Integers:
    """Indices of the ``k`` best, by falling score, then position; ties at the edge are decided by position too."""
    candidates = np.arange(len(scores))
    if len(scores) > k:
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
        candidates = np.flatnonzero(scores >= edge)
    order = np.lexsort((touched[candidates], -scores[candidates]))
    best: Integers = candidates[order][:k]
    return best


def number(terms: Sequence[str]) -> tuple[list[str], NDArray[np.int32]]:
    """Number terms alphabetically: every different one in order, and the number of each."""
    vocabulary = sorted(set(terms))
    numbers = _numbered(vocabulary)
    return vocabulary, np.fromiter(map(numbers.__getitem__, terms), np.int32, len(terms))


def _numbered(vocabulary: Sequence[str]) -> dict[str, int]:
    return dict(zip(vocabulary, range(len(vocabulary)), strict=True))
