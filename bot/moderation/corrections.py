"""Answers of the last days that the articles no longer bear out, and the new answers that take their place.

An answer is listed when a sentence it was taken from is gone from its article, when an article it quotes was removed
or withdrawn, or when sources disagree today that did not then. Refuses to alter an answer that was given: another one
is linked to it, and whoever shows cards marks them.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Literal, Protocol

from pydantic import AwareDatetime

from bot.errors import CorrectionRefused
from bot.memory import utc_now
from bot.models import Answer, Question, Turn
from bot.moderation.actors import Actor
from bot.moderation.trail import record
from bot.settings import Settings
from bot.store import Shown, Store, StoredAnswer, Superseded, unknown
from bot.store.models import Id
from index.models import Document, Frozen

Kind = Literal["withdrawn", "removed", "changed", "disagreement"]

#: Answers that are read from the store at once.
_BATCH = 200


class Generation(Protocol):
    """What is looked at of a generation."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def by_source(self) -> Mapping[str, Document]:
        """The articles by their source."""


class Service(Protocol):
    """What corrections need of the service."""

    @property
    def generation(self) -> Generation:
        """The generation in use."""

    def withdrawn(self) -> frozenset[str]:
        """The sources that must not be quoted."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""


class Change(Frozen):
    """One thing that an answer rests on and that is no longer so.

    ``withdrawn`` and ``removed``: the article; ``changed``: it no longer holds the sentence; ``disagreement``: sources
    give ``values`` that exclude each other.
    """

    kind: Kind
    source: str | None = None
    title: str | None = None
    quote: str | None = None
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As people read it."""
        article = f"“{self.title or self.source}”"
        match self.kind:
            case "withdrawn":
                return f"{article} was withdrawn"
            case "removed":
                return f"{article} is no longer among the articles"
            case "changed":
                return f"{article} no longer says “{self.quote}”"
            case _:
                return f"sources disagree now: {' / '.join(self.values)}"


class Correction(Frozen):
    """An answer that ought to be marked, why, where it is shown, and what would be answered now."""

    key: str
    question: str
    asked_at: AwareDatetime
    guild_id: Id | None = None
    changes: tuple[Change, ...]
    messages: tuple[Shown, ...] = ()
    then: Answer
    now: Answer

    @property
    def why(self) -> str:
        """The changes in a sentence: untrusted words, to be made harmless where they are shown."""
        words = "; ".join(map(str, self.changes))
        return f"{words[:1].upper()}{words[1:]}."


class Corrected(Frozen):
    """An answer whose place another one has taken, and the messages that show the old one."""

    old: StoredAnswer
    new: StoredAnswer
    messages: tuple[Shown, ...] = ()


