"""A small web on loopback: servers that answer word for word what a test says, a resolver that knows their names."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

HERE = Path(__file__).parent
#: The one address that fetching may reach in tests; the rest of loopback stands for what is private.
OPEN = ip_address("127.0.0.1")
CLOSED = ip_address("127.0.0.2")

Write = Callable[[asyncio.StreamWriter], Awaitable[None]]
Route = bytes | Write


def answer(
    body: bytes = b"", *, status: str = "200 OK", type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """A whole answer; a header's name is written with underscores."""
    stated = {"Content-Type": type, "Content-Length": str(len(body)), "Connection": "close"}
    stated |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in stated.items() if value)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=location)


class Web:
    """A server: what it answers by path, and what it was asked."""

    def __init__(self, port: int, routes: dict[str, Route]) -> None:
        self.port = port
        self.routes = routes
        self.asked: list[str] = []
        self.heads: list[str] = []
        self._talks: set[asyncio.Task[None]] = set()

    @property
    def pages(self) -> list[str]:
        """What was asked for but for robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    async def close(self) -> None:
        """Leave nobody waiting and nothing open."""
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk
        self._talks.add(talk)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            self.asked.append(path)
            self.heads.append(head)
            route = self.routes.get(path, answer(b"nothing here", status="404 Not Found"))
            if isinstance(route, bytes):
                writer.write(route)
            else:
                await route(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()


@asynccontextmanager
async def web(routes: dict[str, Route] | None = None, *, host: str = str(OPEN), certified: bool = False):
    """A server while a test runs."""
    made = Web(0, routes or {})
    context = None
    if certified:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(HERE / "news.example.pem")
    server = await asyncio.start_server(made.serve, host, 0, ssl=context)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await made.close()


class Names:
    """A resolver: addresses by name, one list after the other where a name's answer changes."""

    def __init__(self, **named: object) -> None:
        self.named = {name.replace("_", "."): places for name, places in named.items()}
        self.looked_up: list[str] = []

    async def __call__(self, host: str, port: int):
        self.looked_up.append(host)
        places = self.named.get(host, [])
        if places and isinstance(places[0], list):
            places = places.pop(0) if len(places) > 1 else places[0]
        return [ip_address(place) for place in places]


def only_open(address) -> bool:
    """What tests permit: the one open address."""
    return address == OPEN
