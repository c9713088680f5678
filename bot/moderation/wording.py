"""An entry of the audit trail in words: who did it, from where, to what, how that was before and after.

For the console and the report; Discord has phrases of its own. What comes out holds untrusted words, to be made
harmless where they are shown.
"""

import json
from collections.abc import Iterator

from pydantic import JsonValue

from bot.moderation.trail import AuditRow

_ORIGINS = {"discord": "Discord", "console": "the console"}


def who(row: AuditRow) -> str:
    """Who did it and from where: "Amina, from Discord (server 42)"."""
    place = f", from {_ORIGINS.get(row.origin, row.origin)}" if row.origin else ""
    return f"{row.by}{place}{f' (server {row.guild_id})' if row.guild_id else ''}"


def told(row: AuditRow) -> Iterator[tuple[str, str]]:
    """What it was done to, then how that was before and after, each with its name."""
    for name, value in row.details.items():
        yield name.replace("_", " "), words(value)
    if row.before is not None:
        yield "before", words(row.before)
    if row.after is not None:
        yield "after", words(row.after)


def words(value: JsonValue) -> str:
    """A value as people read it; what is neither text nor number as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; one that was cut says so."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
