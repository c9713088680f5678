"""Tell Discord that an answer is coming: the one request that is in a hurry, over connections kept for it alone.

In a burst this is most of what the bot does, so it is sent as plainly as can be; everything else goes through the
library. Refuses to try again: whoever calls knows whether that may be done.
"""

from typing import Any

import aiohttp
import discord
from discord.http import Route, json_or_text

#: Connections at the same time: enough for a burst, few enough that opening them costs less than what they carry.
_CONNECTIONS = 64
#: Discord forgets an interaction after three seconds.
_SECONDS = aiohttp.ClientTimeout(total=5.0)
_THINKING = {False: b'{"type":5,"data":{"flags":0}}', True: b'{"type":5,"data":{"flags":64}}'}


class Acknowledging:
    """Acknowledges interactions; made within the event loop, and closed."""

    def __init__(self, user_agent: str) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent, "Content-Type": "application/json"},
            timeout=_SECONDS,
        )

    async def thinking(self, interaction: discord.Interaction[Any], *, private: bool) -> None:
        """Say that an answer is coming, in ``private`` to whoever asked alone. Raises discord.HTTPException."""
        where = Route(
            "POST",
            "/interactions/{interaction_id}/{interaction_token}/callback",
            interaction_id=interaction.id,
            interaction_token=interaction.token,
        )
        async with self._session.post(where.url, data=_THINKING[private]) as response:
            if not response.ok:
                raise discord.HTTPException(response, await json_or_text(response))

    async def close(self) -> None:
        """Close its connections."""
        await self._session.close()
