"""Weigh terms by ``rank_bm25``: its statistics and its BM25+ formula, laid out term by term.

The one module that imports ``rank_bm25``; only what builds an index imports this one. Refuses to search.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from index.postings import Integers, Postings, empty

#: Term frequency saturation, as in Lucene (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework").
K1 = 1.2
#: The lower bound that BM25+ adds for a matching term (Lv & Zhai 2011).
DELTA = 1.0


class _Statistics(BM25Plus):  # type: ignore[misc]
    """``rank_bm25`` over counts made elsewhere: its own loop over terms takes longer than all other indexing."""

    def __init__(self, lengths: Integers, document_frequencies: Integers, *, b: float) -> None:
        self._lengths, self._document_frequencies = lengths.tolist(), document_frequencies.tolist()
        super().__init__((), k1=K1, b=b, delta=DELTA)

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[int, int]:  # noqa: ARG002
        self.doc_len = self._lengths
        self.corpus_size = len(self.doc_len)
        self.avgdl = sum(self.doc_len) / self.corpus_size
        return dict(enumerate(self._document_frequencies))


def postings(terms: NDArray[np.int32], owners: NDArray[np.int32], *, units: int, vocabulary: int, b: float) -> Postings:
    """Score every term of every unit by ``rank_bm25``'s formula and lay the scores out by term.

    ``terms`` are term numbers below ``vocabulary``, each of which occurs; ``owners`` the unit of each.
    """
    if not len(terms):  # rank_bm25 divides by the average length
        return Postings(np.zeros(vocabulary + 1, np.int64), empty(np.int32), empty(np.float64), empty(np.float64))
    keys, frequencies = np.unique(terms.astype(np.int64) * units + owners, return_counts=True)
    term, unit = np.divmod(keys, units)
    document_frequencies = np.bincount(term, minlength=vocabulary)
    model = _Statistics(np.bincount(owners, minlength=units), document_frequencies, b=b)
    idf = np.fromiter(model.idf.values(), np.float64, vocabulary)
    lengths = (K1 * (1 - b + b * np.asarray(model.doc_len, np.float64) / model.avgdl))[unit]
    weights = idf[term] * (frequencies * (K1 + 1) / (lengths + frequencies))
    starts = np.concatenate(([0], np.cumsum(document_frequencies)))
    return Postings(starts.astype(np.int64), unit.astype(np.int32), weights, DELTA * idf)
