"""A candidate as ranking left it: its features, its score, and how sure it is. A plain value; refuses to rank."""

from typing import NamedTuple

from bot.answering.ranking.candidates import Candidate
from bot.answering.ranking.features import Features
from bot.answering.ranking.signals import Signals


class Ranked(NamedTuple):
    """A candidate with what ranking made of it."""

    candidate: Candidate
    features: Features
    score: float
    confidence: float
    signals: Signals
