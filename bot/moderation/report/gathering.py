"""Gather what the report shows: from the generation in use, the store, the golden questions and the audit trail.

Touches the disk and the store, asks the golden questions, and changes nothing. A part that cannot be had costs no
other. Refuses to look at who asked: counts alone come out of the store.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from bot import reporting
from bot.errors import QuestionsFault
from bot.memory import utc_now
from bot.models import Question
from bot.moderation.gaps import GapGroup, Gaps
from bot.moderation.gate import given, golden_questions
from bot.moderation.report.history import SWITCHES, holdings
from bot.moderation.report.models import GoldenResult, OpenQuestion, Publisher, Report, Waiting
from bot.moderation.trail import audit_rows
from bot.service import Service
from bot.settings import Settings
from bot.store import Store
from index.errors import IndexFault
from index.generation import Generation
from index.models import Manifest
from index.snapshot import Snapshots

#: Days that a report looks back, unless somebody wants another number.
DAYS = 30
#: Gaps and changes on the page; the commands show the rest.
MOST_GAPS = 20
MOST_CHANGES = 25
#: How far back the trail is searched for what the index held when the period began.
_FAR = timedelta(days=3650)


class Held(Protocol):
    """A refresh that waits."""

    @property
    def since(self) -> datetime:
        """Since when."""

    @property
    def by(self) -> str:
        """Who began it."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it waits."""


class Refreshes(Protocol):
    """What the report needs of the refreshes."""

    def held(self) -> Held | None:
        """What waits for a moderator."""


class _Index(NamedTuple):
    generation: Generation
    kept: tuple[Manifest, ...]
    publishers: tuple[Publisher, ...]
    withdrawn: int
    golden: tuple[GoldenResult, ...]
    golden_fault: str | None


async def gather(
    service: Service,
    store: Store,
    settings: Settings,
    refreshes: Refreshes | None,
    *,
    days: int,
    now: datetime | None,
) -> Report:
    """Everything on the page, for the last ``days``."""
    now = now or utc_now()
    since = now - timedelta(days=days)
    index = await asyncio.to_thread(_index, service)
    switches = await audit_rows(store, now - _FAR, actions=SWITCHES)
    manifest = index.generation.manifest
    return Report(
        made_at=now,
        since=since,
        corpus=settings.corpus.name,
        as_of=reporting.as_of(index.generation),
        holdings=holdings(switches, index.kept, manifest, corpus=service.snapshots.folder.name, since=since),
        publishers=index.publishers,
        withdrawn=index.withdrawn,
        faults=manifest.faults,
        duplicates=manifest.duplicates,
        days=tuple(await store.by_day(since)),
        gaps=tuple(_open(gap) for gap in (await Gaps(service, store).list(since))[:MOST_GAPS]),
        golden=index.golden,
        golden_fault=index.golden_fault,
        waiting=_waiting(refreshes),
        changes=tuple(await audit_rows(store, since, most=MOST_CHANGES)),
    )


def publishers(generation: Generation) -> tuple[Publisher, ...]:
    """What the index holds of each publisher, most sentences first; no text is decoded for it."""
    articles: defaultdict[str | None, int] = defaultdict(int)
    sentences: defaultdict[str | None, int] = defaultdict(int)
    latest: dict[str | None, date] = {}
    for stated in json.loads(generation.tables["documents"]):
        if stated["source"] not in generation.documents.sources:  # withdrawn
            continue
        name = stated.get("publisher")
        articles[name] += 1
        sentences[name] += len(generation.sentences_of(stated["source"]))
        if published := stated.get("published"):
            latest[name] = max(latest.get(name, date.min), date.fromisoformat(published))
    found = [Publisher(name, articles[name], sentences[name], latest.get(name)) for name in articles]
    return tuple(sorted(found, key=lambda each: (-each.sentences, each.name or "")))


def golden(service: Service) -> tuple[GoldenResult, ...]:
    """The golden questions, asked of the generation in use; the wrong ones first. Raises QuestionsFault."""
    results = []
    for gold in golden_questions(service.settings.corpus, service.snapshots):
        found = given(service.ask(Question(text=gold.question)), gold)
        results.append(GoldenResult(gold.question, found.right, str(found)))
    return tuple(sorted(results, key=lambda result: result.right))


def _index(service: Service) -> _Index:
    """What needs the disk and the generation; in a thread, for it takes time."""
    generation = service.generation
    try:
        results, fault = golden(service), None
    except QuestionsFault as error:
        results, fault = (), str(error)
    cards = tuple(_cards(service.snapshots))
    return _Index(generation, cards, publishers(generation), len(service.withdrawn()), results, fault)


def _cards(snapshots: Snapshots) -> Iterator[Manifest]:
    """The cards of the generations on disk that have answered; one that cannot be read tells nothing."""
    with suppress(IndexFault):
        for name in snapshots.used():
            with suppress(IndexFault):
                yield snapshots.manifest(name)


def _waiting(refreshes: Refreshes | None) -> Waiting | None:
    held = refreshes.held() if refreshes else None
    return Waiting(held.since, held.by, held.reasons) if held else None


def _open(gap: GapGroup) -> OpenQuestion:
    return OpenQuestion(gap.question, gap.declined, gap.voted_down, gap.latest, gap.missing, len(gap.wordings))
