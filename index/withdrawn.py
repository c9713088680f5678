"""Which articles are withdrawn: they stay on disk, but no answer quotes them and no index takes them in.

One small file beside the generations of a corpus, replaced in one step, read by every process that answers; looking
whether it has changed costs one look at the file system. Refuses to guess: where the file cannot be understood nobody
knows what must not be quoted, and that is an error.
"""

import json
from collections.abc import Callable
from pathlib import Path

from index.durable import replace, storage_faults
from index.errors import StorageFault
from index.locking import alone

FILE = "withdrawn.json"

_Stamp = tuple[int, int, int] | None
_Change = Callable[[frozenset[str]], frozenset[str]]
_NEVER_LOOKED: _Stamp = (-1, -1, -1)


class Withdrawals:
    """The withdrawn articles of one corpus; safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._known: tuple[_Stamp, frozenset[str]] = (_NEVER_LOOKED, frozenset())

    def sources(self) -> frozenset[str]:
        """The sources that must not be quoted, as of now. Raises StorageFault where that cannot be told."""
        stamp = self._stamp()
        known, sources = self._known
        if stamp != known:
            sources = self._read()
            self._known = stamp, sources  # one assignment: a thread sees both or neither
        return sources

    def add(self, source: str) -> bool:
        """Withdraw an article; on the disk when this returns. Whether it was not withdrawn before."""
        return self._change(lambda sources: sources | {source})

    def remove(self, source: str) -> bool:
        """Let an article answer again from the next generation on. Whether it was withdrawn."""
        return self._change(lambda sources: sources - {source})

    def _change(self, changed: _Change) -> bool:
        with storage_faults(self._path), alone(self._path.with_suffix(".lock")):
            before = self._read()
            after = changed(before)
            if after != before:
                content = json.dumps({"sources": sorted(after)}, indent=1).encode("utf-8", "surrogatepass")
                replace(self._path, content)
            return after != before

    def _read(self) -> frozenset[str]:
        with storage_faults(self._path):
            try:
                content = self._path.read_bytes()
            except FileNotFoundError:
                return frozenset()
        try:
            sources = json.loads(content)["sources"]
            if not all(isinstance(source, str) for source in sources):
                raise TypeError(sources)
            return frozenset(sources)
        except (ValueError, KeyError, TypeError) as error:
            what = "The list of withdrawn articles is damaged, so nobody knows what must not be quoted"
            advice = "Put it back from a copy, or remove it and withdraw the articles again."
            raise StorageFault(what, where=str(self._path), advice=advice) from error

    def _stamp(self) -> _Stamp:
        with storage_faults(self._path):
            try:
                status = self._path.stat()
            except FileNotFoundError:
                return None
        return status.st_ino, status.st_mtime_ns, status.st_size
