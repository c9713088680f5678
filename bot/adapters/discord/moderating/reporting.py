"""``/report``: the report as a file, a page that any browser opens. Refuses to hold up questions while it is made."""

import io
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.cards import notice_card
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.memory import utc_now
from bot.moderation.report import report_html

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts


class Reporting:
    """The report."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts

    async def report(self, visit: ModeratorVisit, days: int) -> None:
        """Make the report and attach it."""
        made = self._parts.moderation
        page = await report_html(made.service, self._parts.store, made.settings, made.refreshes, days=days)
        file = discord.File(io.BytesIO(page.encode()), filename=f"onrecord-{utc_now():%Y-%m-%d}.html")
        await visit.put(notice_card(visit.phrases.get("report.page.made", count=days)))
        await visit.attach(visit.phrases.get("report.page.how"), file)
