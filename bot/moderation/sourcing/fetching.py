"""Fetch one page of the public web, safely: the one place that asks another machine for something.

The name of every hop is resolved once, every address of it must be public, and the connection goes to the very address
that was checked; certificates are verified against the name. Redirects, bytes on the wire, bytes after unpacking,
types and time are limited; no cookie, no proxy, no credential is used; robots.txt is respected. Refuses everything
else, and to know what a page says.
"""

import asyncio
import hashlib
import importlib.util
import ssl
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot import __version__
from bot.errors import AddressRefused, FetchFailed, SettingsFault
from bot.moderation.sourcing import responses, urls
from bot.moderation.sourcing.addresses import Address, is_name, is_public, literal
from bot.moderation.sourcing.receiving import LARGEST
from bot.moderation.sourcing.resolving import resolve
from bot.moderation.sourcing.responses import Response
from bot.moderation.sourcing.robots import Robots

if TYPE_CHECKING:
    import httpx

#: Says who asks; robots.txt names us by its first word.
USER_AGENT = f"Onrecord/{__version__} (keeps articles that a moderator chose, to quote them with their source)"
#: Seconds for everything: names, robots.txt, redirects and the page.
SECONDS = 30.0
MOST_REDIRECTS = 5
#: Addresses of one host that are tried.
_MOST_ADDRESSES = 3
_CONNECT_SECONDS = 10.0
_LARGEST_ROBOTS = 500_000

ARTICLES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/octet-stream"}
)
FEEDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/html",
        "text/plain",
        "application/octet-stream",
    }
)
_ANY_TYPE: frozenset[str] = frozenset()

_REDIRECTS = (301, 302, 303, 307, 308)

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]
Permitted = Callable[[Address], bool]


class Conditions(NamedTuple):
    """What is known from the time before: nothing needs to be sent where that still holds."""

    etag: str | None = None
    modified: str | None = None


_NO_CONDITIONS = Conditions()


class Fetched(NamedTuple):
    """What an address answered. ``content`` is UTF-8 where the answer named another encoding; the hash is of before.

    ``is_new`` is false where the conditions still hold; there is no content then.
    """

    address: str
    content: bytes
    sha256: str
    type: str = ""
    conditions: Conditions = _NO_CONDITIONS
    is_new: bool = True


class _Target(NamedTuple):
    """One hop: the address, its host, and where exactly to connect."""

    url: "httpx.URL"
    host: str
    places: tuple[Address, ...]

    @property
    def origin(self) -> str:
        port = f":{self.url.port}" if self.url.port else ""
        return f"{self.url.scheme}://{self.host}{port}"


