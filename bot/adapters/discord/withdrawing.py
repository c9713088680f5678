"""Leave what was withdrawn out of answers and checks that were given before. Pure.

Refuses to make an answer anew: where the answer itself rests on what was withdrawn, whoever reads it asks again.
"""

from collections.abc import Collection

from bot.models import Answer, ClaimCheck


def rests_on(answer: Answer, withdrawn: Collection[str]) -> bool:
    """Whether an answer shows a sentence of an article that was withdrawn."""
    return any(each.source in withdrawn for each in (*answer.citations, *answer.nearest))


def checked_without(check: ClaimCheck, withdrawn: Collection[str]) -> ClaimCheck:
    """The same check without the sentences of articles that were withdrawn."""
    claims = tuple(
        claim.model_copy(
            update={"nearest": tuple(each for each in claim.nearest if each.citation.source not in withdrawn)}
        )
        for claim in check.claims
    )
    return check.model_copy(update={"claims": claims})
