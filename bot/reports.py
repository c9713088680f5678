"""What the service reports of its articles, its index and its own reasons, for whoever runs or moderates Onrecord.

Frozen values, shown by the adapters. Refuses to hold answers: those are in ``bot.models``.
"""

from datetime import date, datetime
from typing import Literal

from bot.models import Count, Probability
from index.models import Duplicate, Fault, Frozen, MediaType, Offset, Statistics


class AsOf(Frozen):
    """What an answer was drawn from: the generation, when it was built, and the newest date that an article states."""

    generation: str
    built_at: datetime | None = None
    newest: date | None = None


class Aside(Frozen):
    """A part of an article that is not quoted: a heading, or what looks like page furniture."""

    kind: Literal["heading", "furniture"]
    start: Offset
    end: Offset
    line: Count
    text: str


class Article(Frozen):
    """One article as it stands in the index, without its text."""

    source: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    media_type: MediaType
    sentences: Count
    aside: tuple[Aside, ...] = ()


class Listing(Frozen):
    """The articles of a generation, and what was left out of it."""

    generation: str
    articles: tuple[Article, ...]
    faults: tuple[Fault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


class Status(Frozen):
    """Which index is in use, from when, and whether it still fits its articles."""

    generation: str
    built_at: datetime
    corpus: str
    data: str
    statistics: Statistics
    newest: date | None = None
    current: bool
    earlier: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


class Weighed(Frozen):
    """One sentence as ranking saw it; ``features`` by name, on scales of their own."""

    source: str
    line: Count
    quote: str
    score: float
    confidence: Probability
    features: dict[str, float]


class Explanation(Frozen):
    """How the sentences for a question were ranked, best first, and the line below which it is declined."""

    question: str
    type: str
    terms: tuple[str, ...]
    missing: tuple[str, ...] = ()
    threshold: Probability
    weighed: tuple[Weighed, ...] = ()
