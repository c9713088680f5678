"""What each server has chosen, at hand without waiting for the store each time. Refuses to decide what it means."""

import asyncio
import logging
from collections import OrderedDict

from bot.adapters.discord.logs import facts
from bot.errors import StoreFault
from bot.store import ServerSettings, Store

log = logging.getLogger(__name__)

_MOST_SERVERS = 5_000


class Servers:
    """The settings of servers, read once and kept until they are changed here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[int, ServerSettings] = OrderedDict()
        self._being_read: dict[int, asyncio.Task[ServerSettings]] = {}

    async def of(self, guild_id: int | None) -> ServerSettings:
        """The settings of a server; the defaults in direct messages."""
        if guild_id is None:
            return ServerSettings()
        if guild_id in self._known:
            return self._known[guild_id]
        # One reading for all who wait: they go on in the order in which they came.
        if guild_id not in self._being_read:
            self._being_read[guild_id] = asyncio.create_task(self._read(guild_id))
        return await asyncio.shield(self._being_read[guild_id])

    async def change(self, guild_id: int, settings: ServerSettings, *, by: int) -> None:
        """Store what a server has chosen, and use it from now on."""
        await self._store.change_server(guild_id, settings, by=by)
        self._keep(guild_id, settings)

    async def _read(self, guild_id: int) -> ServerSettings:
        try:
            settings = await self._store.server(guild_id)
        except StoreFault:
            # An answer in the wrong look is better than none; the next question looks again.
            log.exception("settings of a server could not be read", extra=facts(guild=guild_id))
            return ServerSettings()
        finally:
            del self._being_read[guild_id]
        self._keep(guild_id, settings)
        return settings

    def _keep(self, guild_id: int, settings: ServerSettings) -> None:
        self._known[guild_id] = settings
        if len(self._known) > _MOST_SERVERS:
            self._known.popitem(last=False)
