"""Read what a web server answered: its type, its body as it comes in, its encoding, and what a refusal means.

A body is unpacked by the chunk and is never larger than allowed, neither on the wire nor after unpacking. Refuses to
ask for anything.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import FetchFailed
from bot.moderation.sourcing.urls import CHECK

if TYPE_CHECKING:
    import httpx

_CHARSET = re.compile(
    r"(?:utf-?8|utf-?16(?:le|be)?|us-ascii|iso-?8859-?\d{1,2}|latin-?1|(?:windows-|cp)125\d|koi8-[ru]|gb2312|gbk|"
    r"gb18030|big5|shift[_-]jis|euc-(?:jp|kr))\Z",
    re.IGNORECASE,
)


class Response(NamedTuple):
    """What a server answered: the status, its headers by their names in lower case, the body if it was wanted."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""


async def body(response: "httpx.Response", headers: Mapping[str, str], largest: int, where: str, *, cut: bool) -> bytes:
    """The body, unpacked, while it comes in: never more than the largest, on the wire or after unpacking."""
    unpack = _unpacker(headers.get("content-encoding", ""), where)
    received = 0
    unpacked = bytearray()
    async for chunk in response.aiter_raw():
        received += len(chunk)
        try:
            unpacked += unpack(chunk, largest + 1 - len(unpacked))
        except zlib.error as error:
            raise FetchFailed("The answer is packed in a broken way", where=where, advice=CHECK) from error
        if received > largest or len(unpacked) > largest:
            if cut:
                return bytes(unpacked[:largest])
            what = f"The answer is larger than {largest // 1_000_000} MB"
            raise FetchFailed(what, where=where, advice="Add only the article's text")
    return bytes(unpacked)


def _unpacker(encoding: str, where: str) -> Callable[[bytes, int], bytes]:
    """How to unpack, with the most that may come out; only gzip is asked for, and only once around."""
    plain = encoding.strip().lower()
    if plain in ("", "identity"):
        return lambda chunk, most: chunk[:most]
    if plain not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed("The answer is packed in a way that was not asked for", where=where, advice=CHECK)
    return zlib.decompressobj(wbits=47 if "gzip" in plain else 15).decompress


def content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """The type and the character set that an answer names: "text/html; charset=latin1" → text/html, latin1."""
    kind, _, rest = headers.get("content-type", "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", rest, re.IGNORECASE)
    return kind.strip().lower(), charset[1] if charset else None


def check_type(headers: Mapping[str, str], types: frozenset[str], where: str) -> None:
    """Raises FetchFailed where the type that an answer names is none of those."""
    kind, _ = content_type(headers)
    if kind and types and kind not in types:
        raise FetchFailed(f"This is no article but {kind[:60]}", where=where, advice=CHECK)


def as_utf8(content: bytes, charset: str) -> bytes:
    """Text in the encoding that was named, as UTF-8; as it came where that name is wrong or UTF-8 fits anyway."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if _CHARSET.match(charset) and not content.startswith(b"%PDF-"):
            try:
                return content.decode(charset).encode()
            except (LookupError, UnicodeError):
                return content
    return content


def refusal(answer: Response, where: str) -> FetchFailed:
    """What a status means to whoever wanted the page."""
    wait = _retry_after(answer.headers.get("retry-after"))
    if answer.status in (404, 410):
        return FetchFailed(f"There is no such page ({answer.status})", where=where, advice=CHECK)
    if answer.status in (401, 402, 403, 407, 451):
        advice = "Paste the article's text instead"
        return FetchFailed(f"The site does not give out this page ({answer.status})", where=where, advice=advice)
    what = f"The site answers with status {answer.status}"
    return FetchFailed(what, where=where, advice="Try again later", retry_after=wait)


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number or a date: "120" → 120.0."""
    if not value:
        return None
    try:
        if value.strip().isdigit():
            return float(value.strip()[:9])
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def reason(error: Exception | None) -> str:
    """Why, in few words and without what the library would show of itself."""
    text = str(error or "").lower()
    if "certificate" in text or "hostname" in text:
        return "its certificate is not valid"
    return type(error).__name__ if error else "no address"
