"""Gaps as a table for spreadsheets, in which nothing that anybody asked is run as a formula. Pure."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC

from bot.moderation.grouping import GapGroup
from bot.text import harmless

#: What opens a formula, at the start of a cell or after a mark at which some programs split one.
_FORMULA = re.compile(r"(\A\s*|[;,\t|\"]\s*)(?=[=+\-@＝＋－＠])")

_COLUMNS = ("key", "question", "count", "declined", "voted down", "last asked", "state", "words in no article")
_MORE_COLUMNS = ("nearest sentence", "its source", "other wordings")


def as_csv(groups: Iterable[GapGroup]) -> str:
    """The gaps as a table for spreadsheets: one row each, and no cell that would be run as a formula.

    Write it as UTF-8 with a byte order mark ("utf-8-sig") for programs that would guess otherwise.
    """
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow([*_COLUMNS, *_MORE_COLUMNS])
    table.writerows([_cell(each) for each in _row(group)] for group in groups)
    return out.getvalue()


def _row(group: GapGroup) -> list[str]:
    nearest = group.nearest[0] if group.nearest else None
    return [
        group.key,
        group.question,
        str(group.count),
        str(group.declined),
        str(group.voted_down),
        f"{group.latest.astimezone(UTC):%Y-%m-%d %H:%M}",
        group.state or "open",
        ", ".join(group.missing),
        nearest.quote if nearest else "",
        f"{nearest.source}, line {nearest.line}" if nearest else "",
        " / ".join(group.wordings[1:]),
    ]


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, even where it splits cells at other marks.

    >>> _cell("=1+1"), _cell("a;=1+1"), _cell("1 - 1 = 0")
    ("'=1+1", "a;'=1+1", '1 - 1 = 0')
    """
    return _FORMULA.sub(r"\1'", harmless(text))
