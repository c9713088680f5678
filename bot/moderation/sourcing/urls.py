"""Take web addresses apart and show them: one line, of the public web, without credentials.

Refuses every address that no page is served at; to resolve and to ask is for others.
"""

import re
from typing import TYPE_CHECKING

from bot.errors import AddressRefused, FetchFailed

if TYPE_CHECKING:
    import httpx

#: What to do about an address that does not lead to a page, and about one that is none of the public web.
CHECK = "Check the address, or paste the article's text instead"
PUBLIC = "Only addresses of the public web are asked: http or https, a host name, the usual ports"

_LONGEST, _LONGEST_SHOWN = 2_000, 200
_AUTHORITY = re.compile(r"[^/?#]*")


def parsed(address: str) -> "httpx.URL":
    """The address, if it is one of the web without credentials. Raises AddressRefused."""
    import httpx

    try:
        if len(address) > _LONGEST or any(c.isspace() or ord(c) < 32 or c == "\\" for c in address.strip()):
            raise ValueError("not one line")
        url = httpx.URL(address.strip())
        number, host = url.port, url.raw_host
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise AddressRefused("This is no address of the web", where=shown(address), advice=PUBLIC) from error
    if url.scheme not in ("http", "https") or not host:
        raise AddressRefused("This is no address of the web", where=shown(address), advice=PUBLIC)
    if url.userinfo:
        advice = "Leave out what stands before the @"
        raise AddressRefused("The address holds credentials", where=shown(str(url.host)), advice=advice)
    if number is not None and number < 1024 and number not in (80, 443):
        raise AddressRefused("No page is served on this port", where=shown(address), advice=PUBLIC)
    return url


def port(url: "httpx.URL") -> int:
    """The port that a page is asked for at: the one that is written, else the scheme's own."""
    return url.port or (443 if url.scheme == "https" else 80)


def redirected(url: "httpx.URL", location: str | None) -> str:
    """Where a redirect leads. Raises FetchFailed where that is no address."""
    import httpx

    if not location:
        raise FetchFailed("The address redirects to nowhere", where=str(url), advice=CHECK)
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchFailed("The address redirects to what is none", where=str(url), advice=CHECK) from error


def shown(address: str) -> str:
    """An address as it may be repeated: one line, not endless, and without a password.

    >>> shown("https://me:secret@post.example/a?mail=b@c"), shown("me:secret@post.example")
    ('https://post.example/a?mail=b@c', 'post.example')
    """
    line = " ".join(address.split())
    scheme, mark, rest = line.partition("://")
    if not mark:
        scheme, rest = "", line
    authority = _AUTHORITY.match(rest)
    behind = authority.end() if authority else 0
    return f"{scheme}{mark}{rest[:behind].rpartition('@')[2]}{rest[behind:]}"[:_LONGEST_SHOWN]
