"""``/audit``: what was done, by whom, from where. Refuses to change any of it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.adapters.discord.cards import Card
from bot.adapters.discord.moderating.cards.trail import trail_card
from bot.adapters.discord.moderating.front import Verbs
from bot.adapters.discord.moderating.ids import Pressed
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.memory import utc_now

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

DAYS = 30


class Auditing:
    """The audit trail."""

    def __init__(self, parts: "Parts") -> None:
        self._store = parts.store

    @property
    def verbs(self) -> Verbs:
        """Its buttons."""
        return Verbs({"audit": self._page})

    async def show(self, visit: ModeratorVisit, days: int = DAYS) -> Card:
        """The latest entries."""
        return await self._card(visit, days, None)

    async def _page(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        return await self._card(visit, int(pressed.key) if pressed.key.isdecimal() else DAYS, pressed.page)

    async def _card(self, visit: ModeratorVisit, days: int, page: int | None) -> Card:
        entries = await self._store.trail(utc_now() - timedelta(days=min(days, 36_500)))
        return trail_card(entries, page, key=str(days), phrases=visit.phrases)