class Corrections:
    """Lists what ought to be corrected, and links old answers to new ones."""

    def __init__(
        self, service: Service, store: Store, settings: Settings, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._service, self._store, self._clock = service, store, clock
        self._days = timedelta(days=settings.correction_days)
        self._asked: dict[tuple[str, Turn | None], Answer] = {}
        self._asked_of: tuple[str, frozenset[str]] | None = None

    async def affected(self, since: datetime | None = None, *, guild_id: int | None = None) -> list[Correction]:
        """Answers given since then (or in the last days, by the settings) that ought to be marked; latest first.

        Each question is asked once more, one after the other, in a thread.
        """
        since = since or self._clock() - self._days
        found: list[Correction] = []
        last: StoredAnswer | None = None
        while batch := await self._store.standing(since, after=last, guild_id=guild_id, most=_BATCH):
            found += [each for each in [await asyncio.to_thread(self._looked_at, one) for one in batch] if each]
            last = batch[-1]
        shown = await self._store.shown_by([each.key for each in found])
        return [each.model_copy(update={"messages": shown[each.key]}) for each in found]

    async def correct(self, key: str, actor: Actor) -> Corrected:
        """Ask a question again and let the new answer take the old one's place, for whoever asked it.

        Where somebody did so before, theirs is returned and nothing changes. Raises AnswerUnknown or CorrectionRefused.
        """
        old = await self._given(key)
        if (taken := await self._store.superseded(key)) is not None:
            new = await self._kept(taken)
        else:
            answer = await asyncio.to_thread(self._today, old.question)
            new = await self._store.renew(old, answer)
            if new.answer is answer:
                await self._record(actor, old, new)
        return Corrected(old=old, new=new, messages=(await self._store.shown_by([key]))[key])

    async def supersede(self, key: str, new_key: str, actor: Actor) -> str:
        """Let an answer that was given take another one's place; the key that stands there now.

        Raises AnswerUnknown or CorrectionRefused.
        """
        old, new = await self._given(key), await self._kept(new_key)
        if (taken := await self._store.supersede(key, new_key)) == new_key:
            await self._record(actor, old, new)
        return taken

    async def superseded(self, key: str) -> str | None:
        """The key of the answer that stands in an answer's place today, or nothing where it still stands."""
        return await self._store.superseded(key)

    async def unmarked(self) -> list[Superseded]:
        """Superseded answers whose messages do not say so yet, whoever superseded them: somebody at the console too."""
        return await self._store.unmarked()

    async def mark(self, key: str) -> None:
        """Note that the messages which show a superseded answer say so."""
        await self._store.mark(key)

    async def _kept(self, key: str) -> StoredAnswer:
        stored = await self._store.recall(key)
        if stored is None:
            raise unknown(key)
        return stored

    async def _given(self, key: str) -> StoredAnswer:
        """An answer that can be corrected."""
        stored = await self._kept(key)
        if stored.answer.status != "answered":
            what, advice = "A question that was declined has no answer to correct", "See: onrecord corrections"
            raise CorrectionRefused(what, where=key, advice=advice)
        return stored

    async def _record(self, actor: Actor, old: StoredAnswer, new: StoredAnswer) -> None:
        # Keys alone: what somebody asked must go when they have it erased, and the trail never forgets.
        generations: dict[str, str] = {"then": old.answer.generation, "now": new.answer.generation}
        await record(self._store, actor, "answer.superseded", before=old.key, after=new.key, **generations)

    def _looked_at(self, stored: StoredAnswer) -> Correction | None:
        generation, withdrawn = self._service.generation, self._service.withdrawn()
        if stored.answer.generation == generation.name and not _quotes(stored.answer, withdrawn):
            return None
        now = self._today(stored.question)
        found = changes(stored.answer, now, generation.by_source, withdrawn)
        if not found:
            return None
        asked = stored.answer.understood or stored.question.text
        return Correction(
            key=stored.key,
            question=asked,
            asked_at=stored.asked_at,
            guild_id=stored.place.guild_id,
            changes=found,
            then=stored.answer,
            now=now,
        )

    def _today(self, question: Question) -> Answer:
        """What is answered now; many ask the same, and it is asked once of what the index holds."""
        held = self._service.generation.name, self._service.withdrawn()
        if self._asked_of != held:
            self._asked_of, self._asked = held, {}
        key = (question.text, question.previous)
        if key not in self._asked:
            self._asked[key] = self._service.ask(question)
        return self._asked[key]


def changes(
    then: Answer, now: Answer, articles: Mapping[str, Document], withdrawn: frozenset[str]
) -> tuple[Change, ...]:
    """What an answer rested on and no longer can; nothing where it still stands. Pure.

    An article that is withdrawn counts wherever the answer quotes it, any other only where it bears the answer out. A
    sentence that moved within its article, or that another article bears out word for word, is not gone.
    """
    found = [*_lost(then, now, articles, withdrawn), *_gained(then, now)]
    return tuple(dict.fromkeys(found))


def _lost(then: Answer, now: Answer, articles: Mapping[str, Document], withdrawn: frozenset[str]) -> Iterator[Change]:
    still = {each.quote for each in now.citations if each.supports}
    for each in then.citations:
        if each.source in withdrawn:
            yield Change(kind="withdrawn", source=each.source, title=each.title)
        elif each.supports and each.quote not in still:
            if each.source not in articles:
                yield Change(kind="removed", source=each.source, title=each.title)
            elif each.quote not in articles[each.source].text:
                yield Change(kind="changed", source=each.source, title=each.title, quote=each.quote)


def _gained(then: Answer, now: Answer) -> Iterator[Change]:
    """A disagreement that was not there then, or that has got a further side."""
    values = _sides(now)
    if values and not {value.casefold() for value in values} <= {value.casefold() for value in _sides(then)}:
        yield Change(kind="disagreement", values=values)


def _sides(answer: Answer) -> tuple[str, ...]:
    if answer.agreement is None or answer.agreement.relation != "disagree":
        return ()
    return tuple(value.text for value in answer.agreement.values)


def _quotes(answer: Answer, sources: frozenset[str]) -> bool:
    return any(each.source in sources for each in answer.citations)
