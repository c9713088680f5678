"""Hold a message against the articles: its claims, the sentences nearest to each, and where they differ.

It gives differences as data and refuses to give a verdict.
"""

from collections.abc import Iterator
from typing import Protocol

from bot.answering.aliases import AliasTable
from bot.answering.asking.reading import ReadQuestion
from bot.answering.citing import cite
from bot.answering.comparing.claims import claim_sentences, differences
from bot.answering.ranking.ranked import Ranked
from bot.models import LONGEST_QUESTION, CheckedClaim, ClaimCheck, Comparison, Difference
from bot.text import whole
from index.generation import Generation

#: A message is checked up to this many characters; Discord's longest has 4,000.
LONGEST_MESSAGE = 6_000
#: A sentence is near a claim when it holds at least this idf-weighted share of its terms.
CLAIM_COVERAGE = 0.25
#: Sentences that a claim is compared with.
NEAREST = 3


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


def check(ranks: Ranks, text: str) -> ClaimCheck:
    """Each claim of a message with the sentences nearest to it; never raises for any text."""
    text = whole(text)
    claims = tuple(
        CheckedClaim(claim=text[start:end], start=start, end=end, nearest=tuple(_compared(ranks, text[start:end])))
        for start, end in claim_sentences(text[:LONGEST_MESSAGE])
    )
    return ClaimCheck(text=text, claims=claims, generation=ranks.generation.name)


def _compared(ranks: Ranks, claim: str) -> Iterator[Comparison]:
    asked = ranks.read(claim[:LONGEST_QUESTION])
    ranked = ranks.rank(asked) if asked.terms else []
    for each in [near for near in ranked if near.features.coverage >= CLAIM_COVERAGE][:NEAREST]:
        citation = cite(ranks.generation, each.candidate, None)
        found = differences(claim, citation.quote)
        yield Comparison(citation=citation, differences=tuple(d for d in found if not _is_alias(d, ranks.aliases)))


def _is_alias(difference: Difference, aliases: AliasTable) -> bool:
    """Whether two names that differ are one by the table of aliases."""
    one, other = difference.claim, difference.source
    if difference.kind != "name" or not aliases or one is None or other is None:
        return False
    return aliases.same(one, other)
