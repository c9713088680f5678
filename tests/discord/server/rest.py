"""REST: the routes that a bot without privileges meets, answered as Discord answers them, errors included."""

import json
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from aiohttp import web

from tests.discord.server.faults import Fault
from tests.discord.server.gateway import Gateway
from tests.discord.server.recording import Recording, Request
from tests.discord.server.replies import error, reply
from tests.discord.server.world import BODY, EPHEMERAL, Interaction, Payload, World

API = "/api/v10"
#: Where what people attached can be downloaded.
FILES = "/attachments"
MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, SUGGESTIONS, MODAL = 4, 5, 6, 7, 8, 9
_LOADING = 1 << 7
#: The body of the request that is being handled; a request can be read once.
_body: ContextVar[Any] = ContextVar("body")


class Rest:
    """The handlers, over one world; every request is recorded before it is answered or goes wrong."""

    def __init__(self, world: World, recording: Recording, gateway: Gateway, token: str) -> None:
        self.faults: list[Fault] = []
        self._world, self._recording, self._gateway = world, recording, gateway
        self._token = token
        self._nonces: dict[str, Payload] = {}

    def routes(self) -> list[web.RouteDef]:
        """Every route with its handler."""
        message = "/channels/{channel}/messages/{message}"
        hook = "/webhooks/{application}/{token}"
        table: dict[tuple[str, str], Callable[[web.Request], Awaitable[web.StreamResponse]]] = {
            ("GET", "/users/@me"): self._me,
            ("GET", "/oauth2/applications/@me"): self._application,
            ("GET", "/gateway/bot"): self._gateway_bot,
            ("POST", "/users/@me/channels"): self._open_dm,
            ("PUT", "/applications/{application}/commands"): self._put_commands,
            ("PUT", "/applications/{application}/guilds/{guild}/commands"): self._put_guild_commands,
            ("POST", "/interactions/{interaction}/{token}/callback"): self._callback,
            ("POST", hook): self._followup,
            ("GET", hook + "/messages/{message}"): self._get_hooked,
            ("PATCH", hook + "/messages/{message}"): self._edit_hooked,
            ("DELETE", hook + "/messages/{message}"): self._delete_hooked,
            ("GET", "/channels/{channel}"): self._channel,
            ("POST", "/channels/{channel}/typing"): self._typing,
            ("POST", "/channels/{channel}/messages"): self._send,
            ("GET", message): self._get,
            ("PATCH", message): self._edit,
            ("DELETE", message): self._delete,
            ("POST", message + "/threads"): self._start_thread,
        }
        known = [web.route(method, API + path, handler) for (method, path), handler in table.items()]
        return [*known, web.get(FILES + "/{name}", self._file)]

    @web.middleware
    async def around(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Record a request, let it go wrong if that was ordered, and wake whoever waits."""
        if not request.path.startswith(API):
            return await handler(request)
        await self._record(request)
        try:
            fault = next((each for each in self.faults if each.fits(request)), None)
            return await (fault.happen(request, handler) if fault else handler(request))
        finally:
            self._recording.tell()

    async def _record(self, request: web.Request) -> None:
        body, files = await _read(request)
        resource = request.match_info.route.resource
        route = (resource.canonical if resource else request.path).removeprefix(API)
        _body.set(body)
        self._recording.add(Request(request.method, request.path.removeprefix(API), route, body, files))

    async def _me(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {self._token}":
            return error(401, 0, "401: Unauthorized")
        return reply(self._world.me)

    async def _application(self, _: web.Request) -> web.Response:
        owner = {"id": "1", "username": "owner", "discriminator": "0", "avatar": None}
        about = {"id": self._world.application_id, "name": "Onrecord", "icon": None, "description": "", "owner": owner}
        about |= {"bot_public": True, "bot_require_code_grant": False, "verify_key": "", "team": None, "flags": 0}
        return reply(about | {"rpc_origins": None, "terms_of_service_url": None})

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": self._gateway.shards}
        address = self._gateway.address
        return reply({"url": address, "shards": self._gateway.shards, "session_start_limit": limit})

    async def _open_dm(self, request: web.Request) -> web.Response:
        wanted = str(_body.get()["recipient_id"])
        if int(wanted) in self._world.closed_channels:
            return error(403, 50007, "Cannot send messages to this user")
        return reply(self._world.add_dm(self._world.accounts[wanted]))

    async def _put_commands(self, request: web.Request) -> web.Response:
        known = {"id": "1", "application_id": self._world.application_id, "version": "1"}
        self._world.commands = [{"description": ""} | each | known for each in _body.get()]
        return reply(self._world.commands)

    async def _put_guild_commands(self, request: web.Request) -> web.Response:
        guild = int(request.match_info["guild"])
        if guild not in self._world.guilds:
            return error(403, 50001, "Missing Access")
        known = {"id": "1", "application_id": self._world.application_id, "version": "1", "guild_id": str(guild)}
        self._world.guild_commands[guild] = [{"description": ""} | each | known for each in _body.get()]
        return reply(self._world.guild_commands[guild])

    async def _file(self, request: web.Request) -> web.Response:
        found = self._world.files.get(request.match_info["name"])
        return web.Response(status=404) if found is None else web.Response(body=found)

    async def _callback(self, request: web.Request) -> web.Response:
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or interaction.expired:
            return error(404, 10062, "Unknown interaction")
        if interaction.callback is not None:
            return error(400, 40060, "Interaction has already been acknowledged.")
        interaction.callback = _body.get()
        self._apply(interaction, _body.get())
        if request.query.get("with_response") not in ("true", "1"):
            return web.Response(status=204)
        return reply(_callback_response(interaction))

    def _apply(self, interaction: Interaction, callback: Payload) -> None:
        data = callback.get("data") or {}
        if callback["type"] in (MESSAGE, DEFERRED_MESSAGE):
            interaction.original = self._add(interaction, data)
            if callback["type"] == DEFERRED_MESSAGE:
                interaction.original["flags"] |= _LOADING
        elif callback["type"] in (UPDATE, DEFERRED_UPDATE):
            clicked = interaction.payload.get("message") or {}
            interaction.original = self._world.messages.get(int(clicked.get("id", 0)), clicked)
            _change(interaction.original, data)

    def _add(self, interaction: Interaction, data: Payload) -> Payload:
        channel = self._world.channels[int(interaction.payload["channel_id"])]
        return self._world.add_message(channel, self._world.me, data)

    async def _followup(self, request: web.Request) -> web.Response:
        interaction = self._answerable(request)
        if isinstance(interaction, web.Response):
            return interaction
        if interaction.original is not None and interaction.original["flags"] & _LOADING:
            # The first further message takes the place of one that was only announced.
            return reply(_change(interaction.original, _body.get()))
        message = self._add(interaction, _body.get())
        interaction.followups.append(message)
        return reply(message)

    async def _get_hooked(self, request: web.Request) -> web.Response:
        return self._hooked(request, reply)

    async def _edit_hooked(self, request: web.Request) -> web.Response:
        return self._hooked(request, lambda message: reply(_change(message, _body.get())))

    async def _delete_hooked(self, request: web.Request) -> web.Response:
        return self._hooked(request, self._gone)

    def _hooked(self, request: web.Request, then: Callable[[Payload], web.Response]) -> web.Response:
        interaction = self._answerable(request)
        if isinstance(interaction, web.Response):
            return interaction
        wanted = request.match_info["message"]
        found = interaction.original if wanted == "@original" else self._world.messages.get(int(wanted))
        if found is None or int(found["id"]) not in self._world.messages:
            return error(404, 10008, "Unknown Message")
        return then(found)

    def _answerable(self, request: web.Request) -> Interaction | web.Response:
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or interaction.callback is None:
            return error(404, 10015, "Unknown Webhook")
        return error(401, 50027, "Invalid Webhook Token") if interaction.token_expired else interaction

    async def _channel(self, request: web.Request) -> web.Response:
        channel = self._world.channels.get(int(request.match_info["channel"]))
        return reply(channel) if channel else error(404, 10003, "Unknown Channel")

    async def _typing(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.Response:
        channel, body = self._world.channels.get(int(request.match_info["channel"])), _body.get()
        if channel is None:
            return error(404, 10003, "Unknown Channel")
        if (refusal := self._refused(channel)) is not None:
            return refusal
        if (nonce := body.get("nonce")) and body.get("enforce_nonce") and nonce in self._nonces:
            return reply(self._nonces[nonce])
        reference = body.get("message_reference") or {}
        if reference and int(reference["message_id"]) not in self._world.messages:
            return error(400, 50035, "Invalid Form Body\nIn message_reference: Unknown message")
        message = self._world.add_message(channel, self._world.me, body)
        if nonce:
            self._nonces[nonce] = message
        return reply(message)

    async def _get(self, request: web.Request) -> web.Response:
        # What only one person sees is not in the channel.
        seen = self._world.messages.get(int(request.match_info["message"]))
        if seen is None or seen["flags"] & EPHEMERAL:
            return error(404, 10008, "Unknown Message")
        return reply(seen)

    async def _edit(self, request: web.Request) -> web.Response:
        return self._on_message(request, lambda message: reply(_change(message, _body.get())))

    async def _delete(self, request: web.Request) -> web.Response:
        return self._on_message(request, self._gone)

    async def _start_thread(self, request: web.Request) -> web.Response:
        parent = self._world.channels[int(request.match_info["channel"])]
        if (refusal := self._refused(parent)) is not None:
            return refusal
        return self._on_message(
            request,
            lambda message: reply(self._world.add_thread(parent, _body.get()["name"], id=int(message["id"]))),
        )

    def _on_message(self, request: web.Request, then: Callable[[Payload], web.Response]) -> web.Response:
        message = self._world.messages.get(int(request.match_info["message"]))
        return then(message) if message else error(404, 10008, "Unknown Message")

    def _refused(self, channel: Payload) -> web.Response | None:
        closed = self._world.closed_channels.get(int(channel["id"]))
        return error(*closed, "refused") if closed else None

    def _gone(self, message: Payload) -> web.Response:
        del self._world.messages[int(message["id"])]
        return web.Response(status=204)


def _change(message: Payload, body: Payload) -> Payload:
    """Apply an edit: a null empties a field, and what is absent stays. An edit ends a message's loading."""
    for key in BODY:
        if key in body and key != "flags":
            message[key] = body[key] if body[key] is not None else ("" if key == "content" else [])
    message["flags"] = (message.get("flags", 0) | body.get("flags", 0)) & ~_LOADING
    return message


def _callback_response(interaction: Interaction) -> Payload:
    about: Payload = {"id": interaction.payload["id"], "type": interaction.payload["type"]}
    if interaction.original is not None:
        about |= {"response_message_id": interaction.original["id"]}
        about |= {"response_message_ephemeral": bool(interaction.original["flags"] & EPHEMERAL)}
        about |= {"response_message_loading": bool(interaction.original["flags"] & _LOADING)}
    assert interaction.callback
    response: Payload = {"interaction": about}
    if interaction.original is not None and interaction.callback["type"] in (MESSAGE, UPDATE):
        response["resource"] = {"type": interaction.callback["type"], "message": interaction.original}
    return response


async def _read(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """The JSON body and the files, however they came."""
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return (json.loads(text) if text else None), {}
    body, files = None, {}
    form = await request.post()
    for name, value in form.items():
        if name == "payload_json":
            body = json.loads(str(value))
        elif isinstance(value, web.FileField):
            files[value.filename] = value.file.read()
    return body, files
