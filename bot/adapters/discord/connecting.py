"""Stay connected: a start while Discord cannot be reached is tried again, with longer and longer pauses.

Once connected the library reconnects by itself; what it gives up on is begun anew here. A refused token is final.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import aiohttp
import discord
from discord.backoff import ExponentialBackoff

from bot.adapters.discord.logs import facts
from bot.errors import TokenRefused
from bot.settings import variable

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

#: Seconds after which a connection counts as one that worked.
_A_GOOD_WHILE = 120.0
#: The gateway's close code for a token that it does not accept.
_NOT_AUTHENTICATED = 4004
#: The plain client dies with an AttributeError where the first connection to the gateway is refused.
_PASSING = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordException, AttributeError)


async def stay_connected(
    make: Callable[[], discord.Client],
    token: str,
    stopping: Callable[[], bool],
    *,
    pause: Pause = asyncio.sleep,
    longest: float = 60.0,
) -> None:
    """Connect, and connect anew, until the bot is stopping. Raises TokenRefused."""
    backoff: ExponentialBackoff[bool] = ExponentialBackoff()
    while not stopping():
        begun, reason = time.monotonic(), "closed"
        try:
            async with make() as client:
                await client.start(token)
        except _PASSING as error:
            if _refused(error):
                raise _refusal() from error
            reason = type(error).__name__
        if stopping():
            return
        if time.monotonic() - begun > _A_GOOD_WHILE:
            backoff = ExponentialBackoff()
        seconds = min(longest, backoff.delay())
        log.warning("not connected", extra=facts(reason=reason, seconds=round(seconds, 1)))
        await pause(seconds)


def _refused(error: Exception) -> bool:
    return isinstance(error, discord.LoginFailure) or (
        isinstance(error, discord.ConnectionClosed) and error.code == _NOT_AUTHENTICATED
    )


def _refusal() -> TokenRefused:
    where = f"{variable('discord_token')} or {variable('discord_token_file')}"
    advice = "Reset it in the Discord developer portal (Bot, Reset Token) and give the bot the new one"
    return TokenRefused("Discord does not accept the bot's token", where=where, advice=advice)