class Fetcher:
    """Asks the public web; ``resolve`` and ``permitted`` are passed in by tests alone."""

    def __init__(
        self,
        *,
        resolve: Resolve = resolve,
        permitted: Permitted = is_public,
        trusted: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._resolve = resolve
        self._permitted = permitted
        self._trusted = trusted
        self._seconds = seconds
        self._robots = Robots(USER_AGENT)

    async def fetch(
        self, address: str, *, types: frozenset[str] = ARTICLES, conditions: Conditions = _NO_CONDITIONS
    ) -> Fetched:
        """Fetch an address. Raises AddressRefused or FetchFailed, never anything of the library's."""
        _need_the_library()
        try:
            async with asyncio.timeout(self._seconds):
                return await self._fetched(address, types, conditions)
        except TimeoutError as error:
            what = f"The address took longer than {self._seconds:.0f} s"
            raise FetchFailed(what, where=urls.shown(address), advice="Try again later") from error

    async def _fetched(self, address: str, types: frozenset[str], conditions: Conditions) -> Fetched:
        target, answer = await self._followed(address, types, conditions, LARGEST, obey=True)
        known = Conditions(answer.headers.get("etag"), answer.headers.get("last-modified"))
        where = str(target.url)
        if answer.status == 304 and any(conditions):
            return Fetched(where, b"", "", conditions=conditions, is_new=False)
        if answer.status != 200:
            raise responses.refusal(answer, where)
        kind, charset = responses.content_type(answer.headers)
        content = answer.content if charset is None else responses.as_utf8(answer.content, charset)
        return Fetched(where, content, hashlib.sha256(answer.content).hexdigest(), kind, known)

    async def _followed(
        self, address: str, types: frozenset[str], conditions: Conditions, largest: int, *, obey: bool
    ) -> tuple[_Target, Response]:
        """Follow redirects, each checked like the first address, to an answer that is none."""
        for _ in range(MOST_REDIRECTS + 1):
            target = await self._checked(address)
            if obey:
                await self._welcome(target)
            answer = await self._asked(target, types, conditions, largest)
            if answer.status not in _REDIRECTS:
                return target, answer
            address = urls.redirected(target.url, answer.headers.get("location"))
        advice = "Use the address that a browser shows in the end"
        raise FetchFailed(
            f"The address redirects more than {MOST_REDIRECTS} times", where=urls.shown(address), advice=advice
        )

    async def _welcome(self, target: _Target) -> None:
        """Look into robots.txt. Raises AddressRefused where robots are not welcome or nobody can tell."""
        if not self._robots.knows(target.origin):
            self._robots.learn(target.origin, await self._robots_of(target))
        if not self._robots.welcome(target.origin, str(target.url)):
            what = "The site does not want robots there, or cannot say so at the moment (robots.txt)"
            raise AddressRefused(what, where=str(target.url), advice="Paste the article's text instead")

    async def _robots_of(self, target: _Target) -> str | None:
        """The text of robots.txt, empty where there is none; ``None`` where nobody can tell."""
        address = str(target.url.copy_with(raw_path=b"/robots.txt", fragment=None))
        try:
            _, answer = await self._followed(address, _ANY_TYPE, _NO_CONDITIONS, _LARGEST_ROBOTS, obey=False)
        except FetchFailed:
            return None
        if answer.status == 200:
            return answer.content.decode("utf-8", "replace")
        return "" if 400 <= answer.status < 500 and answer.status != 429 else None

    async def _checked(self, address: str) -> _Target:
        """Take an address apart, resolve its host once, and check every address that it has."""
        url = urls.parsed(address)
        host = url.raw_host.decode("ascii").lower().removesuffix(".")
        places: Sequence[Address]
        if (written := literal(host)) is not None:
            places = [written]
        elif is_name(host):
            places = await self._resolve(host, urls.port(url))
        else:
            raise AddressRefused("This is no host of the public web", where=urls.shown(address), advice=urls.PUBLIC)
        if not places:
            raise FetchFailed("There is no such host", where=urls.shown(address), advice=urls.CHECK)
        if not all(map(self._permitted, places)):  # one that is private among public ones is a trick
            raise AddressRefused("This host is not on the public web", where=urls.shown(address), advice=urls.PUBLIC)
        return _Target(url.copy_with(fragment=None), host, tuple(places[:_MOST_ADDRESSES]))

    async def _asked(self, target: _Target, types: frozenset[str], conditions: Conditions, largest: int) -> Response:
        """Ask at the checked places, one after the other, until one can be reached."""
        import httpx

        problem: Exception | None = None
        for place in target.places:
            try:
                return await self._asked_at(place, target, types, conditions, largest)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = error
            except httpx.HTTPError as error:
                what = f"The connection failed ({responses.reason(error)})"
                raise FetchFailed(what, where=str(target.url), advice="Try again later") from error
            except (httpx.InvalidURL, ValueError) as error:
                raise FetchFailed(
                    "The answer cannot be understood", where=str(target.url), advice=urls.CHECK
                ) from error
        what = f"The host cannot be reached ({responses.reason(problem)})"
        raise FetchFailed(what, where=str(target.url), advice=urls.CHECK) from problem

    async def _asked_at(
        self, place: Address, target: _Target, types: frozenset[str], conditions: Conditions, largest: int
    ) -> Response:
        import httpx

        pinned = target.url.copy_with(host=str(place))  # the name is not looked up a second time
        named = {} if literal(target.host) else {"sni_hostname": target.host}
        timeout = httpx.Timeout(self._seconds, connect=min(_CONNECT_SECONDS, self._seconds))
        # A client of its own for each request: nothing is carried over from one to the next, not even a cookie.
        async with httpx.AsyncClient(verify=self._certificates(), trust_env=False, timeout=timeout) as client:
            request = client.build_request("GET", pinned, headers=_headers(target, conditions), extensions=named)
            response = await client.send(request, stream=True)
            try:
                headers = {name.lower(): value for name, value in response.headers.items()}
                if response.status_code != 200:
                    return Response(response.status_code, headers)
                where = str(target.url)
                responses.check_type(headers, types, where)
                content = await responses.body(response, headers, largest, where, cut=not types)
                return Response(200, headers, content)
            finally:
                await response.aclose()

    def _certificates(self) -> ssl.SSLContext:
        if self._trusted is None:
            import httpx

            self._trusted = httpx.create_ssl_context(trust_env=False)
        return self._trusted


def _need_the_library() -> None:
    if importlib.util.find_spec("httpx") is None or importlib.util.find_spec("protego") is None:
        advice = "Install it with: pip install 'onrecord[moderation]'"
        raise SettingsFault("The library for fetching pages is not installed", where="httpx", advice=advice)


def _headers(target: _Target, conditions: Conditions) -> dict[str, str]:
    port = f":{target.url.port}" if target.url.port else ""
    host = f"[{target.host}]" if ":" in target.host else target.host
    headers = {
        "Host": f"{host}{port}",
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf, application/rss+xml, "
        "application/atom+xml, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if conditions.etag:
        headers["If-None-Match"] = conditions.etag
    if conditions.modified:
        headers["If-Modified-Since"] = conditions.modified
    return headers
