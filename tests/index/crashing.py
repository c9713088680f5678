"""Kill builds in the middle and say what is left: ``python -m tests.index.crashing FOLDER KILLS [SEED]``.

Each build runs in a fork of this process, so that killing it costs no start of an interpreter. Half of them end
themselves at their n-th touch of the file system, for n all over the build; the other half are killed from outside
after a random time. Prints one line a kill, and stops at the first index that does not load.
"""

import os
import random
import select
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from index.generation import Generation
from index.snapshot import Snapshots
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of

GENERATIONS = [generation_of(a=TRUCE), generation_of(a=TRUCE, b=STRIKE), generation_of(c=RECALL)]
_TOUCHES = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "shutil.rmtree"})


def publish_all(snapshots: Snapshots) -> None:
    """Publish one generation after the other, each already there or pruned since."""
    for generation in GENERATIONS:
        snapshots.publish(generation)


def in_a_fork(work: Callable[[], None]) -> int:
    """Start work in a fork of this process and return its number."""
    process = os.fork()
    if process == 0:
        os.fsync = lambda _descriptor: None  # what a killed process has written is written, synced or not
        try:
            work()
        finally:
            os._exit(0)
    return process


def touches(snapshots: Snapshots) -> int:
    """How often publishing touches the file system."""
    seen = count()

    def hook(event: str, _arguments: object) -> None:
        if event in _TOUCHES:
            next(seen)

    def work() -> None:
        sys.addaudithook(hook)
        publish_all(snapshots)
        os.write(writer, str(next(seen)).encode())

    reader, writer = os.pipe()
    os.waitpid(in_a_fork(work), 0)
    return int(os.read(reader, 20))


def kill_at(touch: int, snapshots: Snapshots) -> None:
    """Publish in a process that kills itself right before a touch of the file system."""
    seen = count()

    def hook(event: str, _arguments: object) -> None:
        if event in _TOUCHES and next(seen) == touch:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        sys.addaudithook(hook)
        publish_all(snapshots)

    os.waitpid(in_a_fork(work), 0)


def kill_after(seconds: float, snapshots: Snapshots) -> None:
    """Publish in a process that is killed from outside after a time, or let it end."""
    reader, writer = os.pipe()
    process = in_a_fork(lambda: publish_all(snapshots))
    os.close(writer)
    select.select([reader], [], [], seconds)  # readable as soon as the process is gone
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(reader)


def whole(snapshots: Snapshots) -> Generation:
    """The generation that a start would find; raises where there is none or it is not what was published."""
    loaded = snapshots.load()
    expected = {generation.name: generation for generation in GENERATIONS}[loaded.name]
    if loaded.broken_sentences() or list(loaded.documents) != list(expected.documents):
        raise AssertionError(f"generation {loaded.name} is not what was published")
    return loaded


def main() -> None:
    """Kill, look, and report."""
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0
    randomly = random.Random(seed)
    snapshots = Snapshots(folder / "data", folder / "articles", keep=1)
    snapshots.publish(GENERATIONS[0])
    in_all = touches(snapshots)
    for kill in range(kills):
        if kill % 2:
            kill_after(moment := randomly.uniform(0, 0.2), snapshots)
            print(f"killed after {moment:.3f} s: {whole(snapshots)!r}")
        else:
            kill_at(touch := kill * in_all // kills, snapshots)
            print(f"killed at touch {touch} of {in_all}: {whole(snapshots)!r}")


if __name__ == "__main__":
    main()
