"""Print rows of styled text: wrapped and marked on a terminal, whole lines of plain text in a pipe.

A pipe is never wrapped, so that a quotation stays one string that can be searched for. Refuses markup: what is
printed is text, whatever brackets it holds.
"""

import errno
from collections.abc import Iterable
from typing import NamedTuple, NoReturn, TextIO

from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

#: Lines longer than this are hard to read, however wide the terminal.
WIDEST = 100
_LABEL_WIDTH = 4
_WIDEST_TABLE = 140


class Row(NamedTuple):
    """A paragraph of output: text with an optional label in the margin, after an empty line where ``apart``."""

    text: Text
    label: str = ""
    apart: bool = False
    indent: bool = False


class Screen:
    """An output for people."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @property
    def marks(self) -> bool:
        """Whether words can be marked by their look; if not, whoever renders has to say it in words."""
        return self._console.color_system is not None

    @property
    def wraps(self) -> bool:
        """Whether somebody looks at it: a terminal with a width."""
        return self._console.is_terminal

    def show(self, rows: Iterable[Row]) -> None:
        """Print rows one below the other."""
        for row in rows:
            if row.apart:
                self._line(Text())
            self._show(row)

    def say(self, words: str) -> None:
        """Print one plain line."""
        self.show([Row(Text(words))])

    def table(self, table: Table) -> None:
        """Print a table, after an empty line, as wide as its columns need."""
        self._line(Text())
        wide = self._console.options.update(width=max(self._console.width, _WIDEST_TABLE))
        for line in self._console.render_lines(table, wide, pad=False):  # print() would squeeze it into the width
            self._console.print(Segments([*line, Segment.line()]), soft_wrap=True, end="")

    def _show(self, row: Row) -> None:
        margin = _LABEL_WIDTH if row.label or row.indent else 0
        for number, line in enumerate(self._wrapped(row.text, margin)):
            label = f"{row.label:>{margin - 1}} " if row.label and number == 0 else " " * margin
            self._line(Text.assemble((label, "cyan" if label.strip() else ""), line))

    def _wrapped(self, text: Text, margin: int) -> Iterable[Text]:
        if not self.wraps:
            return [text]
        lines = text.wrap(self._console, max(20, min(self._console.width, WIDEST) - margin))
        for line in lines:
            line.rstrip()
        return lines

    def _line(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Leave a broken pipe to the command line: rich would end the process itself."""
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


def screen(stream: TextIO, *, color: bool = True) -> Screen:
    """Make the screen for a stream; ``NO_COLOR`` in the environment is respected."""
    no_color = None if color else True
    return Screen(_Console(file=stream, no_color=no_color, highlight=False, markup=False, emoji=False))
