"""The gateway: hello, identify, ready, events in sequence, heartbeats, resume; and its ways of breaking off."""

import asyncio
import json
import secrets
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.discord.server.recording import Recording
from tests.discord.server.world import Payload, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11


class Session:
    """One shard's session: its events in sequence, so that a resume can send what was missed."""

    def __init__(self, shard: int, shards: int, intents: int) -> None:
        self.id = secrets.token_hex(8)
        self.shard = shard
        self.shards = shards
        self.intents = intents
        self.events: list[str] = []
        self.socket: web.WebSocketResponse | None = None

    async def dispatch(self, event: str, data: Any) -> None:
        """Send an event, or keep it for a resume while nobody is connected."""
        sequence = len(self.events) + 1
        self.events.append(json.dumps({"op": DISPATCH, "t": event, "s": sequence, "d": data}))
        await self._send(self.events[-1])

    async def catch_up(self, after: int) -> None:
        """Send again what came after a sequence number."""
        for event in self.events[after:]:
            await self._send(event)

    async def _send(self, event: str) -> None:
        if self.socket is not None and not self.socket.closed:
            await self.socket.send_str(event)


class Gateway:
    """Every session, and the faults that concern connections."""

    def __init__(self, world: World, recording: Recording, *, shards: int) -> None:
        self.world = world
        self.shards = shards
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41_250
        self.acknowledging = True
        self.refusing = 0
        self.identifies: list[Payload] = []
        self.resumes: list[Payload] = []
        self.heartbeats = 0
        self._recording = recording
        self._address = ""

    def serve_at(self, address: str) -> None:
        """Where clients are told to resume."""
        self._address = address

    @property
    def address(self) -> str:
        """The address that clients are told."""
        return self._address

    def session(self, shard: int = 0) -> Session:
        """The latest session of a shard."""
        return next(each for each in reversed(self.sessions.values()) if each.shard == shard)

    def connected(self) -> bool:
        """Whether every shard has an open connection."""
        open_shards = {each.shard for each in self.sessions.values() if each.socket and not each.socket.closed}
        return len(open_shards) == self.shards

    async def send(self, event: str, data: Payload, guild_id: int | None) -> None:
        """Dispatch an event to the shard that is responsible; direct messages go to the first."""
        shard = 0 if guild_id is None else (guild_id >> 22) % self.shards
        await self.session(shard).dispatch(event, data)

    async def close(self, code: int, shard: int = 0) -> None:
        """Break a connection off with a close code."""
        socket = self.session(shard).socket
        assert socket
        await socket.close(code=code)

    async def ask_to_reconnect(self, shard: int = 0) -> None:
        """Tell a shard to connect anew and resume."""
        await self._tell(shard, {"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool, shard: int = 0) -> None:
        """Tell a shard that its session is invalid."""
        if not resumable:
            del self.sessions[self.session(shard).id]
            await self._last.send_json({"op": INVALID, "d": False})
        else:
            await self._tell(shard, {"op": INVALID, "d": True})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection from hello to its end."""
        if self.refusing:
            self.refusing -= 1
            return web.Response(status=502, text="bad gateway")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._last = socket
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._receive(socket, json.loads(message.data))
        self._recording.tell()
        return socket

    async def leave(self) -> None:
        """Close every connection, for the server is going."""
        sockets = [each.socket for each in self.sessions.values() if each.socket]
        await asyncio.gather(*(socket.close(code=WSCloseCode.GOING_AWAY) for socket in sockets))

    async def _receive(self, socket: web.WebSocketResponse, message: Payload) -> None:
        match message["op"]:
            case 1:
                self.heartbeats += 1
                if self.acknowledging:
                    await socket.send_json({"op": ACK, "d": None})
            case 2:
                await self._identify(socket, message["d"])
            case 6:
                await self._resume(socket, message["d"])
        self._recording.tell()

    async def _identify(self, socket: web.WebSocketResponse, asked: Payload) -> None:
        self.identifies.append(asked)
        shard, shards = asked.get("shard", (0, 1))
        session = Session(shard, shards, asked["intents"])
        self.sessions[session.id] = session
        session.socket = socket
        guilds = [each for id, each in self.world.guilds.items() if (id >> 22) % shards == shard]
        await session.dispatch("READY", self._ready(session, guilds))
        for guild in guilds:
            await session.dispatch("GUILD_CREATE", guild)

    async def _resume(self, socket: web.WebSocketResponse, asked: Payload) -> None:
        self.resumes.append(asked)
        session = self.sessions.get(asked["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID, "d": False})
            return
        session.socket = socket
        await session.catch_up(asked["seq"])
        await session.dispatch("RESUMED", {})

    def _ready(self, session: Session, guilds: list[Payload]) -> Payload:
        return {
            "v": 10,
            "user": self.world.me | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._address,
            "shard": [session.shard, session.shards],
            "application": {"id": self.world.application_id, "flags": 0},
        }

    async def _tell(self, shard: int, message: Payload) -> None:
        socket = self.session(shard).socket
        assert socket
        await socket.send_json(message)
