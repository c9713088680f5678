"""The small Discord as a whole: one world, its REST and its gateway, on a port of loopback."""

from collections.abc import Callable
from typing import Self, TypeVar

from aiohttp import web

from tests.discord.server.faults import Fault
from tests.discord.server.gateway import Gateway
from tests.discord.server.people import Person
from tests.discord.server.recording import Recording, Request
from tests.discord.server.rest import Rest
from tests.discord.server.world import MEMBER, Payload, World, user

T = TypeVar("T")


class FakeDiscord:
    """Start it, point the library at its ``url``, and let people do things."""

    def __init__(self, *, shards: int = 1, token: str = "token") -> None:
        self.token = token
        self.world = World()
        self.recording = Recording()
        self.gateway = Gateway(self.world, self.recording, shards=shards)
        self.rest = Rest(self.world, self.recording, self.gateway, token)
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on a free port, or on one that was used before."""
        application = web.Application(middlewares=[self.rest.around], client_max_size=2**26)
        application.add_routes([*self.rest.routes(), web.get("/gateway", self.gateway.handle)])
        application.add_routes([web.get("/gateway/", self.gateway.handle)])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.gateway.serve_at(f"ws://{host}:{port}/gateway")

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self.gateway.leave()
        if self._runner is not None:
            await self._runner.cleanup()

    def person(self, name: str = "Ada", *, permissions: int = MEMBER) -> Person:
        """Somebody new."""
        account = user(name)
        self.world.accounts[account["id"]] = account
        return Person(self, account, permissions=permissions)

    def guild(self, name: str = "Guild", *, shard: int = 0, permissions: int = MEMBER) -> Payload:
        """A guild that the bot is in; make it before the bot connects."""
        return self.world.add_guild(name, shard=shard, shards=self.gateway.shards, permissions=permissions)

    def order(self, fault: Fault) -> Fault:
        """Let something go wrong."""
        self.rest.faults.append(fault)
        return fault

    async def connected(self) -> None:
        """Wait until every shard is connected and has been told its guilds."""
        await self.until(lambda: self.gateway.connected() or None, "a connection")

    async def until(self, found: Callable[[], T | None], what: str = "it") -> T:
        """Wait until something is found."""
        return await self.recording.until(found, what)

    async def message_in(self, channel: Payload, *, after: int = 0) -> Payload:
        """The bot's first message in a channel whose id is greater than ``after``."""
        return await self.until(lambda: next(iter(self.messages_in(channel, after=after)), None), "a message")

    def messages_in(self, channel: Payload, *, after: int = 0) -> list[Payload]:
        """The bot's messages in a channel, oldest first."""
        mine = (each for each in self.world.messages.values() if each["author"]["id"] == self.world.me["id"])
        return [each for each in mine if each["channel_id"] == channel["id"] and int(each["id"]) > after]

    def requests(self, method: str, route: str) -> list[Request]:
        """The requests of a method whose route ends like this."""
        return self.recording.of(method, route)
