"""The default engine: BM25 by ``rank_bm25``, flattened once so that a query touches only sentences that match.

``rank_bm25`` owns the statistics and the formula (``BM25Plus``); its term weights are laid out term by term in arrays.
A sentence's rank is its own score plus a share of its passage's. Scores equal ``rank_bm25``'s ``get_scores`` to 1e-9,
but hits are kept by shared term, since that function also scores sentences that match nothing. Refuses to read files:
arrays come in and go out. The one module that imports ``rank_bm25``.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from index.engine import WeightedTerm
from index.models import Hit, Ranking, Statistics

#: Term frequency saturation, as in Lucene (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework").
K1 = 1.2
#: Length normalisation. Sentences differ little in kind, so length says less than it does of whole articles.
SENTENCE_B = 0.3
PASSAGE_B = 0.75
#: The lower bound that BM25+ adds for a matching term (Lv & Zhai 2011).
DELTA = 1.0
#: What a passage's score adds to each of its sentences.
PASSAGE_WEIGHT = 0.5

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)


class Postings(NamedTuple):
    """Term weights of one field, term by term: those of term ``t`` are at ``[starts[t]:starts[t + 1]]``.

    ``units`` are positions of sentences (or passages), ascending within a term; ``weights`` their scores for that
    term without the lower bound; ``bounds`` holds δ·idf of each term, which ``rank_bm25`` adds to every unit.
    """

    starts: Integers
    units: NDArray[np.int32]
    weights: Floats
    bounds: Floats

    def of(self, term: int) -> slice:
        """Where the postings of a term stand."""
        return slice(int(self.starts[term]), int(self.starts[term + 1]))


def postings(units: Sequence[Sequence[str]], vocabulary: Mapping[str, int], *, b: float) -> Postings:
    """Score every term of every unit with ``rank_bm25`` and lay the scores out by term."""
    if not any(units):  # rank_bm25 divides by the average length
        return Postings(
            np.zeros(len(vocabulary) + 1, np.int64), _empty(np.int32), _empty(np.float64), _empty(np.float64)
        )
    model = BM25Plus(units, k1=K1, b=b, delta=DELTA)
    counts = np.fromiter(map(len, model.doc_freqs), np.int64, len(units))
    total = int(counts.sum())
    terms = np.fromiter((vocabulary[t] for t in chain.from_iterable(model.doc_freqs)), np.int32, total)
    frequencies = np.fromiter(chain.from_iterable(d.values() for d in model.doc_freqs), np.float64, total)
    idf = np.zeros(len(vocabulary))
    for term, value in model.idf.items():
        idf[vocabulary[term]] = value
    lengths = np.repeat(K1 * (1 - b + b * np.asarray(model.doc_len, np.float64) / model.avgdl), counts)
    weights = idf[terms] * (frequencies * (K1 + 1) / (lengths + frequencies))
    by_term = np.argsort(terms, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(terms, minlength=len(vocabulary)))))
    owners = np.repeat(np.arange(len(units), dtype=np.int32), counts)
    return Postings(starts.astype(np.int64), owners[by_term], weights[by_term], DELTA * idf)


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
    ) -> None:
        self._vocabulary = vocabulary
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
        vocabulary = {term: i for i, term in enumerate(sorted(set(chain.from_iterable(sentences))))}
        passages = _joined(sentences, passage_of)
        statistics = Statistics(
            documents=documents,
            sentences=len(sentences),
            passages=len(passages),
            terms=len(vocabulary),
            average_sentence_length=sum(map(len, sentences)) / max(1, len(sentences)),
        )
        return cls(
            vocabulary,
            postings(sentences, vocabulary, b=SENTENCE_B),
            postings(passages, vocabulary, b=PASSAGE_B),
            np.asarray(passage_of, np.int32),
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

        numbered = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
        owners = np.asarray(arrays["passage_of"], np.int32)
        return cls(numbered, field("sentence"), field("passage"), owners, statistics, generation)

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
        return int(self._sentences.starts[number + 1] - self._sentences.starts[number])

    def search(self, query: Sequence[WeightedTerm], k: int = 100) -> Ranking:
        """Rank the ``k`` best sentences that share a term with the query, best first, ties in reading order."""
        touched, sentence_scores = self.sentence_scores(query)
        if not len(touched) or k < 1:
            return Ranking(generation=self._generation)
        passage_scores = _dense(self._passages, self._known(query), self._statistics.passages)
        neighbourhood = passage_scores[self._passage_of[touched]]
        total = sentence_scores + PASSAGE_WEIGHT * neighbourhood
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
        spans = [self._sentences.of(term) for term, _ in known]
        if not spans:
            return _empty(np.int64), _empty(np.float64)
        marks = np.zeros(self._statistics.sentences, bool)
        for span in spans:
            marks[self._sentences.units[span]] = True
        touched = np.flatnonzero(marks)
        return touched, _dense(self._sentences, known, self._statistics.sentences)[touched]

    def _known(self, query: Sequence[WeightedTerm]) -> list[tuple[int, float]]:
        return [(self._vocabulary[q.term], q.weight) for q in query if q.term in self._vocabulary]


def _dense(field: Postings, query: Iterable[tuple[int, float]], units: int) -> Floats:
    scores = np.zeros(units)
    for term, weight in query:
        span = field.of(term)
        scores[field.units[span]] += weight * field.weights[span]
        scores += weight * field.bounds[term]
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


def _joined(sentences: Sequence[Sequence[str]], passage_of: Sequence[int]) -> list[list[str]]:
    joined: list[list[str]] = [[] for _ in range(max(passage_of, default=-1) + 1)]
    for terms, passage in zip(sentences, passage_of, strict=True):
        joined[passage] += terms
    return joined


def _empty(kind: type[Scalar]) -> NDArray[Scalar]:
    return np.zeros(0, kind)
