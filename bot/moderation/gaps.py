"""Gaps: what was asked and found no good answer, grouped by likeness, and what moderators make of it.

A gap is solved by a new article (and comes back when it is asked in vain after that), dismissed, or turned into a
golden question, which is watched by the golden gate from then on. Counts and wordings only: refuses to know who asked,
and to write anybody's words into the trail, which nobody can erase.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.errors import GapUnknown
from bot.models import Answer, Question
from bot.moderation.actors import Actor
from bot.moderation.gap_table import as_csv
from bot.moderation.grouping import GapGroup, Group, grouped, key_of
from bot.moderation.trail import record
from bot.service import Service
from bot.store import GapState, Store
from bot.text import harmless

__all__ = ["GapGroup", "Gaps", "Solved", "as_csv"]

#: Wordings of a gap that are asked again when it is said to be solved.
ASKED_AGAIN = 5
#: Different questions that are looked at; the rarest beyond it are left out.
MOST_QUESTIONS = 2_000

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class Solved(NamedTuple):
    """A gap that an article solved: how many of its wordings were asked again, answered, and answered from it."""

    group: GapGroup
    asked: int
    answered: int
    from_source: int


class Gaps:
    """The gaps of one corpus."""

    def __init__(self, service: Service, store: Store) -> None:
        self._service = service
        self._store = store

    async def list(
        self, since: datetime | None = None, guild_id: int | None = None, *, marked: bool = False
    ) -> list[GapGroup]:
        """The gaps since a moment, most frequent first; of one server where it is named.

        Those that a moderator has dealt with are left out unless ``marked`` asks for them too.
        """
        return [group.shown for group in await self._groups(since or _EVER, guild_id, marked=marked)]

    async def solve(self, key: str, source: str, actor: Actor) -> Solved:
        """Note that an article solved a gap, and ask again. Raises GapUnknown where there is no such gap or article."""
        group = await self._group(key)
        generation = await asyncio.to_thread(lambda: self._service.generation)
        if source not in generation.by_source:
            advice = "Name an article as `onrecord sources` lists it"
            raise GapUnknown("No article that answers has this name", where=harmless(source), advice=advice)
        again = [await self._again(wording) for wording in group.shown.wordings[:ASKED_AGAIN]]
        answered = [answer for answer in again if answer.status == "answered"]
        fitting = [answer for answer in answered if any(each.source == source for each in answer.citations)]
        marked = await self._mark(group, "solved", actor, source)
        return Solved(marked, len(again), len(answered), len(fitting))

    async def dismiss(self, key: str, actor: Actor) -> GapGroup:
        """Count a gap no more, nor a question of the same words. Raises GapUnknown."""
        return await self._mark(await self._group(key), "dismissed", actor)

    async def reopen(self, key: str, actor: Actor) -> GapGroup:
        """Count a gap again that was solved, dismissed or golden. Raises GapUnknown."""
        group = await self._group(key)
        await self._store.unmark_gaps(group.alike)
        await self._record(actor, "gap.reopened", group.shown, before=group.shown.state)
        return group.shown.model_copy(update={"state": None, "source": None})

    async def to_golden(
        self, key: str, actor: Actor, *, source: str | None = None, contains: str | None = None
    ) -> GapGroup:
        """Turn a gap into a golden question: what is answered today is right from now on, or declining it is.

        With ``source`` and ``contains`` the sentence of that article which holds those words is what is right; that
        is asked for where the answer of today was voted down. Raises GapUnknown.
        """
        from bot.evaluation.gold import Evidence
        from bot.moderation.golden import Golden

        group = await self._group(key)
        golden = Golden(self._service, self._store)
        if source is not None or contains is not None:
            evidence = Evidence(source=source or "", contains=contains or "")
            await asyncio.to_thread(self._check_evidence, evidence.source, contains or "")
            await golden.add(actor, group.shown.question, [evidence])
        else:
            answer = await self._again(group.shown.question)
            if _was_voted_down(group.shown, answer):
                advice = "Name the article and words of the sentence that is right"
                what = "The answer of today was voted down, so it cannot be the golden one"
                raise GapUnknown(what, where=group.shown.key, advice=advice)
            await golden.add_from(answer, actor)
        return await self._mark(group, "golden", actor)

    async def again(self, key: str) -> Answer:
        """Ask a gap's question again, of the index in use. Raises GapUnknown."""
        return await self._again((await self._group(key)).shown.question)

    async def _again(self, wording: str) -> Answer:
        return await asyncio.to_thread(self._service.ask, Question(text=wording))

    async def _mark(self, group: Group, state: GapState, actor: Actor, source: str | None = None) -> GapGroup:
        await self._store.mark_gaps(group.alike, state, source)
        await self._record(actor, f"gap.{state}", group.shown, before=group.shown.state, source=source)
        return group.shown.model_copy(update={"state": state, "source": source})

    async def _record(
        self, actor: Actor, action: str, group: GapGroup, *, before: GapState | None, source: str | None = None
    ) -> None:
        named = {} if source is None else {"source": source}
        counts = {"declined": group.declined, "voted_down": group.voted_down, "wordings": len(group.wordings)}
        await record(self._store, actor, action, before=before, key=group.key, **counts, **named)

    async def _group(self, key: str) -> Group:
        """The group that a question belongs to, by the question's key. Raises GapUnknown."""
        every = await self._groups(_EVER, None, marked=True)
        found = next((group for group in every if key in map(key_of, group.alike)), None)
        if found is None:
            advice = "See the gaps with `onrecord gaps`; the key stands before each"
            raise GapUnknown("No gap has this key", where=harmless(key[:40]), advice=advice)
        return found

    async def _groups(self, since: datetime, guild_id: int | None, *, marked: bool) -> Sequence[Group]:
        gaps = await self._store.gaps(since, guild_id=guild_id, most=MOST_QUESTIONS, marked=marked)
        marks = await self._store.marked_gaps()
        return await asyncio.to_thread(lambda: grouped(gaps, marks, self._service.answerer, with_settled=marked))

    def _check_evidence(self, source: str, contains: str) -> None:
        document = self._service.generation.by_source.get(source)
        if document is None or not contains.strip() or contains not in document.text:
            advice = "Name an article as `onrecord sources` lists it, and words as they stand in it"
            raise GapUnknown("These words do not stand in that article", where=harmless(source), advice=advice)


def _was_voted_down(group: GapGroup, answer: Answer) -> bool:
    if not group.voted_down or answer.status != "answered":
        return False
    shown = {(each.source, each.quote) for each in group.nearest}
    return (answer.citations[0].source, answer.citations[0].quote) in shown
