"""What is done for moderators while none is there: feeds are asked when their time has come, the index is refreshed.

Each goes on until it is cancelled, and none may end the bot. Refuses to decide: what would lose much is held, what a
feed announces waits, unless the settings or a moderator said otherwise.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.adapters.discord.logs import facts
from bot.adapters.discord.moderating.faults import FAULTS
from bot.errors import RefreshBusy
from bot.moderation.actors import Actor

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

#: Seconds between looks whether a feed's time has come.
_FEEDS = 60.0
_ONRECORD = Actor(kind="schedule", name="Onrecord")
_WATCHING = Actor(kind="watch", name="Onrecord")


async def keep_asking_feeds(parts: "Parts", *, pause: Pause = asyncio.sleep) -> None:
    """Ask each feed when its time has come."""
    while True:
        await pause(_FEEDS)
        await _safely(_asked(parts), "feeds")


async def keep_refreshing(parts: "Parts", seconds: float, *, pause: Pause = asyncio.sleep) -> None:
    """Take in what changed in the articles, again and again; what would lose much is held for a moderator."""
    while True:
        await pause(seconds)
        await _safely(_refreshed(parts), "refresh")


async def keep_watching_articles(parts: "Parts") -> None:
    """Take in what changed in the articles as soon as the file system tells of it."""
    from bot.moderation.refreshing.watching import keep_watching

    await keep_watching(parts.moderation.settings.corpus, lambda: _safely(_refreshed(parts, _WATCHING), "watch"))


async def _asked(parts: "Parts") -> None:
    for polled in await parts.moderation.feeds.poll():
        log.info("feed asked", extra=facts(feed=polled.feed.number, new=polled.new, kept=len(polled.kept)))


async def _refreshed(parts: "Parts", actor: Actor = _ONRECORD) -> None:
    try:
        outcome = await parts.moderation.refreshes.refresh(actor)
    except RefreshBusy:
        return
    if outcome.report.switched or outcome.held:
        told = {"generation": outcome.report.generation_after, "held": bool(outcome.held)}
        log.info("refreshed", extra=facts(**told))


async def _safely(work: Awaitable[None], what: str) -> None:
    try:
        await work
    except FAULTS as fault:
        log.warning("not done by itself: %s", fault.what, extra=facts(work=what))
    except Exception:
        log.exception("upkeep failed", extra=facts(work=what))
