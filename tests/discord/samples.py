"""Answers, checks and listings as the service gives them, from plain words: for tests of what is shown of them."""

from datetime import UTC, date, datetime
from typing import Any

from bot.models import (
    Agreement,
    Answer,
    AnswerType,
    Attribution,
    CheckedClaim,
    Citation,
    ClaimCheck,
    Comparison,
    Difference,
    Reason,
    Value,
)
from bot.reports import Article, AsOf, Listing
from index.models import Sentence

AS_OF = AsOf(generation="20240120-9f3c", built_at=datetime(2024, 1, 20, 21, 30, tzinfo=UTC), newest=date(2024, 1, 18))
KEY = "k3f9-Qz"


def citation(quote: str, answer: str | None = None, *, supports: bool = True, **stated: Any) -> Citation:
    """A quotation, with the answer marked where it stands in it."""
    start = quote.index(answer) if answer else 0
    span = (start, start + len(answer)) if answer else None
    known = {"source": "first.txt", "line": 3, "start": 10, "end": 10 + len(quote), **stated}
    return Citation(quote=quote, answer_span=span, supports=supports, **known)


def answered(*citations: Citation, **stated: Any) -> Answer:
    """An answer with these citations."""
    known = {
        "id": "a1",
        "question": "who offered to mediate?",
        "type": AnswerType.PERSON,
        "short_answer": citations[0].short_answer,
        "confidence": 0.93,
        "generation": AS_OF.generation,
        **stated,
    }
    return Answer(status="answered", citations=citations, **known)


def declined(message: str, *nearest: Citation, missing: tuple[str, ...] = (), **stated: Any) -> Answer:
    """A decline with these nearest sentences."""
    known = {"id": "d1", "question": "how many aircraft were lost?", "type": AnswerType.QUANTITY, **stated}
    reason = Reason(message=message, missing_terms=missing)
    return Answer(
        status="declined", reason=reason, nearest=nearest, confidence=0.1, generation=AS_OF.generation, **known
    )


def agreement(relation: str, *values: tuple[str, tuple[int, ...], int]) -> Agreement:
    """An agreement from (text, places of its citations, independent sources)."""
    told = tuple(Value(text=text, citations=at, articles=sources, sources=sources) for text, at, sources in values)
    return Agreement.model_validate({"relation": relation, "values": told})


def checked(*claims: tuple[str, tuple[Comparison, ...]]) -> ClaimCheck:
    """A claim check from (claim, comparisons)."""
    text = " ".join(claim for claim, _ in claims)
    held = tuple(CheckedClaim(claim=claim, start=0, end=len(claim), nearest=nearest) for claim, nearest in claims)
    return ClaimCheck(text=text, claims=held, generation=AS_OF.generation)


def compared(near: Citation, *differences: tuple[str, str | None, str | None]) -> Comparison:
    """A comparison from (kind, what the message says, what the sentence says)."""
    told = [
        Difference.model_validate({"kind": kind, "claim": ours, "source": theirs}) for kind, ours, theirs in differences
    ]
    return Comparison(citation=near, differences=tuple(told))


def sentence(text: str, start: int = 10) -> Sentence:
    """A sentence of the article."""
    return Sentence(
        position=0, source="first.txt", start=start, end=start + len(text), text=text, paragraph=0, order=0, line=3
    )


def article(source: str, **stated: Any) -> Article:
    """An article of the index."""
    return Article.model_validate({"source": source, "media_type": "text", "sentences": 12, **stated})


def listing(*articles: Article, **stated: Any) -> Listing:
    """A listing of these articles."""
    return Listing(generation=AS_OF.generation, articles=articles, **stated)


CHINA = "On Thursday, China offered to mediate between the two neighbours."
THE_ANSWER = answered(
    citation(
        CHINA,
        "China",
        title="Islamabad, Tehran seek to de-escalate tensions",
        publisher="The Express Tribune",
        published=date(2024, 1, 18),
        url="https://example.com/a?b=1",
        attribution=Attribution(speaker="the Foreign Ministry"),
    ),
    citation(
        "Beijing said it was ready to help, and China repeated its offer.",
        "China",
        source="second.txt",
        start=90,
        end=154,
    ),
    agreement=agreement("agree", ("China", (0, 1), 2)),
)
