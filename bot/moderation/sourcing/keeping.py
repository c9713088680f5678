"""Put an article into the folder of articles, durably and whole, and take one out: the one place that writes there.

::

    <corpus>/added/<name>.<txt|md|html|pdf>     the articles, as they were received
    <corpus>/added/sources.toml                 what is stated about them

The file is written aside, what is stated about it is written, and only then it gets its name: a crash at any moment
leaves no article, or a whole one with what is stated about it. Refuses every place outside of ``added``, and to remove
what is no file of the corpus.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from bot.errors import CorpusUnwritable, SourceUnknown
from bot.moderation.sourcing.describing import describe, described
from index.durable import remove, sweep, sync_folder, temporary_name, write
from index.files import SOURCES_FILE
from index.metadata import Metadata, stated

#: The folder, in the corpus, of articles that moderators added.
ADDED = "added"

_KEPT = "What was there before is unchanged"
_REASONS = {
    errno.ENOSPC: ("The disk is full", "Free some space and add it again"),
    errno.EDQUOT: ("The disk quota is used up", "Free some space and add it again"),
    errno.EROFS: ("The folder of articles cannot be written", "Name a corpus that can be written with --corpus"),
    errno.EACCES: ("The folder of articles cannot be written", "Change its owner or mode, or name another corpus"),
    errno.EPERM: ("The folder of articles cannot be written", "Change its owner or mode, or name another corpus"),
    errno.ENOTDIR: ("A file stands where a folder should be", "Move the file away"),
    errno.EEXIST: ("A file stands where a folder should be", "Move the file away"),
    errno.ENOENT: ("The folder of articles is gone", "Put it back, or name another corpus"),
}


class Shelf:
    """The part of a corpus that moderators write to."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / ADDED
        self._sources = self._folder / SOURCES_FILE

    def put(self, name: str, content: bytes, metadata: Metadata) -> str:
        """Write an article and what is stated about it, through to the disk; return its source."""
        with corpus_faults(self._folder):
            self._prepare()
            aside = self._folder / temporary_name("adding")
            try:
                write(aside, content)
                describe(self._sources, name, metadata)
                aside.rename(self._folder / name)
            except BaseException:
                remove(aside)
                raise
            sync_folder(self._folder)
        return f"{ADDED}/{name}"

    def holds(self, name: str) -> bool:
        """Whether a file of that name is there, in whatever case it is written."""
        with corpus_faults(self._folder):
            try:
                taken = {entry.name.casefold() for entry in os.scandir(self._folder)}
            except FileNotFoundError:
                return False
        return name.casefold() in taken

    def take_back(self, source: str) -> None:
        """Undo what is left of an article that never got its name."""
        with corpus_faults(self._folder):
            if self._folder.is_dir() and self._name(source) in described(self._sources):
                describe(self._sources, self._name(source), None)

    def stated(self, source: str) -> Metadata:
        """What the file here states about an article."""
        with corpus_faults(self._sources):
            return stated(described(self._sources).get(self._name(source), {}))[0]

    def describe(self, source: str, metadata: Metadata) -> None:
        """State this about an article of the corpus, through to the disk."""
        with corpus_faults(self._sources):
            self._prepare()
            describe(self._sources, self._name(source), metadata if any(metadata) else None)

    def purge(self, source: str) -> None:
        """Remove the file of an article, and what is stated about it here. Raises SourceUnknown for no such file."""
        path = self.path_of(source)
        with corpus_faults(path):
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
            self.take_back(source)

    def has(self, source: str) -> bool:
        """Whether the file of an article is there. Raises SourceUnknown where it could be none of the corpus's."""
        return self.path_of(source).is_file()

    def path_of(self, source: str) -> Path:
        """Where the file of an article stands; never outside of the corpus. Raises SourceUnknown."""
        parts = PurePosixPath(source).parts
        path = self._root.joinpath(*parts)
        inside = parts and ".." not in parts and not PurePosixPath(source).is_absolute()
        if not inside or not path.parent.resolve().is_relative_to(self._root.resolve()):
            raise SourceUnknown("This is no article of the corpus", where=source, advice="See: onrecord source list")
        return path

    def _name(self, source: str) -> str:
        """An article as it is named in the file here: relative to its folder."""
        return source.removeprefix(f"{ADDED}/") if source.startswith(f"{ADDED}/") else f"../{source}"

    def _prepare(self) -> None:
        self._folder.mkdir(exist_ok=True)
        if not self._folder.resolve().is_relative_to(self._root.resolve()):
            advice = "Replace the link by a folder"
            raise CorpusUnwritable(
                "The folder for added articles leads out of the corpus", where=str(self._folder), advice=advice
            )
        sweep(self._folder)


@contextmanager
def corpus_faults(where: Path) -> Iterator[None]:
    """Name what the operating system refuses: what, where and what to do next."""
    try:
        yield
    except OSError as error:
        unknown = (f"The folder of articles cannot be used ({error.strerror or error})", "Check the disk")
        what, advice = _REASONS.get(error.errno or 0, unknown)
        place = error.filename if isinstance(error.filename, str) else str(where)
        raise CorpusUnwritable(what, where=place, advice=f"{advice}. {_KEPT}") from error
