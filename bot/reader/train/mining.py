"""Find hard negatives: what BM25 ranks first for a question, in an open index and about the question's own subject.

BM25 over the project's own terms, sentence plus half its paragraph, for thousands of questions at once as products of
sparse matrices. The product's engine ranks one question at a time; this ranks alike (k1 = 1.2, b = 0.3), in a
batch. Refuses to know which sentence is right.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.reader.train.corpus import Corpus
from index.terms import terms

K1, B, PARAGRAPH_WEIGHT = 1.2, 0.3, 0.5


def mined(corpus: Corpus, depth: int) -> NDArray[np.int32]:
    """``[questions, 2, depth]``: the best sentences of the whole index, and of the subject that a question is about.

    -1 where there are fewer.
    """
    asked = [question.text for question in corpus.questions]
    bm25 = Bm25(corpus.sentences, corpus.paragraphs)
    own = [question.subject for question in corpus.questions]
    first, end = np.searchsorted(corpus.subjects, own), np.searchsorted(corpus.subjects, own, side="right")
    spans = list(zip(first.tolist(), end.tolist(), strict=True))
    anywhere = bm25.rank(asked, depth)
    missing = ((0, 0), (0, depth - anywhere.shape[1]))
    return np.stack([np.pad(anywhere, missing, constant_values=-1), bm25.rank_within(asked, spans, depth)], axis=1)


class Bm25:
    """Ranks the sentences of one corpus for batches of questions."""

    def __init__(self, sentences: Sequence[str], paragraphs: Sequence[int]) -> None:
        self._vocabulary: dict[str, int] = {}
        self._paragraph_of = np.asarray(paragraphs)
        counts = self._counts([terms(sentence) for sentence in sentences], grow=True)
        groups = sparse.csr_matrix(
            (np.ones(len(sentences), np.float32), (self._paragraph_of, np.arange(len(sentences))))
        )
        self._sentences = _weighted(counts).T.tocsr()
        self._paragraphs = _weighted((groups @ counts).tocsr()).T.tocsr()

    def rank(self, questions: Sequence[str], depth: int, *, batch: int = 256) -> NDArray[np.int32]:
        """Return ``[questions, depth]`` sentence numbers, best first; ties in reading order."""
        ranked = []
        for scores in self._scores(questions, batch):
            best = np.argpartition(-scores, depth, axis=1)[:, :depth] if depth < scores.shape[1] else None
            columns = (
                np.sort(best, axis=1) if best is not None else np.tile(np.arange(scores.shape[1]), (len(scores), 1))
            )
            order = np.argsort(-np.take_along_axis(scores, columns, axis=1), axis=1, kind="stable")
            ranked.append(np.take_along_axis(columns, order, axis=1).astype(np.int32))
        return np.concatenate(ranked) if ranked else np.zeros((0, depth), np.int32)

    def rank_within(
        self, questions: Sequence[str], spans: Sequence[tuple[int, int]], depth: int, *, batch: int = 256
    ) -> NDArray[np.int32]:
        """The same among the sentences ``first <= n < end`` of each question's own subject; -1 where it has fewer."""
        ranked = np.full((len(questions), depth), -1, np.int32)
        for at, scores in zip(range(0, len(questions), batch), self._scores(questions, batch), strict=True):
            for row, (first, end) in enumerate(spans[at : at + batch]):
                best = np.argsort(-scores[row, first:end], kind="stable")[:depth]
                ranked[at + row, : len(best)] = best + first
        return ranked

    def _scores(self, questions: Sequence[str], batch: int) -> Iterator[NDArray[np.float32]]:
        for at in range(0, len(questions), batch):
            asked = self._counts([terms(question) for question in questions[at : at + batch]], grow=False)
            scores = (asked @ self._sentences).toarray()
            yield scores + PARAGRAPH_WEIGHT * (asked @ self._paragraphs).toarray()[:, self._paragraph_of]

    def _counts(self, rows: Iterable[list[str]], *, grow: bool) -> sparse.csr_matrix:
        pointers, columns = [0], []
        for row in rows:
            for term in row:
                column = (
                    self._vocabulary.setdefault(term, len(self._vocabulary)) if grow else self._vocabulary.get(term)
                )
                if column is not None:
                    columns.append(column)
            pointers.append(len(columns))
        shape = (len(pointers) - 1, max(1, len(self._vocabulary)))
        counts = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, pointers), shape=shape)
        counts.sum_duplicates()
        return counts


def _weighted(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Turn counts (one row per text) into BM25 weights, with Lucene's never-negative idf."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    holding = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log1p((counts.shape[0] - holding + 0.5) / (holding + 0.5))
    penalty = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1e-9))
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    weights = idf[counts.indices] * counts.data * (K1 + 1) / (counts.data + penalty[rows])
    return sparse.csr_matrix((weights.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
