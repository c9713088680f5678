"""Fit the two small models: weights that rank, and a logistic model of being right. Pure arithmetic over samples.

Ranking: a listwise softmax over the candidates of each question (Cao et al. 2007). Confidence: logistic regression.
Both are convex, with an L2 penalty, so that the same samples give the same numbers. Refuses to know where samples come
from.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.answering.asking.reading import ReadQuestion
from bot.answering.ranking.features import Features, Idf
from bot.answering.ranking.signals import Signals, signals, unknown_share
from bot.answering.ranking.weights import Logistic

#: Strength of the L2 penalties, per question.
RANKING_PENALTY = 1e-3
CONFIDENCE_PENALTY = 1e-3

Floats = NDArray[np.float64]


class Sample(NamedTuple):
    """A question with the features of its candidates in reading order, and which of them are right."""

    question: ReadQuestion
    features: list[Features]
    right: list[bool]
    idf: Idf


def fit_ranking(learning: Sequence[Sample], counts: Sequence[float], names: Sequence[str]) -> dict[str, float]:
    """Weights that put a right candidate first: listwise softmax, features that are not named stay at zero.

    ``counts`` says how much each sample counts; those without a right candidate tell nothing.
    """
    usable = [sample for sample in learning if any(sample.right)]
    kept = [count for sample, count in zip(learning, counts, strict=True) if any(sample.right)]
    shares = np.asarray(kept) / sum(kept)
    columns = [Features._fields.index(name) for name in names]
    tables = [np.asarray(sample.features)[:, columns] for sample in usable]
    golds = [np.asarray(sample.right) for sample in usable]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = RANKING_PENALTY * float(weights @ weights), 2 * RANKING_PENALTY * weights
        for table, gold, share in zip(tables, golds, shares.tolist(), strict=True):
            odds = np.exp((scores := table @ weights) - scores.max())
            chances, among = odds / odds.sum(), odds * gold / (odds * gold).sum()
            total -= share * float(np.log((odds * gold).sum() / odds.sum()))
            gradient = gradient + share * ((chances - among) @ table)
        return total, gradient

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(columns))
    return dict.fromkeys(Features._fields, 0.0) | {n: round(float(w), 4) for n, w in zip(names, found.x, strict=True)}


def judged(sample: Sample, ranking: dict[str, float]) -> tuple[Signals, bool]:
    """The signals of the candidate that the weights put first, and whether it is right."""
    scores = np.asarray(sample.features) @ np.asarray([ranking[name] for name in Features._fields])
    order = np.argsort(-scores, kind="stable")
    return signals(sample.features[order[0]], unknown_share(sample.question, sample.idf)), sample.right[order[0]]


def fit_confidence(points: Sequence[tuple[Signals, bool]], weights: Sequence[float], names: Sequence[str]) -> Logistic:
    """A weighted logistic regression with an L2 penalty; signals that are not named stay at zero."""
    columns = [Signals._fields.index(name) for name in names]
    table = np.asarray([point for point, _ in points])[:, columns]
    table = np.hstack([table, np.ones((len(table), 1))])
    gold, share = np.asarray([right for _, right in points], float), np.asarray(weights) / sum(weights)

    def loss(beta: Floats) -> tuple[float, Floats]:
        logits = table @ beta
        value = share @ (np.logaddexp(0, logits) - gold * logits) + CONFIDENCE_PENALTY * float(beta[:-1] @ beta[:-1])
        slope = (share * (1 / (1 + np.exp(-logits)) - gold)) @ table
        slope[:-1] += 2 * CONFIDENCE_PENALTY * beta[:-1]
        return float(value), slope

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    learned = {name: round(float(weight), 4) for name, weight in zip(names, found, strict=False)}
    return Logistic(bias=round(float(found[-1]), 4), weights=dict.fromkeys(Signals._fields, 0.0) | learned)
