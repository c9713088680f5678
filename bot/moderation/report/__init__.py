"""The report: what the index holds, what was asked of it, and what moderators changed, as one page of HTML."""

from datetime import datetime

from bot.moderation.report.gathering import DAYS, Refreshes, gather
from bot.moderation.report.page import page
from bot.service import Service
from bot.settings import Settings
from bot.store import Store

__all__ = ["DAYS", "report_html"]


async def report_html(
    service: Service,
    store: Store,
    settings: Settings,
    refreshes: Refreshes | None = None,
    *,
    days: int = DAYS,
    now: datetime | None = None,
) -> str:
    """One self-contained page about the last ``days``; with ``refreshes`` it says what waits for a moderator."""
    return page(await gather(service, store, settings, refreshes, days=days, now=now))
