"""Show how far long work has come, now and then, without slowing it: a card that is edited while the work goes on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.adapters.discord.cards import notice_card
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.adapters.discord.phrases import Phrases
from index.refresh import Progress

#: Seconds between two looks; Discord allows five edits in five seconds.
_EVERY = 1.5
_BAR = 20

Pause = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def shown_progress(visit: ModeratorVisit, *, pause: Pause = asyncio.sleep) -> AsyncIterator[Progress]:
    """What long work calls with what is done and what there is to do; the latest is shown until the work ends."""
    state: list[tuple[str, int, int]] = []

    def progress(what: str, done: int, of: int) -> None:
        state[:] = [(what, done, of)]

    showing = asyncio.create_task(_keep_showing(visit, state, pause))
    try:
        yield progress
    finally:
        showing.cancel()
        # An edit that is under way comes before the card that follows it.
        await asyncio.gather(showing, return_exceptions=True)


async def _keep_showing(visit: ModeratorVisit, state: list[tuple[str, int, int]], pause: Pause) -> None:
    shown = None
    while True:
        latest = state[0] if state else None
        if latest is not None and latest != shown:
            shown = latest
            words = progress_words(*latest, phrases=visit.phrases)
            # Progress is a kindness: the work goes on without it.
            with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                await visit.put(notice_card(words))
        await pause(_EVERY)


def progress_words(what: str, done: int, of: int, *, phrases: Phrases) -> str:
    """ "Reading the articles: 30 of 120" with a bar below it."""
    filled = round(_BAR * done / of) if of else 0
    doing = phrases.get(f"progress.{what}") if f"progress.{what}" in phrases.fallback else phrases.get("progress.other")
    bar = f"`{'█' * filled}{'░' * (_BAR - filled)}`"
    return f"{phrases.get('progress.line', doing=doing, done=f'{done:,}', of=f'{of:,}')}\n{bar}"
