"""Find ``aliases.toml``, notice when it changes, and replace it in one step.

The one in the corpus folder counts; where there is none, the one in the folder of the corpus's indexes does. A file
that cannot be read leaves what was read before in force, and says so. Refuses to know what a name is.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from index.aliases import ALIASES_FILE, AliasEntries, read_aliases
from index.durable import replace
from index.errors import StorageFault
from index.extract import decode
from index.files import Problem, read
from index.locking import alone

#: Larger files are no table of names.
SIZE_LIMIT = 1_000_000
#: Seconds to wait for another process that is changing the file.
LOCK_SECONDS = 10.0

_Stamp = tuple[str, int, int, int, int]


class AliasFile:
    """The alias table of one corpus; may be used from several threads and processes."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self._places = (corpus / ALIASES_FILE, folder / ALIASES_FILE)
        self._folder = folder
        self._reading = threading.Lock()
        self._stamp: _Stamp | None = None
        self._entries = AliasEntries()
        self._in_force = AliasEntries()

    @property
    def path(self) -> Path:
        """Where the table in use stands, or would stand."""
        return next((place for place in self._places if os.path.lexists(place)), self._places[-1])

    def in_force(self) -> AliasEntries:
        """The entries that count at this moment; one look at the file system where nothing has changed.

        The same object comes back until the file changes. A file that cannot be read at all changes nothing.
        """
        self._look()
        return self._in_force

    def entries(self) -> AliasEntries:
        """What the file says at this moment, its problems included."""
        self._look()
        return self._entries

    def text(self) -> str:
        """The file as it stands; empty where there is none. Raises StorageFault where it cannot be read."""
        path = self.path
        if not os.path.lexists(path):
            return ""
        content = _text(path)
        if isinstance(content, Problem):
            raise StorageFault(f"The alias table {content.reason}", where=str(path), advice=content.advice)
        return content

    def change(self, edit: Callable[[str], str]) -> None:
        """Replace the file by what ``edit`` makes of its text; other processes wait. Raises StorageFault."""
        with alone(self._folder / "aliases.lock", seconds=LOCK_SECONDS):
            text = self.text()
            after = edit(text)
            if after == text:
                return
            path = self.path
            try:
                replace(path, after.encode())
            except OSError as error:
                advice = (
                    "Give whoever runs Onrecord permission to write there, and free some space; nothing was changed"
                )
                what = f"The alias table cannot be written ({error.strerror or error})"
                raise StorageFault(what, where=str(path), advice=advice) from error

    def _look(self) -> None:
        stamp = _stamp(self._places)
        if stamp == self._stamp:
            return
        with self._reading:
            found = AliasEntries() if stamp is None else _entries(Path(stamp[0]))
            self._entries = found
            if found.whole and found != self._in_force:
                self._in_force = found
            self._stamp = stamp


def _stamp(places: tuple[Path, ...]) -> _Stamp | None:
    """Which file is in use, and what the file system says about it."""
    for place in places:
        try:
            found = os.lstat(place)
        except OSError:
            continue
        return str(place), found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
    return None


def _entries(path: Path) -> AliasEntries:
    content = _text(path)
    if isinstance(content, Problem):
        return AliasEntries(problems=(content,), whole=False)
    return read_aliases(content)


def _text(path: Path) -> str | Problem:
    content = read(str(path), SIZE_LIMIT)
    return decode(content) if isinstance(content, bytes) else content
