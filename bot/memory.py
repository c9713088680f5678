"""Replay an answer that was given: find it, and see whether the index in use would still answer the same.

Asks again only where an index is there, and builds or refreshes none for it. Refuses to change what is remembered.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.models import Answer
from bot.reader.errors import ReaderFault
from bot.reports import AsOf
from bot.service import Service
from bot.settings import Settings
from bot.store import Reading, Store, StoredAnswer, Votes, database_in, unknown
from index.errors import IndexFault
from index.models import Frozen
from index.snapshot import Snapshots

Verdict = Literal["same", "other sentences", "different", "not asked"]


class Replay(Frozen):
    """An answer as it was given, and what the index in use answers now.

    ``verdict``: "same" for the same answer from the same sentences, "other sentences" where only those differ. ``now``
    is missing, and ``hindrance`` says why, where nobody could be asked.
    """

    stored: StoredAnswer
    votes: Votes
    as_of: AsOf
    verdict: Verdict
    now: Answer | None = None
    hindrance: str | None = None

    def as_json(self) -> str:
        """One line of JSON; unlike pydantic's own writer it can say every character that was asked."""
        return json.dumps(self.model_dump(mode="json"))


def utc_now() -> datetime:
    """The clock on the wall."""
    return datetime.now(UTC)


async def recalled(settings: Settings, key: str) -> tuple[StoredAnswer, Votes]:
    """An answer and its votes. Raises AnswerUnknown, or another StoreFault."""
    keep = timedelta(days=settings.keep_answers)
    store: Reading = await Store.open_existing(database_in(settings.data), clock=utc_now, keep=keep)
    try:
        stored = await store.recall(key)
        if stored is None:
            raise unknown(key)
        return stored, await store.votes(key)
    finally:
        await store.close()


def replayed(service: Service, stored: StoredAnswer, votes: Votes) -> Replay:
    """Ask again what was asked, and compare."""
    snapshots = Snapshots(service.settings.data, service.settings.corpus)
    as_of = AsOf(generation=stored.answer.generation, built_at=_built_at(snapshots, stored.answer.generation))
    now, hindrance = _asked_again(service, snapshots, stored)
    verdict: Verdict = "not asked" if now is None else compare(stored.answer, now)
    return Replay(stored=stored, votes=votes, as_of=as_of, verdict=verdict, now=now, hindrance=hindrance)


def compare(then: Answer, now: Answer) -> Verdict:
    """Whether two answers to one question say the same, and from the same sentences."""
    if then.status != now.status or then.short_answer != now.short_answer:
        return "different"
    if then.status == "declined" or _sentences(then) == _sentences(now):
        return "same"
    if then.short_answer is None and then.citations[0].quote != now.citations[0].quote:
        return "different"
    return "other sentences"


def _sentences(answer: Answer) -> set[tuple[str, str]]:
    return {(each.source, each.quote) for each in answer.citations if each.supports}


def _asked_again(service: Service, snapshots: Snapshots, stored: StoredAnswer) -> tuple[Answer | None, str | None]:
    try:
        if snapshots.current() is None:
            return None, f"there is no index of {service.settings.corpus} here"
        return service.ask(stored.question), None
    except (IndexFault, ReaderFault) as fault:
        return None, str(fault)


def _built_at(snapshots: Snapshots, generation: str) -> datetime | None:
    with suppress(IndexFault, ValueError):
        if generation in snapshots.names():
            return snapshots.manifest(generation).built_at
    return None
