"""Read a feed (RSS, Atom): its title and what it announces, each with its address. The latest come last.

Refuses definitions of entities, which a feed needs as little as they are safe, and addresses that are none of the web.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

from bot.errors import FeedFault
from bot.store.feeding import Announced
from index.metadata import LONGEST_TITLE, clean, web_address

#: Entries that are looked at; a feed announces the latest ones.
MOST_ENTRIES = 100

_ADVICE = "Check the address: it must lead to RSS or Atom, not to a page"


class FeedText(NamedTuple):
    """What a feed says."""

    title: str | None
    items: tuple[Announced, ...]


def read_feed(content: bytes, address: str) -> FeedText:
    """Take a feed apart; links are made whole with its address. Raises FeedFault where it is none."""
    if b"<!ENTITY" in content.upper():
        raise FeedFault("This feed defines entities, which is not safe to read", where=address, advice=_ADVICE)
    import feedparser

    try:
        read = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever a hostile feed does to the parser, the others are still asked
        raise FeedFault(f"This feed cannot be read ({type(error).__name__})", where=address, advice=_ADVICE) from error
    if not read.get("version") and not read.get("entries"):
        raise FeedFault("This is no feed", where=address, advice=_ADVICE)
    items = {each.link: each for entry in read["entries"][:MOST_ENTRIES] for each in _announced(entry, address)}
    return FeedText(_line(read["feed"].get("title")), tuple(reversed(items.values())))


def _announced(entry: Any, address: str) -> Iterator[Announced]:
    link = entry.get("link")
    if not isinstance(link, str) or not link.strip():
        return
    try:
        whole = web_address(urldefrag(urljoin(address, link.strip()))[0])
    except ValueError:
        return
    if whole:
        yield Announced(whole, _line(entry.get("title")), _day(entry))


def _line(value: object) -> str | None:
    return (clean(value, LONGEST_TITLE) or None) if isinstance(value, str) else None


def _day(entry: Any) -> date | None:
    """The day that an entry states; ``updated`` is not when it was published."""
    moment = entry.get("published_parsed")
    try:
        return date(*moment[:3]) if moment else None
    except (TypeError, ValueError):
        return None
