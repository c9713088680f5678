"""Find the files of a corpus folder and read their bytes, without ever leaving the folder or waiting for a file.

Every file that looks like an article comes back, with its bytes or with the problem that keeps it from being read:
links that dangle, loop or lead out of the folder, pipes and devices, names that cannot be shown. Refuses to know
what is inside a file.
"""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from index.errors import CorpusMissing
from index.models import MediaType

MEDIA_TYPES = {
    "txt": MediaType.TEXT,
    "md": MediaType.MARKDOWN,
    "markdown": MediaType.MARKDOWN,
    "html": MediaType.HTML,
    "htm": MediaType.HTML,
    "pdf": MediaType.PDF,
}
#: Files beside the articles that are read for another purpose, or by others.
SOURCES_FILE = "sources.toml"
_COMPANIONS = frozenset({SOURCES_FILE, "golden.jsonl", "aliases.toml"})

#: Changes whenever the same files may be read as other documents; saved documents are read anew then.
READER_VERSION = "1"

_OPEN_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))
_UNFIT_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Problem(NamedTuple):
    """Why something could not be read, and what a person can do about it."""

    reason: str
    advice: str


class Found(NamedTuple):
    """A file or folder of the corpus: its name relative to the root, where to open it, and what is wrong with it.

    ``media_type`` is ``None`` for what is no article: ``sources.toml``, other types, folders with a problem. ``stamp``
    is what the file system says about it: while that stays, so does its content (see :func:`signature`).
    """

    source: str
    path: str
    media_type: MediaType | None
    problem: Problem | None = None
    stamp: str = ""


def find(root: Path) -> list[Found]:
    """List everything in the folder that could matter, sorted by relative path; hidden names are left out.

    Raises CorpusMissing where the folder does not exist, is no folder or cannot be listed.
    """
    real_root = os.path.realpath(root)
    return sorted(_found(real_root, leaf) for leaf in _walk(root))


def signature(root: Path, *, without: Collection[str] = ()) -> str:
    """Digest what the file system says about the articles, without opening one: the cheap test for "unchanged".

    Counts name, size, inode, and the times of modification and of change of every article file and ``sources.toml``.
    The time of change cannot be set back, so an edit that restores the modification time is seen; two edits of
    equal length within one tick of the file system's clock (a few milliseconds) are not. ``without`` are the sources
    that are not to be read: a folder of which less is read is in another state.
    """
    digest = hashlib.sha256(READER_VERSION.encode())
    for source in sorted(without):
        digest.update(b"\0without " + source.encode("utf-8", "surrogatepass"))
    for leaf in sorted(_walk(root)):
        if _matters(leaf):
            digest.update(os.fsencode(f"{leaf.source}\0{_stamp(leaf.entry)}\0"))
    return digest.hexdigest()


def read(path: str, limit: int) -> bytes | Problem:
    """Read a regular file of at most ``limit`` bytes; never blocks, never follows a link."""
    try:
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            return Problem("is not a regular file but a pipe, socket or device", "Put a copy of the article here.")
        with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        return _from_os(error)
    if len(content) > limit:
        return Problem(
            f"is larger than {limit // 1_000_000} MB", "Split it into single articles, or keep only the text of it."
        )
    return content


def printable(name: str) -> str:
    """A file name that is safe to show: what cannot be shown is written as an escape.

    >>> printable("a\\x1bb.txt")
    'a\\\\x1bb.txt'
    """
    return "".join(c.encode("unicode_escape").decode() if _is_unfit(c) else c for c in name)


class _Leaf(NamedTuple):
    source: str
    entry: os.DirEntry[str] | None
    error: OSError | None = None


def _walk(root: Path) -> Iterator[_Leaf]:
    """Everything below the root that is not a folder of its own, links to folders included."""
    pending = [("", os.fspath(root))]
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((f"{prefix}{entry.name}/", entry.path))
                    else:
                        yield _Leaf(prefix + entry.name, entry)
        except OSError as error:
            if not prefix:
                raise _missing(root, error) from error
            yield _Leaf(prefix, None, error)


