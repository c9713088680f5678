"""What moderators see of an article: before it is kept, when it is kept, and where it stands.

Frozen values. Whatever comes from outside (names, titles, texts) is untrusted and shown through ``bot.text.harmless``
or a renderer's own escaping. Refuses to decide anything.
"""

from datetime import date
from typing import Literal, NamedTuple, Protocol

from pydantic import AwareDatetime, Field

from bot.models import Count, Probability
from bot.moderation.actors import Actor
from bot.store.received import Origin, Received
from index.comparing import RefreshReport
from index.metadata import Metadata
from index.models import Frozen, MediaType
from index.refresh import Progress

#: Why an article is taken for one that is there already, the surest first.
Likeness = Literal["same file", "same text", "same address", "near copy"]
#: Where a date comes from: a moderator, the file's own statement, or a search through the page.
Dated = Literal["given", "stated", "found"]
#: What becomes of an article: it answers, it was withdrawn, it waits for a refresh, or the index leaves it out.
Standing = Literal["answering", "withdrawn", "waiting", "left out"]


class Duplicate(Frozen):
    """An article that the new one repeats; ``share`` of the new one's sentences stand there, nearly word for word."""

    source: str
    title: str | None = None
    likeness: Likeness
    share: Probability = 1.0


class Preview(Frozen):
    """An article as it would be kept: what was extracted, what was set aside, what it repeats. Nothing is kept yet.

    ``name`` is the file name it would get, ``excerpt`` the beginning of its text, ``written`` what would be stated
    about it in the corpus. ``sha256`` is of the bytes as received; ``content`` is what would be written.
    """

    name: str
    origin: Origin
    place: str | None = None
    address: str | None = None
    received_at: AwareDatetime
    sha256: str
    size: Count
    media_type: MediaType
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    dated: Dated | None = None
    url: str | None = None
    language: str | None = None
    excerpt: str
    sentences: Count
    headings: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    written: Metadata = Metadata()
    content: bytes = Field(repr=False, exclude=True)

    def with_metadata(self, given: Metadata) -> "Preview":
        """The same article as a moderator describes it: what is not given counts as not stated."""
        described = {name: getattr(given, name) for name in ("title", "publisher", "published", "url")}
        dated = self.dated if given.published == self.published else ("given" if given.published else None)
        written = given._replace(language=given.language or self.written.language)
        return self.model_copy(update={**described, "dated": dated, "written": written})


class RefreshOutcome(Protocol):
    """What came of a refresh, as far as sources need to know."""

    @property
    def report(self) -> RefreshReport:
        """What it found and did."""

    @property
    def held(self) -> tuple[str, ...]:
        """Why it waits for a moderator; empty where it switched."""


class Refreshing(Protocol):
    """Whoever brings the index up to its articles."""

    async def refresh(
        self, actor: Actor, *, progress: Progress | None = None, confirmed: bool = False
    ) -> RefreshOutcome:
        """Refresh, and return when the new generation answers or is held."""


class Changed(NamedTuple):
    """What became of an article: its source, what the refresh after it came to, and a sentence where it is not over.

    ``outcome`` is missing, and ``notice`` says why, where the change is on the disk but no refresh could follow.
    """

    source: str
    title: str | None = None
    outcome: RefreshOutcome | None = None
    notice: str | None = None

    @property
    def answers(self) -> bool:
        """Whether the generation in use holds the change."""
        return self.outcome is not None and not self.outcome.held


#: An article that was kept.
Kept = Changed


class Source(Frozen):
    """One article of the corpus as moderators see it; ``excerpt`` is there where one article is shown."""

    source: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    media_type: MediaType | None = None
    sentences: Count = 0
    standing: Standing
    why: str | None = None
    excerpt: str | None = None
    received: Received | None = None


class Page(NamedTuple):
    """Some of the articles: this page of so many, and how many there are in all."""

    sources: tuple[Source, ...]
    page: int
    pages: int
    total: int
