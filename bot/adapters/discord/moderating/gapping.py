"""``/gaps``: what was asked in vain, and what moderators make of it: solved, dismissed, golden. As a table too.

Refuses to show who asked: nobody here knows.
"""

import asyncio
import io
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.moderating.cards.gaps import gap_card, gaps_card
from bot.adapters.discord.moderating.cards.pages import said
from bot.adapters.discord.moderating.forms import Field, Form
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed
from bot.adapters.discord.moderating.sourcing import Sourcing
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.memory import utc_now
from bot.moderation.gaps import GapGroup, as_csv

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

DAYS = 30
_QUESTION = 200
_SOURCE = 300
_MOST_DAYS = 3650


class Gapping:
    """What moderators do with gaps."""

    def __init__(self, parts: "Parts", sourcing: Sourcing) -> None:
        self._gaps, self._sourcing = parts.moderation.gaps, sourcing

    @property
    def verbs(self) -> Verbs:
        """Its buttons, menus and forms."""
        return Verbs(
            {"gaps": self._page, "gap": self._gap, "gap_dismiss": self._dismiss, "gap_golden": self._golden},
            {"gap_solve": self._solving},
            {"gap_solved": self._solved},
        )

    async def show(self, visit: ModeratorVisit, days: int = DAYS) -> None:
        """The gaps, and the same as a table for a spreadsheet."""
        found = await self._found(days)
        await visit.put(gaps_card(found, None, days=days, phrases=visit.phrases))
        if found:
            table = (await asyncio.to_thread(as_csv, found)).encode("utf-8-sig", "replace")
            file = discord.File(io.BytesIO(table), filename=f"gaps-{utc_now():%Y-%m-%d}.csv")
            await visit.attach(visit.phrases.get("gaps.table"), file)

    async def _page(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        days = min(int(pressed.key), _MOST_DAYS) if pressed.key.isdecimal() else DAYS
        return gaps_card(await self._found(days), pressed.page, days=days, phrases=visit.phrases)

    async def _gap(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        gap = await self._one(pressed)
        return gone(visit) if gap is None else gap_card(gap, phrases=visit.phrases)

    async def _dismiss(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        return self._made(visit, await self._gaps.dismiss(pressed.key, visit.actor))

    async def _golden(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        return self._made(visit, await self._gaps.to_golden(pressed.key, visit.actor))

    async def _solving(self, visit: ModeratorVisit, pressed: Pressed) -> Form:
        field = Field("article", visit.phrases.get("form.article"), most=_SOURCE, required=True)
        return Form("gap_solved", visit.phrases.get("gaps.solved_by"), (field,), pressed.key)

    async def _solved(self, visit: ModeratorVisit, pressed: Pressed, typed: Mapping[str, str]) -> Card:
        source = await self._sourcing.named(typed.get("article", ""))
        solved = await self._gaps.solve(pressed.key, source, visit.actor)
        question = said(solved.group.question, visit.phrases, limit=_QUESTION)
        counts = {"asked": solved.asked, "answered": solved.answered, "fitting": solved.from_source}
        return notice_card(visit.phrases.get("gaps.made.solved", question=question, **counts))

    def _made(self, visit: ModeratorVisit, gap: GapGroup) -> Card:
        question = said(gap.question, visit.phrases, limit=_QUESTION)
        return notice_card(visit.phrases.get(f"gaps.made.{gap.state}", question=question))

    async def _found(self, days: int) -> list[GapGroup]:
        return await self._gaps.list(utc_now() - timedelta(days=days))

    async def _one(self, pressed: Pressed) -> GapGroup | None:
        key = pressed.values[0] if pressed.values else pressed.key
        return next((each for each in await self._gaps.list() if each.key == key), None)
