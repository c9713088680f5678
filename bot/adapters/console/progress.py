"""Show how far a long build is: one line that redraws itself on a terminal, nothing in a pipe."""

import time
from collections.abc import Callable
from typing import TextIO

Progress = Callable[[str, int, int], None]

_WIDTH = 24
_SECONDS_BEFORE_IT_SHOWS = 0.5
_SECONDS_BETWEEN = 0.1


def progress_on(stream: TextIO | None, clock: Callable[[], float] = time.monotonic) -> Progress | None:
    """A function to call with (what is done, how much, of how much), or nothing where nobody looks."""
    return _Bar(stream, clock) if stream and stream.isatty() else None


class _Bar:
    """Draws at most ten times a second, and only for work that takes long enough to wonder about."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream, self._clock = stream, clock
        self._begun = self._drawn = clock()
        self._visible = False

    def __call__(self, doing: str, done: int, of: int) -> None:
        now = self._clock()
        if done >= of:
            self._clear()
        elif now - self._begun >= _SECONDS_BEFORE_IT_SHOWS and now - self._drawn >= _SECONDS_BETWEEN:
            self._drawn, self._visible = now, True
            filled = _WIDTH * done // max(of, 1)
            self._stream.write(f"\r{doing} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{of}\x1b[K")
            self._stream.flush()

    def _clear(self) -> None:
        if self._visible:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._visible = False
