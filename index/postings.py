"""Term weights of one field, in arrays: what an engine searches and a generation saves. Refuses to compute them."""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

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


def empty(kind: type[Scalar]) -> NDArray[Scalar]:
    """An array of nothing."""
    return np.zeros(0, kind)
