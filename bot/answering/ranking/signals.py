"""Sum up how sure a ranking looks: the signals that the confidence is calibrated on.

All on scales that do not depend on the size of the corpus. Pure; refuses to turn them into a probability.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.asking.reading import ReadQuestion
from bot.answering.ranking.features import LOGIT_LIMIT, Features, Idf


class Signals(NamedTuple):
    """What speaks for or against one candidate as the answer.

    ``unknown``: idf-weighted share of the question's terms that no article contains. ``margin``: how far the
    candidate's reading lies above its best rival's. The rest as in :class:`Features`.
    """

    relevance: float
    span: float
    margin: float
    coverage: float
    surroundings: float
    names: float
    typed: float
    unknown: float


def signals(question: ReadQuestion, chosen: Features, others: Sequence[Features], idf: Idf) -> Signals:
    """The signals for one candidate among the others."""
    rival = max((other.relevance for other in others), default=-LOGIT_LIMIT)
    return Signals(
        relevance=chosen.relevance,
        span=chosen.span,
        margin=max(-LOGIT_LIMIT, min(LOGIT_LIMIT, chosen.relevance - rival)),
        coverage=chosen.coverage,
        surroundings=chosen.surroundings,
        names=chosen.names,
        typed=chosen.typed,
        unknown=_unknown(question, idf),
    )


def _unknown(question: ReadQuestion, idf: Idf) -> float:
    weights = {term: idf(term) for term in question.terms}
    total = sum(weights.values())
    return sum(weights[term] for term in question.unknown) / total if total > 0 else 1.0
