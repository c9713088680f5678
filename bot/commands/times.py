"""How people name a moment on the command line: "36h", "7d", "4w" for as long ago, or a day like 2024-01-20 (UTC)."""

import re
from datetime import UTC, datetime, timedelta

import click

from bot.memory import utc_now

_AGO = re.compile(r"(\d{1,5})([hdw])\Z", re.ASCII)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class Since(click.ParamType[datetime]):
    """A moment in the past."""

    name = "since"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment that the words stand for; a kind refusal where they stand for none."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip().lower()
        if ago := _AGO.match(text):
            return utc_now() - int(ago[1]) * _UNITS[ago[2]]
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail("Say 36h, 7d or 4w for as long ago, or a day like 2024-01-20.", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
