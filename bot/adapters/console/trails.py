"""Lay out the audit trail: one entry a paragraph. Refuses to let anything in it act on a terminal."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import JsonValue
from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.screen import Row
from bot.moderation.trail import MOST, AuditRow
from bot.text import harmless


def trail_rows(rows: Sequence[AuditRow], since: datetime) -> Iterator[Row]:
    """Every entry, then how many there are."""
    for number, row in enumerate(rows):
        yield Row(Text.assemble((harmless(row.action), "bold"), f" · {_moment(row.at)}"), apart=number > 0)
        yield Row(Text(harmless(who(row))), indent=True)
        for words in told(row):
            yield Row(Text(harmless(words)), indent=True)
    count = "Nothing" if not rows else f"{len(rows):,} {'entry' if len(rows) == 1 else 'entries'}"
    more = "; there may be earlier ones" if len(rows) == MOST else ""
    yield Row(Text(f"{count} since {_moment(since)}{more}.", style="dim"), apart=bool(rows))


def who(row: AuditRow) -> str:
    """Who did it and from where: "Amina, from Discord (server 42)"."""
    origin = {"discord": "Discord", "console": "the console", None: None}.get(row.origin, row.origin)
    place = f", from {origin}" if origin else ""
    return f"by {row.by}{place}{f' (server {row.guild_id})' if row.guild_id else ''}"


def told(row: AuditRow) -> Iterator[str]:
    """What it was done to, and how that was before and after."""
    if row.details:
        yield ", ".join(f"{name}: {words(value)}" for name, value in row.details.items())
    if row.before is not None:
        yield f"before: {words(row.before)}"
    if row.after is not None:
        yield f"after:  {words(row.after)}"


def words(value: JsonValue) -> str:
    """A value as people read it; what is neither text nor number as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _moment(moment: datetime) -> str:
    return f"{day(moment)} {moment:%H:%M} UTC"
