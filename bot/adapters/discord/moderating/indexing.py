"""``/index``: refresh with a report before it counts, confirm, discard, take back, verify, repair.

What waits is found again on the disk, so that its buttons work after a restart too. Refuses to say that something
answers before it does: that is said by the use case when it returns.
"""

import asyncio
from typing import TYPE_CHECKING, Any

import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.cards.layout import Row
from bot.adapters.discord.moderating.cards.histories import history_card, status_card, verified_card
from bot.adapters.discord.moderating.cards.pages import said, sure_card
from bot.adapters.discord.moderating.cards.reports import outcome_card
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed, button, danger
from bot.adapters.discord.moderating.progress import shown_progress
from bot.adapters.discord.moderating.recent import Recent
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.adapters.discord.phrases import Phrases
from bot.moderation.refreshing import Held, Outcome
from index.models import Fault

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_NAME = 20


class Indexing:
    """What moderators do to the index as a whole."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts
        self._refreshes = parts.moderation.refreshes
        self._outcomes: Recent[Outcome] = Recent()
        self._found: Recent[list[Fault]] = Recent()

    @property
    def verbs(self) -> Verbs:
        """Its buttons and menus."""
        return Verbs(
            {
                "refresh": lambda visit, _: self.refresh(visit),
                "report": self._report,
                "held": self._held,
                "confirm": self._confirm,
                "discard": self._discard,
                "history": lambda visit, pressed: self.history(visit, pressed.page),
                "rollback": self._rollback,
                "verify": lambda visit, _: self.verify(visit),
                "verified": self._verified,
                "repair": self._repair,
                "never_mind": self._never_mind,
            }
        )

    async def refresh(self, visit: ModeratorVisit) -> Card:
        """Bring the index up to its articles, and report."""
        async with shown_progress(visit) as progress:
            outcome = await self._refreshes.refresh(visit.actor, progress=progress)
        return self.reported(visit, outcome)

    async def status(self, visit: ModeratorVisit) -> Card:
        """How the index stands."""
        service = self._parts.moderation.service
        status = await asyncio.to_thread(service.status)
        withdrawn = await asyncio.to_thread(service.withdrawn)
        held = await asyncio.to_thread(self._refreshes.held)
        return status_card(status, held, len(withdrawn), phrases=visit.phrases)

    async def history(self, visit: ModeratorVisit, page: int | None = None) -> Card:
        """The generations that are kept."""
        return history_card(await asyncio.to_thread(self._refreshes.history), page, phrases=visit.phrases)

    async def rollback(self, visit: ModeratorVisit, name: str) -> Card:
        """Ask once more before going back to a generation."""
        known = {each.name: each for each in await asyncio.to_thread(self._refreshes.history)}
        kept = known.get(name)
        if kept is None or kept.current:
            key = "history.unknown" if kept is None else "history.is_current"
            return notice_card(visit.phrases.get(key, name=said(name, visit.phrases, limit=_NAME)))
        built = visit.phrases.moment(kept.built_at) if kept.built_at else "–"
        words = visit.phrases.get("history.sure", name=said(name, visit.phrases, limit=_NAME), built=built)
        label = visit.phrases.get("button.moderating.rollback")
        return sure_card(words, "rollback", name, phrases=visit.phrases, label=label)

    async def verify(self, visit: ModeratorVisit) -> Card:
        """Check every stored sentence against its article."""
        found = await asyncio.to_thread(self._parts.moderation.service.verify)
        return verified_card(found, key=self._found.keep(found), phrases=visit.phrases)

    def reported(self, visit: ModeratorVisit, outcome: Outcome, said_first: str = "") -> Card:
        """The card of a refresh that has just ended."""
        if outcome.held:
            return _held_card(outcome, None, visit.phrases, said_first)
        return self._done(visit, outcome, None, self._outcomes.keep(outcome), said_first)

    async def _report(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        outcome = self._outcomes.find(pressed.key)
        return gone(visit) if outcome is None else self._done(visit, outcome, pressed.page, pressed.key)

    async def _held(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        held = await asyncio.to_thread(self._refreshes.held)
        return notice_card(visit.phrases.get("held.none")) if held is None else _waiting(held, pressed.page, visit)

    async def _confirm(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        if (other := await self._another(visit, pressed)) is not None:
            return other
        return self.reported(visit, await self._refreshes.confirm(visit.actor))

    async def _discard(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        if (other := await self._another(visit, pressed)) is not None:
            return other
        phrases = visit.phrases
        if not pressed.sure:
            label = phrases.get("button.moderating.discard")
            return sure_card(phrases.get("held.sure"), "discard", pressed.key, phrases=phrases, label=label)
        await self._refreshes.discard(visit.actor)
        return notice_card(phrases.get("held.discarded"))

    async def _another(self, visit: ModeratorVisit, pressed: Pressed) -> Card | None:
        """What waits now where it is not what the button was about: nobody confirms what they have not seen."""
        held = await asyncio.to_thread(self._refreshes.held)
        if held is None:
            return notice_card(visit.phrases.get("held.none"))
        return None if held.generation == pressed.key else _waiting(held, None, visit)

    async def _rollback(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        if not pressed.sure:
            return await self.rollback(visit, pressed.values[0] if pressed.values else pressed.key)
        outcome = await self._refreshes.rollback(pressed.key, visit.actor)
        return self.reported(visit, outcome, visit.phrases.get("history.rolled_back"))

    async def _verified(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        found = self._found.find(pressed.key)
        if found is None:
            return gone(visit)
        return verified_card(found, pressed.page, key=pressed.key, phrases=visit.phrases)

    async def _repair(self, visit: ModeratorVisit, _: Pressed) -> Card:
        outcome = await self._refreshes.repair(visit.actor)
        return self.reported(visit, outcome, visit.phrases.get("verify.repaired"))

    async def _never_mind(self, visit: ModeratorVisit, _: Pressed) -> Card:
        return notice_card(visit.phrases.get("moderating.left"))

    def _done(self, visit: ModeratorVisit, outcome: Outcome, page: int | None, key: str, said_first: str = "") -> Card:
        def rows(_: int) -> list[Row]:
            return [Row(lambda: [button("affected", visit.phrases)])] if outcome.report.switched else []

        return outcome_card(
            outcome, page, phrases=visit.phrases, verb="report", key=key, rows=rows, said_first=said_first
        )


def _waiting(held: Held, page: int | None, visit: ModeratorVisit) -> Card:
    outcome = Outcome(report=held.report, gate=held.gate, held=held.reasons)
    return _held_card(outcome, page, visit.phrases)


def _held_card(outcome: Outcome, page: int | None, phrases: Phrases, said_first: str = "") -> Card:
    """A report before it counts, with the two ways to go on."""
    key = outcome.report.generation_after or "-"

    def row() -> list[discord.ui.Item[Any]]:
        yes = button("confirm", phrases, key, style=discord.ButtonStyle.success)
        return [yes, danger("discard", phrases, key)]

    return outcome_card(
        outcome, page, phrases=phrases, verb="held", key=key, rows=lambda _: [Row(row)], said_first=said_first
    )
