"""One change of the index at a time, and a second one is told who is at it since when, across processes.

The operating system holds the lock, so a process that was killed blocks nobody. Refuses to wait.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.errors import RefreshBusy
from bot.moderation.actors import Actor
from index.durable import replace, storage_faults
from index.locking import acquired

LOCK = "refreshing.lock"
FILE = "refreshing.json"


@contextmanager
def turn(folder: Path, actor: Actor, clock: Callable[[], datetime]) -> Iterator[None]:
    """Be the one who changes the index. Raises RefreshBusy where somebody else does."""
    lock = acquired(folder / LOCK)
    if lock is None:
        raise _busy(folder)
    try:
        with storage_faults(folder):
            replace(folder / FILE, json.dumps({"by": str(actor), "since": clock().isoformat()}).encode())
        yield
    finally:
        with suppress(OSError):  # it tells nothing once the lock is free
            (folder / FILE).unlink(missing_ok=True)
        lock.release()


def _busy(folder: Path) -> RefreshBusy:
    try:
        told = json.loads((folder / FILE).read_bytes())
        by, since = str(told["by"]), datetime.fromisoformat(told["since"])
    except (OSError, ValueError, KeyError, TypeError):  # they have only just begun, or have just finished
        by, since = None, None
    moment = f" since {since:%Y-%m-%d %H:%M:%S} UTC" if since else ""
    what = f"{by or 'Somebody else'} has been changing the index{moment}"
    advice = "Wait until that has ended, then try again. The index in use answers meanwhile."
    return RefreshBusy(what, where=str(folder), advice=advice, by=by, since=since)
