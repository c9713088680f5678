"""How people name a moment on the command line: "36h", "7d", "4w" for as long ago, or a day like 2024-01-20 (UTC)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import click

from bot.memory import utc_now

_AGO = re.compile(r"(\d{1,5})([hdw])\Z", re.ASCII)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


def since_option(default: str | None = None, *, words: str = "") -> Callable[[AnyFunction], AnyFunction]:
    """Give a command the option ``--since``; ``words`` say what stands for a default that is not typed."""
    words = f"36h, 7d, 4w or 2024-01-20 (default: {words or default})."
    return click.option("--since", default=default, metavar="WHEN", callback=_moment, help=words)


def _moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    text = value.strip().lower()
    if ago := _AGO.match(text):
        return utc_now() - int(ago[1]) * _UNITS[ago[2]]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        advice = "Say 36h, 7d or 4w for as long ago, or a day like 2024-01-20."
        raise click.BadParameter(advice, ctx, parameter) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