def _missing(root: Path, error: OSError) -> CorpusMissing:
    where = printable(str(root))
    if isinstance(error, FileNotFoundError):
        return CorpusMissing("There is no such corpus folder", where=where, advice="Name a folder of articles.")
    if isinstance(error, NotADirectoryError):
        return CorpusMissing("The corpus is not a folder", where=where, advice="Name the folder it stands in.")
    return CorpusMissing(
        f"The corpus folder cannot be listed ({error.strerror})", where=where, advice="Check its permissions."
    )


def _media_type(name: str) -> MediaType | None:
    _, dot, suffix = name.rpartition(".")
    return MEDIA_TYPES.get(suffix.lower()) if dot else None


def _matters(leaf: _Leaf) -> bool:
    if leaf.entry is None or _media_type(leaf.entry.name) or leaf.entry.name == SOURCES_FILE:
        return True
    return leaf.entry.is_symlink() and _leads_to_folder(leaf.entry)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def _stamp(entry: os.DirEntry[str] | None) -> str:
    if entry is None:
        return "unlistable"
    try:
        status = entry.stat()
    except OSError:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            return f"gone {error.errno}"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {status.st_mode}"


def _found(real_root: str, leaf: _Leaf) -> Found:
    entry = leaf.entry
    if entry is None:
        return Found(printable(leaf.source), "", None, _from_os(leaf.error))
    kind = _media_type(entry.name)
    if any(map(_is_unfit, leaf.source)):
        unfit = Problem("has a name with control characters or bytes that are not UTF-8", "Rename the file.")
        return Found(printable(leaf.source), entry.path, kind, unfit if kind else None)
    if not entry.is_symlink():
        return Found(leaf.source, entry.path, kind, stamp=_stamp(entry))
    if _leads_to_folder(entry):
        return Found(leaf.source, entry.path, None, _folder_link(real_root, entry.path))
    path = _target(real_root, entry.path)
    if isinstance(path, Problem):
        return Found(leaf.source, entry.path, kind, path if kind or entry.name == SOURCES_FILE else None)
    return Found(leaf.source, path, kind, stamp=_stamp(entry))


def _folder_link(real_root: str, path: str) -> Problem:
    target = _target(real_root, path)
    if isinstance(target, Problem):
        return target
    return Problem(
        "is a link to a folder, which is not followed", "Its articles are read where they stand: remove the link."
    )


def _target(real_root: str, link: str) -> str | Problem:
    try:
        real = os.path.realpath(link, strict=True)
    except FileNotFoundError:
        return Problem("is a link to nothing", "Restore the file it points to, or remove the link.")
    except OSError as error:
        return _from_os(error)
    if os.path.commonpath([real_root, real]) != real_root:
        return Problem("is a link that leads out of the corpus folder", "Replace the link by a copy of the article.")
    return real


def _from_os(error: OSError | None) -> Problem:
    why = (error.strerror if error else None) or "unknown error"
    advice = {
        "PermissionError": "Give the user that runs Onrecord permission to read it.",
        "FileNotFoundError": "It vanished while it was read: refresh again.",
    }.get(type(error).__name__, "Check the file and the disk, then refresh again.")
    return Problem(f"cannot be read ({why})", advice)


def _is_unfit(character: str) -> bool:
    return unicodedata.category(character) in _UNFIT_CATEGORIES or character in _BIDI_CONTROLS


def not_articles(root: Path) -> list[str]:
    """Files of the folder that are no articles by their type (images, spreadsheets): left alone, no fault."""
    return [
        entry.source
        for entry in find(root)
        if entry.media_type is None and not entry.problem and entry.source.rpartition("/")[2] not in _COMPANIONS
    ]
