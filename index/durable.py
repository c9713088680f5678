"""Write files so that a crash or a power cut leaves either the old state or the new one, and name what went wrong.

A file counts as written when its bytes and its folder's entry are on the disk (fsync). What is being made carries the
number of its process in its name, so that leftovers of a crash can be told from work under way. Refuses to decide what
is written where.
"""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import StorageFault

#: Leftovers of a process that is gone are removed after this many seconds: it may have been another machine's.
LEFTOVER_SECONDS = 600
#: Whatever the process, nothing is under way for so long.
ABANDONED_SECONDS = 86_400

_TEMPORARY = re.compile(r"\.[a-z.]+-(\d+)-[0-9a-f]{8}\Z")
_UNTOUCHED = "What was indexed before is unchanged."
_REASONS = {
    errno.ENOSPC: ("The disk is full", "Free some space, or name another data folder"),
    errno.EDQUOT: ("The disk quota is used up", "Free some space, or name another data folder"),
    errno.EFBIG: ("A file would be larger than is allowed here", "Raise the limit, or name another data folder"),
    errno.EROFS: ("The data folder is on a read-only file system", "Name a data folder that can be written"),
    errno.EACCES: ("No permission to use the data folder", "Change its owner or mode, or name another data folder"),
    errno.EPERM: ("No permission to use the data folder", "Change its owner or mode, or name another data folder"),
    errno.ENOTDIR: ("A file stands where the data folder should be", "Move the file away, or name another data folder"),
    errno.EEXIST: ("A file stands where the data folder should be", "Move the file away, or name another data folder"),
}


@contextmanager
def storage_faults(where: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a StorageFault that says what, where and what to do next."""
    try:
        yield
    except OSError as error:
        unknown = (f"The data folder cannot be used ({error.strerror or error})", "Name another data folder")
        what, advice = _REASONS.get(error.errno or 0, unknown)
        place = error.filename if isinstance(error.filename, str) else str(where)
        place = _in_the_way(place) if error.errno in (errno.ENOTDIR, errno.EEXIST) else place
        raise StorageFault(what, where=place, advice=f"{advice}, then run the command again. {_UNTOUCHED}") from error


def _in_the_way(place: str) -> str:
    """The file on the way to a place that ought to be a folder: that is the one to move."""
    way = [*reversed(Path(place).parents), Path(place)]
    return str(next((each for each in way if each.exists() and not each.is_dir()), place))


def temporary_name(purpose: str) -> str:
    """A name that no other process uses, for something under way; see :func:`sweep`."""
    return f".{purpose}-{os.getpid()}-{secrets.token_hex(4)}"


def write(path: Path, content: bytes | memoryview) -> None:
    """Write a new file through to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Replace a small file in one step: whoever reads it finds the old content or the new."""
    aside = path.with_name(temporary_name(path.name))
    try:
        write(aside, content)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, where the system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what crashed processes left half-made in a folder; what cannot be removed stays for the next time."""
    for entry in folder.iterdir():
        if (match := _TEMPORARY.match(entry.name)) and _is_left_over(entry, int(match[1])):
            remove(entry)


def remove(path: Path) -> None:
    """Remove a file or folder as far as that is possible."""
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _is_left_over(entry: Path, process: int) -> bool:
    try:
        age = time.time() - entry.stat().st_mtime
    except OSError:
        return False
    return age > ABANDONED_SECONDS or (age > LEFTOVER_SECONDS and not _is_running(process))


def _is_running(process: int) -> bool:
    if os.name != "posix":  # there is no harmless signal elsewhere
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
