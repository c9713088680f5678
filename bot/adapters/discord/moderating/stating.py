"""What a moderator states about an article (title, publisher, date, link), out of what they typed. Pure.

Refuses a date or a link that is none with a sentence that says how it is written; texts are cleaned as the index
cleans them.
"""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from bot.errors import SourceRefused
from index.metadata import LONGEST_TITLE, LONGEST_URL, Metadata, clean

#: The names of the options and of the fields in forms, beside the names in the metadata.
NAMES = {"title": "title", "publisher": "publisher", "published": "published", "link": "url"}


def stated(typed: Mapping[str, str | None]) -> Metadata:
    """What was typed as metadata; what was left empty is not stated. Raises SourceRefused."""
    words = {name: (typed.get(name) or "").strip() for name in NAMES}
    return Metadata(
        title=clean(words["title"], LONGEST_TITLE) or None,
        publisher=clean(words["publisher"], LONGEST_TITLE) or None,
        published=_date(words["published"]),
        url=_address(words["link"]),
    )


def emptied(typed: Mapping[str, str]) -> list[str]:
    """The keys whose fields somebody has emptied."""
    return [key for name, key in NAMES.items() if not typed.get(name, "").strip()]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        advice = "Write it as year, month and day: 2024-01-18"
        raise SourceRefused("This is no date", where=clean(text, 40), advice=advice) from error


def _address(text: str) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_one = False
    if not is_one or len(text) > LONGEST_URL or any(sign.isspace() for sign in text):
        advice = "It begins with https:// and names no account"
        raise SourceRefused("This is no link to a page", where=clean(text, 80), advice=advice)
    return text
