"""What each server has chosen, at hand without waiting for the store each time. Refuses to decide what it means."""

from collections import OrderedDict

from bot.store import ServerSettings, Store

_MOST_SERVERS = 5_000


class Servers:
    """The settings of servers, read once and kept until they are changed here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: OrderedDict[int, ServerSettings] = OrderedDict()

    async def of(self, guild_id: int | None) -> ServerSettings:
        """The settings of a server; the defaults in direct messages."""
        if guild_id is None:
            return ServerSettings()
        if guild_id not in self._known:
            self._keep(guild_id, await self._store.server(guild_id))
        return self._known[guild_id]

    async def change(self, guild_id: int, settings: ServerSettings, *, by: int) -> None:
        """Store what a server has chosen, and use it from now on."""
        await self._store.change_server(guild_id, settings, by=by)
        self._keep(guild_id, settings)

    def _keep(self, guild_id: int, settings: ServerSettings) -> None:
        self._known[guild_id] = settings
        if len(self._known) > _MOST_SERVERS:
            self._known.popitem(last=False)
