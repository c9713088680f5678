"""Lay out the audit trail: one entry a paragraph. Refuses to let anything in it act on a terminal."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.screen import Row
from bot.moderation.trail import MOST, AuditRow
from bot.moderation.wording import told, who
from bot.text import harmless


def trail_rows(rows: Sequence[AuditRow], since: datetime) -> Iterator[Row]:
    """Every entry, then how many there are."""
    for number, row in enumerate(rows):
        yield Row(Text.assemble((harmless(row.action), "bold"), f" · {_moment(row.at)}"), apart=number > 0)
        yield Row(Text(harmless(f"by {who(row)}")), indent=True)
        for name, words in told(row):
            yield Row(Text(harmless(f"{name}: {words}")), indent=True)
    count = "Nothing" if not rows else f"{len(rows):,} {'entry' if len(rows) == 1 else 'entries'}"
    more = "; there may be earlier ones" if len(rows) == MOST else ""
    yield Row(Text(f"{count} since {_moment(since)}{more}.", style="dim"), apart=bool(rows))


def _moment(moment: datetime) -> str:
    return f"{day(moment)} {moment:%H:%M} UTC"
