"""The field's standard figures for answers and confidences, as pure functions of plain values.

Short answers are compared as SQuAD's evaluation does (Rajpurkar et al. 2016): lower case, without punctuation, without
articles. Refuses to know where the values come from.
"""

import re
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.terms import fold

_PUNCTUATION = re.compile(rf"[{re.escape(string.punctuation)}“”‘’„‚«»‹›–—…]")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


class Bin(NamedTuple):
    """A row of a reliability table: how often answers of about this confidence are right."""

    confidence: float
    right: float
    answers: int


def normalised(text: str) -> list[str]:
    """Words of an answer for comparison.

    >>> normalised("The “Death to the Guerrilla Fighters”.")
    ['death', 'to', 'guerrilla', 'fighters']
    """
    bare = _PUNCTUATION.sub(lambda m: " " if m.group() in "-–—/" else "", fold(text))
    return _ARTICLES.sub(" ", bare).split()


def exact_match(answer: str, gold: Iterable[str]) -> bool:
    """Whether an answer equals one of the gold answers after normalising."""
    return any(normalised(answer) == normalised(other) for other in gold)


def f1(answer: str, gold: Iterable[str]) -> float:
    """The best harmonic mean of token precision and recall against the gold answers."""
    return max((_f1(normalised(answer), normalised(other)) for other in gold), default=0.0)


def matches(answer: str, gold: Iterable[str]) -> bool:
    """Whether an answer holds one of the gold answers whole, or is held by one, after normalising."""
    padded = f" {' '.join(normalised(answer))} "
    others = (f" {' '.join(normalised(other))} " for other in gold)
    return padded.strip() != "" and any(other in padded or padded in other for other in others)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The chance that a positive scores higher than a negative, ties counting half (Mann-Whitney U); 0.5 if none."""
    if not positives or not negatives:
        return 0.5
    counts = Counter(negatives)
    wins, below = 0.0, 0
    ordered = sorted(counts)
    place = 0
    for value in sorted(positives):
        while place < len(ordered) and ordered[place] < value:
            below += counts[ordered[place]]
            place += 1
        wins += below + counts.get(value, 0) / 2
    return wins / (len(positives) * len(negatives))


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Confidence against the share of right answers, in bins of equal width; empty bins are left out."""
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, is_right in zip(confidences, right, strict=True):
        rows[min(bins - 1, int(confidence * bins))].append((confidence, is_right))
    return [Bin(sum(c for c, _ in row) / len(row), sum(r for _, r in row) / len(row), len(row)) for row in rows if row]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """The expected calibration error (Guo et al. 2017): the mean gap of the reliability table, weighted by count."""
    table = reliability(confidences, right, bins)
    total = sum(row.answers for row in table)
    return sum(row.answers * abs(row.confidence - row.right) for row in table) / total if total else 0.0


def _f1(answer: list[str], gold: list[str]) -> float:
    shared = sum((Counter(answer) & Counter(gold)).values())
    if not shared:
        return float(answer == gold)
    precision, recall = shared / len(answer), shared / len(gold)
    return 2 * precision * recall / (precision + recall)
