"""Lay out a claim check: each claim, the nearest sentences, and where they differ. Never a verdict. Pure."""

from collections.abc import Iterator

from rich.text import Text

from bot.adapters.console.answers import MOST_CITATIONS, citation_rows
from bot.adapters.console.screen import Row
from bot.models import CheckedClaim, ClaimCheck, Difference
from bot.text import harmless


def check_rows(check: ClaimCheck) -> Iterator[Row]:
    """Everything to show about one message."""
    if not check.claims:
        yield Row(Text("There is no claim in this text that could be looked up.", style="bold"))
    for number, claim in enumerate(check.claims):
        yield from _claim_rows(claim, apart=number > 0)
    yield Row(Text(f"Differences are shown, not judged. Generation {check.generation}.", style="dim"), apart=True)


def difference_line(difference: Difference) -> str:
    """One difference in words."""
    claim, source = (harmless(side) if side else None for side in (difference.claim, difference.source))
    if difference.kind == "negation":
        return f"negation: the claim {_denies(claim)}, the sentence {_denies(source)}"
    return f"{difference.kind}: the claim says {claim or 'none'}, the sentence says {source or 'none'}"


def _denies(words: str | None) -> str:
    return f"says “{words}”" if words else "does not deny it"


def _claim_rows(claim: CheckedClaim, *, apart: bool) -> Iterator[Row]:
    yield Row(Text.assemble("Claim: ", (harmless(claim.claim), "bold")), apart=apart)
    if not claim.nearest:
        yield Row(Text("No article speaks of this."), indent=True)
    for number, comparison in enumerate(claim.nearest[:MOST_CITATIONS], 1):
        yield from citation_rows(number, comparison.citation, marks=True)
        for difference in comparison.differences:
            yield Row(Text(difference_line(difference), style="yellow"), indent=True)
