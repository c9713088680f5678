"""Faults to order: what goes wrong with the next requests that fit, and how often."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

from tests.discord.server.replies import error, reply

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Fault:
    """One fault: for requests of a method whose path contains ``path``, ``times`` times.

    ``processed`` lets the request take effect before the connection breaks: the answer alone is lost. ``retry_after``
    is for 429; without it Discord's front (which knows no JSON) refuses. ``until`` holds a request back.
    """

    path: str = ""
    method: str = ""
    times: int = 1
    status: int | None = None
    code: int = 0
    retry_after: float | None = None
    reset: bool = False
    processed: bool = False
    until: asyncio.Event | None = None
    kind: Literal["fault"] = "fault"
    hits: int = field(default=0, init=False)
    hit: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def fits(self, request: web.Request) -> bool:
        """Whether this request is one of those that go wrong."""
        return self.hits < self.times and self.path in request.path and self.method in ("", request.method)

    async def happen(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Go wrong as ordered."""
        self.hits += 1
        self.hit.set()
        if self.processed:
            await handler(request)
        if self.until is not None:
            await self.until.wait()
            if self.status is None and not self.reset:
                return await handler(request)
        if self.reset:
            return _break(request)
        return _refusal(self)


def _refusal(fault: Fault) -> web.Response:
    assert fault.status
    if fault.status == 429 and fault.retry_after is not None:
        body = {"message": "You are being rate limited.", "retry_after": fault.retry_after, "global": False}
        headers = {"Retry-After": str(fault.retry_after)}
        return reply(body, 429, headers)
    if fault.status == 429 or (fault.status >= 500 and not fault.code):
        return web.Response(status=fault.status, text="error", content_type="text/html")
    return error(fault.status, fault.code, "refused")


def _break(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.abort()
    return web.Response()
