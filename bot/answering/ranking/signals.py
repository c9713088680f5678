"""Sum up how sure a ranking looks: the signals that the confidence is calibrated on.

All on scales that do not depend on the size of the corpus. How far a sentence lies ahead of the next is left out on
purpose: in the news two sources often say the same, and that makes an answer more certain, not less. Pure; refuses to
turn signals into a probability.
"""

from typing import NamedTuple

from bot.answering.asking.reading import ReadQuestion
from bot.answering.asking.words import is_common_word
from bot.answering.ranking.features import Features, Idf


class Signals(NamedTuple):
    """What speaks for or against one candidate as the answer.

    ``unknown``: idf-weighted share of the question's terms that no article contains and that are no common words, names
    mostly; what people ask in common words may stand there in others. The rest as in :class:`Features`.
    """

    relevance: float
    span: float
    coverage: float
    surroundings: float
    names: float
    typed: float
    speaker: float
    unknown: float


def signals(chosen: Features, unknown: float) -> Signals:
    """The signals for one candidate of a question, of which this share is unknown."""
    return Signals(
        relevance=chosen.relevance,
        span=chosen.span,
        coverage=chosen.coverage,
        surroundings=chosen.surroundings,
        names=chosen.names,
        typed=chosen.typed,
        speaker=chosen.speaker,
        unknown=unknown,
    )


def unknown_share(question: ReadQuestion, idf: Idf) -> float:
    """The idf-weighted share of the question's terms that no article contains and that are no common words."""
    weights = {term: idf(term) for term in question.terms}
    total = sum(weights.values())
    strange = [term for term in question.unknown if not is_common_word(term)]
    return sum(weights[term] for term in strange) / total if total > 0 else 1.0
