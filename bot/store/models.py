"""The values that the store takes and gives: where an answer went, what is kept of it, what a server has chosen.

Frozen and validated. Refuses to hold a user's id: a user is a keyed hash here.
"""

from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field, JsonValue

from bot.models import Answer, Citation, Count, Question
from index.models import Frozen

#: An id as Discord gives it; what SQLite can hold as a whole number.
Id = Annotated[int, Field(ge=0, lt=2**63)]


class Place(Frozen):
    """Where a question was asked: no server in a direct message, no message behind a slash command."""

    guild_id: Id | None = None
    channel_id: Id
    message_id: Id | None = None


class StoredAnswer(Frozen):
    """An answer as it was given, and to what; ``key`` is short, unguessable and safe in addresses and button ids."""

    key: str
    answer: Answer
    question: Question
    asked_at: AwareDatetime
    place: Place
    asker_hash: str | None = None


class ServerSettings(Frozen):
    """What the people who manage a server have chosen; no answer channels means all of them."""

    answer_channels: tuple[Id, ...] = ()
    private: bool = False
    threads: bool = False
    card: Literal["components", "embed"] = "components"
    language: str | None = None


class Gap(Frozen):
    """A question that found no good answer: how often it was declined or voted down, never by whom.

    ``question`` is its latest wording, completed where it leaned on an earlier one, and ``alike`` what it has in common
    with the others that were counted. ``missing`` are words of it that no article contained then, ``nearest`` the
    sentences that were shown: those of the answer, where one was given.
    """

    question: str
    alike: str = ""
    declined: Count
    voted_down: Count
    missing: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    latest: datetime


GapState = Literal["solved", "dismissed", "golden"]


class MarkedGap(NamedTuple):
    """What a moderator made of a question: solved by a new article (``source``), dismissed, or a golden question."""

    alike: str
    state: GapState
    at: datetime
    source: str | None = None


class AuditEntry(Frozen):
    """Something that was done, by whom (a keyed hash; ``None`` for Onrecord itself) and where. Never changed."""

    number: Count
    at: AwareDatetime
    action: str
    actor_hash: str | None = None
    guild_id: Id | None = None
    details: dict[str, JsonValue] = Field(default_factory=dict)


class Shown(NamedTuple):
    """A message of ours that shows an answer, and its channel (or thread)."""

    channel_id: int
    message_id: int


class Superseded(NamedTuple):
    """An answer, the one that stands in its place today, and the messages that still show the old one unmarked."""

    key: str
    new_key: str
    messages: tuple[Shown, ...]


class AskedOnDay(NamedTuple):
    """What was asked on one day (UTC): how often it was answered or declined, and how often sources agreed or not.

    ``up`` and ``down`` are the votes on that day's answers. Counts only.
    """

    day: date
    answered: int
    declined: int
    agree: int = 0
    disagree: int = 0
    single: int = 0
    up: int = 0
    down: int = 0


class Votes(NamedTuple):
    """How many found an answer good, and how many did not."""

    up: int
    down: int
