"""``/golden``: the questions whose answers must stay right, asked of every generation before it may answer.

Refuses to judge an answer: what a moderator adds is right by definition.
"""

import asyncio
from typing import TYPE_CHECKING

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import said, sure_card
from bot.adapters.discord.moderating.cards.questions import golden_card
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed, digest
from bot.adapters.discord.moderating.sourcing import Sourcing
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.evaluation.gold import Evidence, GoldQuestion

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_QUESTION = 200
_MOST_CHOICES = 25
_CHOICE = 100


class Gilding:
    """What moderators do with golden questions."""

    def __init__(self, parts: "Parts", sourcing: Sourcing) -> None:
        self._golden, self._sourcing, self._store = parts.moderation.golden, sourcing, parts.store

    @property
    def verbs(self) -> Verbs:
        """Its buttons and menus."""
        return Verbs(
            {
                "golden": lambda visit, pressed: self.listed(visit, pressed.page),
                "golden_add": self._add_answer,
                "golden_remove": self._remove,
            }
        )

    async def listed(self, visit: ModeratorVisit, page: int | None = None) -> Card:
        """The golden questions."""
        return golden_card(await asyncio.to_thread(self._golden.questions), page, phrases=visit.phrases)

    async def add(
        self, visit: ModeratorVisit, question: str, article: str | None, contains: str | None, answer: str | None
    ) -> Card:
        """Add a question with what makes an answer right; with nothing of it, one that is to be declined."""
        evidence = []
        if article is not None and not (contains or answer):
            return notice_card(visit.phrases.get("golden.needs_words"))
        if article is not None:
            source = await self._sourcing.source(article)
            evidence = [Evidence(source=source, contains=contains or answer)]
        answers = [answer.strip()] if answer and answer.strip() else []
        return self._added(visit, await self._golden.add(visit.actor, question, evidence, answers=answers))

    async def remove(self, visit: ModeratorVisit, named: str) -> Card:
        """Take a question away."""
        gold = await self._golden.remove(named.strip(), visit.actor)
        return notice_card(
            visit.phrases.get("golden.removed", question=said(gold.question, visit.phrases, limit=_QUESTION))
        )

    async def suggest(self, so_far: str) -> list[tuple[str, str]]:
        """Golden questions that hold what was typed."""
        wanted = so_far.casefold()
        found = [each for each in await asyncio.to_thread(self._golden.questions) if wanted in each.question.casefold()]
        labelled = [(plain(each.question, limit=_CHOICE) or "…", each.id) for each in found]
        return [(label, id) for label, id in labelled if len(id) <= _CHOICE][:_MOST_CHOICES]

    async def _add_answer(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        stored = await self._store.recall(pressed.key)
        if stored is None:
            return notice_card(visit.phrases.get("notice.too_old"))
        return self._added(visit, await self._golden.add_from(stored.answer, visit.actor))

    async def _remove(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        key = pressed.values[0].partition("-")[2] if pressed.values else pressed.key
        questions = await asyncio.to_thread(self._golden.questions)
        gold = next((each for each in questions if digest(each.id) == key), None)
        if gold is None:
            return gone(visit)
        if pressed.sure:
            return await self.remove(visit, gold.id)
        phrases = visit.phrases
        words = phrases.get("golden.sure", question=said(gold.question, phrases, limit=_QUESTION))
        label = phrases.get("button.moderating.golden_remove")
        return sure_card(words, "golden_remove", key, phrases=phrases, label=label)

    def _added(self, visit: ModeratorVisit, gold: GoldQuestion) -> Card:
        kind = "answerable" if gold.answerable else "unanswerable"
        question = said(gold.question, visit.phrases, limit=_QUESTION)
        return notice_card(visit.phrases.get(f"golden.added.{kind}", question=question))
