"""What an engine promises: rank sentences for weighted terms, and tell how common a term is.

The seam between ranking and everything else. An engine is immutable once built and safe to share between threads; it
says which generation it ranked and whether any part of it could not answer, so that an engine on other machines can
stand behind the same protocol. Refuses to know text: it sees terms and positions.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.models import Ranking, Statistics


class WeightedTerm(NamedTuple):
    """A term of a query and how much its score counts (1.0: as typed; less: a variant or a related word)."""

    term: str
    weight: float = 1.0


class Engine(Protocol):
    """Ranks the sentences of one generation."""

    @property
    def generation(self) -> str:
        """The name of the generation that is searched."""

    @property
    def statistics(self) -> Statistics:
        """How much there is to search."""

    def search(self, query: Sequence[WeightedTerm], k: int = 100) -> Ranking:
        """Rank the ``k`` best sentences that share a term with the query, best first, ties in reading order."""

    def document_frequency(self, term: str) -> int:
        """The number of sentences that contain a term; 0 where none does."""
