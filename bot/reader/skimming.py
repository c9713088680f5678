"""Tell at a glance which passages are worth reading, by words that are alike without being the same.

Late interaction (Khattab and Zaharia 2020) over static word vectors: each token of the question looks for its closest
token in a passage, and the closeness counts by the token's weight. Vectors and weights were learned
(``bot.reader.train.skim``), so that "brokered" is close to "mediated" and a year is close to "when". A thousandth of
the reader's work; the reader then reads what came out best. Pure; refuses to see text.
"""

import io
import zipfile
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Skim:
    """A vector of ``width`` signed bytes and a weight for each of the tokeniser's tokens; ``scale`` fits it to BM25."""

    def __init__(self, vectors: NDArray[np.int8], weights: NDArray[np.float16], scale: float) -> None:
        self._vectors, self._weights, self._scale = vectors, weights, scale

    @classmethod
    def from_bytes(cls, content: bytes) -> "Skim":
        """Load what ``to_bytes`` wrote. Raises ``ValueError`` where it is something else."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = (f"{name}.npy" for name in ("vectors", "weights", "scale"))
                vectors, weights, scale = (np.load(archive.open(name), allow_pickle=False) for name in names)
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            raise ValueError(f"no archive of vectors, weights and scale: {error}") from error
        if vectors.ndim != 2 or weights.shape != vectors.shape[:1] or scale.shape:
            raise ValueError(f"vectors of shape {vectors.shape} do not fit weights of shape {weights.shape}")
        if (vectors.dtype, weights.dtype) != (np.int8, np.float16) or not np.isfinite([scale, *weights]).all():
            raise ValueError("vectors must be signed bytes, weights and scale finite numbers")
        return cls(vectors, weights, float(scale))

    def __len__(self) -> int:
        """How many tokens are known."""
        return len(self._vectors)

    def to_bytes(self) -> bytes:
        """The arrays as an uncompressed ``npz`` archive."""
        content = io.BytesIO()
        np.savez(content, vectors=self._vectors, weights=self._weights, scale=np.float32(self._scale))
        return content.getvalue()

    def closeness(self, question: Sequence[int], texts: Sequence[Sequence[int]]) -> Floats:
        """``[texts, tokens of the question]``: the cosine of each token's closest in each text, -1 in an empty one."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        close = np.full((len(texts), len(question)), -1, np.float32)
        filled = np.flatnonzero(lengths)
        if not len(question) or not len(filled):
            return close
        tokens = np.concatenate([np.asarray(texts[number], np.int64) for number in filled.tolist()])
        starts = np.cumsum(lengths[filled]) - lengths[filled]
        # Not the operator: BLAS starts threads that go on waiting, and the reader then has half of the processor.
        cosines = np.einsum("td,qd->tq", self._directions(tokens), self._directions(np.asarray(question, np.int64)))
        close[filled] = np.maximum.reduceat(cosines, starts, axis=0)
        return close

    def scores(self, question: Sequence[int], close: Sequence[Floats]) -> list[float]:
        """One score for each passage, whose texts' rows of ``closeness`` are given: comparable with a share of the
        best BM25 score, to which it is added."""
        weights = self._weights[np.asarray(question, np.int64)].astype(np.float32)
        shares = weights / max(float(weights.sum()), 1e-6)
        return [self._scale * float((rows.max(axis=0) * shares).sum()) if len(rows) else 0.0 for rows in close]

    def _directions(self, tokens: NDArray[np.int64]) -> Floats:
        return self._vectors[tokens].astype(np.float32) / np.float32(127)
