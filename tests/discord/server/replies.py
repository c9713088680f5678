"""JSON replies as Discord sends them: the library reads a body as JSON only under exactly ``application/json``."""

import json
from typing import Any

from aiohttp import web


def reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON reply."""
    sent = {"Content-Type": "application/json", "Via": "1.1 fake", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=sent)


def error(status: int, code: int, message: str) -> web.Response:
    """An error as Discord words it."""
    return reply({"code": code, "message": message}, status)
