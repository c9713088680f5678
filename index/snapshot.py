"""The generations of one corpus on disk: publish a new one in one step, load the current one, go back to another.

::

    <data>/indexes/<folder name>-<12 hex of the corpus path>/
        current                       the name of the generation that answers
        withdrawn.json held.json      see index/withdrawn.py, index/holding.py
        seen.json                     the state of the corpus folder when it was last looked at
        generations/<generation>/     manifest.json, manifest.sha256, *.npy, *.json

A generation is written aside, checked, renamed into place, and only then named by ``current``; a crash at any moment
leaves ``current`` naming a whole one. Refuses to change a generation once it is in place.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import NamedTuple

from index import saved
from index.durable import remove, replace, storage_faults, sweep, sync_folder, temporary_name
from index.errors import GenerationDamaged, GenerationFault, GenerationMissing, IndexFault
from index.generation import Generation
from index.holding import held
from index.locking import LOCK_SECONDS, alone
from index.models import Glance, Manifest
from index.withdrawn import Withdrawals

#: Generations that stay on disk, the current one among them.
KEPT_GENERATIONS = 3

#: In a generation's folder, beside the files that its manifest names.
GLANCES = "glances.json"

_NAME = re.compile(r"[0-9a-f]{12}\Z")
_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_BUILD = "Run `onrecord index build`."


class Loaded(NamedTuple):
    """A generation and, where it is not the one that should answer, what is wrong with that one."""

    generation: Generation
    fault: GenerationFault | None = None


class Snapshots:
    """The store of one corpus's generations below a data folder; safe to use from several processes."""

    def __init__(
        self, data: Path, root: Path, *, keep: int = KEPT_GENERATIONS, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        corpus = root.resolve()
        digest = hashlib.sha256(os.fsencode(corpus)).hexdigest()[:12]
        readable = _UNSAFE.sub("_", corpus.name)[:40] or "corpus"
        self.folder = data / "indexes" / f"{readable}-{digest}"
        self._generations = self.folder / "generations"
        self._keep = max(1, keep)
        self._lock_seconds = lock_seconds
        #: The articles that must not be quoted, whatever a generation holds.
        self.withdrawals = Withdrawals(self.folder)

    def current(self) -> str | None:
        """The name of the generation that answers; ``None`` before the first."""
        pointer = self.folder / "current"
        with storage_faults(pointer):
            try:
                name = pointer.read_text("utf-8", "replace").strip()
            except FileNotFoundError:
                return None
        if not _NAME.match(name):
            raise GenerationDamaged(
                "The pointer to the current generation is damaged", where=str(pointer), advice=_BUILD
            )
        return name

    def names(self) -> list[str]:
        """The generations on disk, the one that was put to use last first."""
        with storage_faults(self._generations):
            try:
                entries = [(e.stat().st_mtime_ns, e.name) for e in os.scandir(self._generations) if _NAME.match(e.name)]
            except FileNotFoundError:
                return []
        return [name for _, name in sorted(entries, reverse=True)]

    def used(self) -> list[str]:
        """The generations on disk that have answered, the latest first: those that one can go back to."""
        with storage_faults(self._generations):
            return [name for name in self.names() if (self._generations / name).stat().st_mtime_ns]

    def is_whole(self, name: str) -> bool:
        """Whether every byte of a generation is as it was written."""
        try:
            self.load(name)
        except (IndexFault, FileNotFoundError):
            return False
        return True

    def manifest(self, name: str | None = None) -> Manifest:
        """The card of the current generation, or of a named one."""
        chosen = name or self._existing()
        with storage_faults(self.folder):
            return saved.load_manifest(self._generations / chosen, chosen)

    def load(self, name: str | None = None) -> Generation:
        """Load the current generation, or a named one, checking every byte.

        Raises GenerationMissing, GenerationDamaged, GenerationOutdated or StorageFault.
        """
        before = None
        if name is not None and not _NAME.match(name):
            what, advice = "This is no name of a generation", "See the names with `onrecord index history`."
            raise GenerationMissing(what, where=name, advice=advice)
        while True:
            chosen = name or self._existing()
            try:
                with storage_faults(self.folder):
                    return saved.load(self._generations / chosen, chosen)
            except (GenerationDamaged, GenerationMissing):
                # another process may have published and pruned meanwhile: only the same fault twice is one
                if chosen == before:
                    raise
                before = chosen

    def load_whole(self) -> Loaded:
        """Load the current generation or, where it is damaged, the latest whole one, and say so."""
        try:
            return Loaded(self.load())
        except (GenerationDamaged, GenerationMissing) as fault:
            for name in self.names():
                with suppress(GenerationFault):
                    return Loaded(self.load(name), fault)
            raise

    def publish(self, generation: Generation) -> None:
        """Write a generation, check what was written, and let it answer."""
        self.write(generation, switch=True)

    def write(self, generation: Generation, *, switch: bool = False) -> None:
        """Put a generation on disk beside the current one, checked; it answers only once it is switched to."""
        with storage_faults(self.folder):
            self._generations.mkdir(parents=True, exist_ok=True)
            sweep(self._generations)
            sweep(self.folder)
            aside = self._generations / temporary_name("building")
            try:
                saved.save(generation, aside)
                _check(saved.load(aside, generation.name), aside)
                with self._locked():  # one lock for both steps, or another process prunes in between
                    is_there = (self._generations / generation.name).exists()
                    self._place(aside, generation.name)
                    if not (switch or is_there):
                        os.utime(self._generations / generation.name, (0, 0))  # the first to go, see used()
                    if switch:
                        self._point_at(generation.name)
            finally:
                remove(aside)

    def switch(self, name: str) -> None:
        """Let a generation on disk answer from now on, in one step; older ones than are kept are removed."""
        with storage_faults(self.folder), self._locked():
            saved.load_manifest(self._generations / name, name)
            self._point_at(name)

    def remove(self, name: str) -> None:
        """Take a generation off the disk; the one that answers stays."""
        with storage_faults(self.folder), self._locked():
            if name != self.current() and (self._generations / name).exists():
                self._retire(name)

    def seen(self) -> str | None:
        """The signature of the corpus folder that the current generation was built from."""
        try:
            seen = json.loads((self.folder / "seen.json").read_bytes())
            return str(seen["signature"]) if seen["generation"] == self.current() else None
        except (OSError, ValueError, KeyError, TypeError, GenerationFault):
            return None  # looking again is all it costs

    def mark_seen(self, generation: str, signature: str) -> None:
        """Remember that a generation holds the corpus folder in the state of a signature."""
        content = json.dumps({"generation": generation, "signature": signature}).encode()
        with storage_faults(self.folder):
            replace(self.folder / "seen.json", content)

    def glances(self, name: str) -> dict[str, Glance]:
        """What tells which articles of a generation need not be read again; nothing where that is not known."""
        try:
            kept = json.loads((self._generations / name / GLANCES).read_bytes())
            return {source: Glance.model_construct(stamp=a, stated=b, folded=c) for source, (a, b, c) in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def keep_glances(self, name: str, glances: Mapping[str, Glance]) -> None:
        """Keep them with their generation: they are of this machine, so its manifest does not name them."""
        content = {source: [each.stamp, each.stated, each.folded] for source, each in glances.items()}
        folder = self._generations / name
        with storage_faults(self.folder):
            used = folder.stat().st_mtime_ns
            replace(folder / GLANCES, json.dumps(content, separators=(",", ":")).encode())
            os.utime(folder, ns=(used, used))  # what is kept beside it does not put it to use

    def _existing(self) -> str:
        name = self.current()
        if name is None:
            raise GenerationMissing("No index has been built yet", where=str(self.folder), advice=_BUILD)
        return name

    def _point_at(self, name: str) -> None:
        # The order of being put to use is the order of being kept, also where the clock was set back meanwhile.
        latest = max((self._generations / each).stat().st_mtime_ns for each in self.names())
        now = max(time.time_ns(), latest + 1_000_000)
        os.utime(self._generations / name, ns=(now, now))
        replace(self.folder / "current", f"{name}\n".encode())
        self._prune(name)

    def _place(self, aside: Path, name: str) -> None:
        """Rename what was written into place, unless the same is there already, whole."""
        place = self._generations / name
        if place.exists():
            if _is_same(aside, place, name):
                return
            self._retire(name)
        aside.rename(place)
        sync_folder(self._generations)

    def _prune(self, current: str) -> None:
        waiting = held(self.folder)
        spared = {current, waiting.generation if waiting else current}
        others = [name for name in self.names() if name not in spared]
        for name in others[self._keep - 1 :]:
            with suppress(OSError):  # it is only space; another try comes with the next switch
                self._retire(name)

    def _retire(self, name: str) -> None:
        """Remove a generation: first its name, so that nobody finds half of it."""
        retired = self._generations / temporary_name("retired")
        (self._generations / name).rename(retired)
        remove(retired)

    def _locked(self) -> AbstractContextManager[None]:
        return alone(self.folder / "lock", seconds=self._lock_seconds)


def _check(written: Generation, where: Path) -> None:
    if broken := written.broken_sentences():
        what = f"{len(broken)} sentences do not stand in their articles after writing"
        raise GenerationDamaged(what, where=str(where), advice=_BUILD)


def _is_same(aside: Path, place: Path, name: str) -> bool:
    try:
        found = saved.load(place, name)
    except GenerationFault:
        return False
    return found.manifest.files == saved.load_manifest(aside, name).files
