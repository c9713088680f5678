"""Say beforehand whether a correction would take effect: what a file states of itself wins over what stands beside it.

Refuses a correction that nobody would see.
"""

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from bot.errors import SourceRefused
from bot.moderation.sourcing.describing import described
from bot.moderation.sourcing.keeping import ADDED
from index.files import SOURCES_FILE
from index.metadata import Metadata, front_matter, stated

#: Front matter is no longer than this.
_HEAD = 300_000


def check_correctable(root: Path, source: str, given: Metadata, clear: Collection[str]) -> None:
    """Raise SourceRefused where the file itself, or a nearer ``sources.toml``, states one of these keys otherwise."""
    wanted = {**{name: value for name, value in given._asdict().items() if value is not None}, **dict.fromkeys(clear)}
    for place, metadata in _nearer(root, source):
        for name, value in wanted.items():
            if getattr(metadata, name) not in (None, value):
                what = f"The {name} of this article is stated in {place}, which counts more"
                raise SourceRefused(what, where=source, advice="Correct it there, then refresh the index")


def _nearer(root: Path, source: str) -> list[tuple[str, Metadata]]:
    """What wins over ``sources.toml`` in the folder of added articles, and where it stands."""
    path = PurePosixPath(source)
    found = (
        [("its own first lines", _front_matter(root / source))] if path.suffix in (".txt", ".md", ".markdown") else []
    )
    for folder in path.parents:
        if folder.parts and folder.as_posix() != ADDED:
            beside = root / folder / SOURCES_FILE
            table = described(beside).get(path.relative_to(folder).as_posix())
            found += [((folder / SOURCES_FILE).as_posix(), stated(table)[0])] if table else []
    return found


def _front_matter(path: Path) -> Metadata:
    try:
        with path.open("rb") as file:
            return front_matter(file.read(_HEAD).decode("utf-8", "replace")).metadata
    except OSError:
        return Metadata()
