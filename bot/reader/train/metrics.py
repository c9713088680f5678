"""The figures of the evaluation table: pure functions of answers and scores.

Exact match and F1 are SQuAD's own, so that they compare with published figures. Refuses to know how an answer came
about.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np


def normalized(answer: str) -> str:
    """Lower case, without punctuation, articles and surplus spaces.

    >>> normalized("The  Foreign Office.")
    'foreign office'
    """
    bare = "".join(c for c in answer.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def exact(given: str, wanted: str) -> float:
    """1.0 where both are the same after normalising."""
    return float(normalized(given) == normalized(wanted))


def f1(given: str, wanted: str) -> float:
    """Harmonic mean of the shares of common words.

    >>> f1("deputy minister Hassan", "minister Hassan")
    0.8
    """
    a, b = normalized(given).split(), normalized(wanted).split()
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if common else float(a == b)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The chance that a positive scores above a negative, ties counted half.

    >>> auroc([2.0, 3.0], [1.0, 2.0])
    0.875
    """
    scores = np.asarray([*positives, *negatives], dtype=float)
    order = np.unique(scores, return_inverse=True)[1]
    counts = np.bincount(order)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[order]
    n, m = len(positives), len(negatives)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m)) if n and m else float("nan")


def answered_wrongly(positives: Sequence[float], negatives: Sequence[float], kept: float = 0.9) -> float:
    """The share of negatives above the threshold that keeps a share of the positives."""
    threshold = np.quantile(np.asarray(positives, dtype=float), 1 - kept)
    return float(np.mean(np.asarray(negatives, dtype=float) >= threshold))
