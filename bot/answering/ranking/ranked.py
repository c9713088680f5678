"""What ranking makes of candidates, and what it is made by: plain values and a protocol.

Refuses to rank: ``Answerer`` does.
"""

from typing import NamedTuple, Protocol

from bot.answering.aliases import AliasTable
from bot.answering.asking.reading import ReadQuestion
from bot.answering.ranking.candidates import Candidate
from bot.answering.ranking.features import Features
from bot.answering.ranking.signals import Signals
from index.generation import Generation


class Ranked(NamedTuple):
    """A candidate with what ranking made of it."""

    candidate: Candidate
    features: Features
    score: float
    confidence: float
    signals: Signals


class Ranks(Protocol):
    """Reads questions and ranks sentences of one generation for them."""

    generation: Generation
    aliases: AliasTable

    def read(self, text: str) -> ReadQuestion:
        """Read a question against the generation's words."""
        ...

    def rank(self, question: ReadQuestion) -> list[Ranked]:
        """All candidates for a question, best first."""
        ...
