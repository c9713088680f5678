"""The few numbers that were learned: how features are weighed for ranking, and for the confidence in the first.

They stand in ``data/weights.json``, readable, with what they were learned from, as written by ``python -m
bot.evaluation.learn``. Refuses a file whose features are not the ones this code computes.
"""

from functools import lru_cache
from math import exp
from typing import Self

from pydantic import model_validator

from bot.answering.ranking.features import Features
from bot.answering.ranking.signals import Signals
from bot.answering.word_lists import content
from index.models import Frozen


class Logistic(Frozen):
    """A logistic model: ``1 / (1 + exp(-(bias + Σ weight · signal)))``."""

    bias: float
    weights: dict[str, float]

    def probability(self, signals: Signals) -> float:
        """The probability that the first sentence answers the question."""
        logit = self.bias + sum(
            self.weights[name] * value for name, value in zip(Signals._fields, signals, strict=True)
        )
        odds = exp(max(-30.0, min(30.0, logit)))
        return odds / (1 + odds)


class Model(Frozen):
    """What is learned for one way of working: with the reader, or by word matching alone."""

    ranking: dict[str, float]
    confidence: Logistic
    threshold: float

    @model_validator(mode="after")
    def _features_are_known(self) -> Self:
        if self.ranking.keys() != set(Features._fields) or self.confidence.weights.keys() != set(Signals._fields):
            raise ValueError("the learned weights are for other features; run python -m bot.evaluation.learn")
        return self

    def score(self, features: Features) -> float:
        """The weighted sum that sentences are ordered by."""
        return sum(self.ranking[name] * value for name, value in zip(Features._fields, features, strict=True))


class Weights(Frozen):
    """All that was learned, and from what."""

    learned_from: str
    with_reader: Model
    without_reader: Model

    def without(self, feature: str) -> Self:
        """The same weights with one feature of the ranking ignored: for measuring what it is worth."""
        models = {
            name: model.model_copy(update={"ranking": model.ranking | {feature: 0.0}})
            for name, model in (("with_reader", self.with_reader), ("without_reader", self.without_reader))
        }
        return self.model_copy(update=models)


@lru_cache(maxsize=1)
def learned() -> Weights:
    """The weights that travel with the package."""
    return Weights.model_validate_json(content("weights.json"))
