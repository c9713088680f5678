"""Turn what SQLite, SQLAlchemy and the operating system refuse into a StoreFault: what, where, what to do next.

Refuses to hide anything else: a mistake of ours passes through as it is.
"""

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreDamaged, StoreFault, StoreFull, StoreLocked, StoreReadOnly

_Kind = tuple[type[StoreFault], str, str]

_KEPT = "what was remembered before is kept"
LOCKED: _Kind = (
    StoreLocked,
    "Another process holds what is remembered for too long",
    "Stop the other process, or try again in a moment",
)
_FULL: _Kind = (StoreFull, "There is no space left to remember anything", f"Free some space; {_KEPT}")
_READ_ONLY: _Kind = (
    StoreReadOnly,
    "What is remembered cannot be written",
    "Change its owner or mode, or name another data folder",
)
DAMAGED: _Kind = (
    StoreDamaged,
    "What is remembered is damaged",
    "Start `onrecord discord`, which sets it aside and begins anew, or put a backup in its place",
)
_GARBLED: _Kind = (
    StoreDamaged,
    "Something that is remembered is damaged",
    "Put a backup in its place, or move it away to begin anew",
)
_UNUSABLE: _Kind = (StoreFault, "What is remembered cannot be opened", "Check the data folder and its permissions")
_UNREADABLE: _Kind = (
    StoreFault,
    "The disk does not read or write what is remembered",
    f"Check the disk and its space; {_KEPT}",
)

#: By SQLite's primary result code.
_BY_CODE: dict[int, _Kind] = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_PROTOCOL: LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _UNUSABLE,
    sqlite3.SQLITE_IOERR: _UNREADABLE,
}
_BY_ERRNO: dict[int, _Kind] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
}


@contextmanager
def store_faults(path: Path) -> Iterator[None]:
    """Name what the storage refuses; ``path`` is the database."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        kind = _BY_CODE.get(_code(error) & 0xFF)
        if kind is None:
            raise
        raise fault(kind, path) from error
    except json.JSONDecodeError as error:
        raise fault(_GARBLED, path) from error
    except PoolTimeout as error:
        raise fault(LOCKED, path) from error
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else path
        raise fault(_BY_ERRNO.get(error.errno or 0, _UNUSABLE), place) from error


def fault(kind: _Kind, where: Path | str) -> StoreFault:
    """The fault of a kind, at a place."""
    raised, what, advice = kind
    return raised(what, where=str(where), advice=advice)


def _code(error: BaseException | None) -> int:
    """SQLite's result code, from whichever wrapped exception carries it; 0 where none does."""
    while error is not None:
        for each in (error, getattr(error, "driver_exception", None), getattr(error, "orig", None)):
            code = getattr(each, "sqlite_errorcode", None)
            if isinstance(code, int):
                return code
        error = error.__cause__
    return 0
