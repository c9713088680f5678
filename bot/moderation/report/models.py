"""What the report shows, as plain values. Counts and words of articles and questions; no user stands in it."""

from datetime import date, datetime
from typing import NamedTuple

from bot.moderation.trail import AuditRow
from bot.reports import AsOf
from bot.store import AskedOnDay
from index.models import Duplicate, Fault


class Holding(NamedTuple):
    """What the index held from a moment on; ``articles`` is missing where nobody wrote it down."""

    at: datetime
    sentences: int
    articles: int | None = None


class Publisher(NamedTuple):
    """What the index holds of one publisher; no name where none is stated."""

    name: str | None
    articles: int
    sentences: int
    newest: date | None = None


class OpenQuestion(NamedTuple):
    """Questions that found no good answer, with their words that no article contains."""

    question: str
    declined: int
    voted_down: int
    latest: datetime
    missing: tuple[str, ...] = ()
    wordings: int = 1


class GoldenResult(NamedTuple):
    """A golden question, whether it is answered rightly today, and with what."""

    question: str
    right: bool
    answer: str


class Waiting(NamedTuple):
    """A refresh that waits for a moderator: since when, started by whom, and why."""

    since: datetime
    by: str
    reasons: tuple[str, ...]


class Report(NamedTuple):
    """Everything on the page. ``golden_fault`` says why the golden questions could not be asked."""

    made_at: datetime
    since: datetime
    corpus: str
    as_of: AsOf
    holdings: tuple[Holding, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    withdrawn: int = 0
    faults: tuple[Fault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    days: tuple[AskedOnDay, ...] = ()
    gaps: tuple[OpenQuestion, ...] = ()
    golden: tuple[GoldenResult, ...] = ()
    golden_fault: str | None = None
    waiting: Waiting | None = None
    changes: tuple[AuditRow, ...] = ()
