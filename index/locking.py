"""Take turns between processes: a lock on a file that the operating system lets go of when its holder dies.

Refuses to break a lock: whoever waits too long is told so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from index.durable import storage_faults
from index.errors import StorageFault

#: Seconds to wait for another process that is changing the same files.
LOCK_SECONDS = 60.0


class Lock(Protocol):
    """A lock that is held until it is released."""

    def release(self) -> None:
        """Let others have it."""


@contextmanager
def alone(path: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold a lock for a short piece of work. Raises StorageFault where another process does not let go of it."""
    lock = acquired(path, seconds=seconds)
    if lock is None:
        what = f"Another process has been changing this index for {seconds:.0f} s"
        advice = "Wait until it has finished, then run the command again."
        raise StorageFault(what, where=str(path), advice=advice)
    try:
        yield
    finally:
        lock.release()


def acquired(path: Path, *, seconds: float = 0.0) -> Lock | None:
    """A lock, held until it is released by whichever thread; ``None`` where somebody else holds it."""
    from filelock import FileLock, Timeout

    with storage_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=seconds, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return None
    return lock
