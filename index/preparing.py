"""Build the next generation in a process of its own: ``python -m index.preparing FOLDER DATA [force]``.

Whoever answers questions goes on answering them: this process reads and takes apart what changed, and puts the
generation on disk beside the current one, checked. It writes one JSON object a line to standard output: progress, then
what was prepared, or the fault. Refuses to switch: that is for whoever started it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

import index
from index import errors
from index.comparing import RefreshReport
from index.errors import GenerationFault, IndexFault, StorageFault
from index.refresh import Progress, prepare
from index.snapshot import Snapshots

#: How much the building process gives way to those who answer.
NICENESS = 5
#: Steps of progress that are told, at most, of each kind of work.
_STEPS = 50


class PreparedAside(NamedTuple):
    """What another process prepared: what it would change, and the folder's state that it holds."""

    report: RefreshReport
    signature: str


class Aside:
    """A process that prepares the next generation."""

    def __init__(self, root: Path, data: Path, *, force: bool = False) -> None:
        command = [sys.executable, "-m", "index.preparing", os.fspath(root), os.fspath(data), *(["force"] * force)]
        ours = Path(index.__file__).resolve().parent.parent
        path = os.pathsep.join(filter(None, [os.fspath(ours), os.environ.get("PYTHONPATH")]))
        self._data = data
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )

    def result(self, progress: Progress | None = None) -> PreparedAside:
        """Wait for what it prepares. Raises what preparing raises, and StorageFault where the process died."""
        assert self._process.stdout is not None
        told: dict[str, Any] = {}
        with self._process.stdout as lines:
            for told in _objects(lines):
                if progress and "progress" in told:
                    progress(*told["progress"])
        status = self._process.wait()
        if "fault" in told:
            raise _fault(**told["fault"])
        if "report" not in told:
            what = f"The process that was building the index ended before it had finished (status {status})"
            advice = "See whether there is enough memory and disk, then refresh again. The index in use still answers."
            raise StorageFault(what, where=os.fspath(self._data), advice=advice)
        return PreparedAside(RefreshReport.model_validate(told["report"]), told["signature"])

    def stop(self) -> None:
        """End the process, wherever it is: what it has half-made is swept away by the next one."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()


def _objects(lines: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(ValueError):  # half a line, of a process that was killed
            yield json.loads(line)


def _fault(kind: str, what: str, where: str, advice: str) -> IndexFault:
    found = getattr(errors, kind, StorageFault)
    fault: IndexFault = found(what, where=where, advice=advice)
    return fault


def main(arguments: list[str]) -> None:
    """Prepare, and tell."""
    root, data, force = Path(arguments[0]), Path(arguments[1]), arguments[2:] == ["force"]
    with suppress(OSError, AttributeError):  # not every system knows niceness
        os.nice(NICENESS)
    try:
        told = _prepared(root, Snapshots(data, root), force=force)
    except IndexFault as fault:
        kind = type(fault).__name__
        told = {"fault": {"kind": kind, "what": fault.what, "where": fault.where, "advice": fault.advice}}
    _tell(told)


def _prepared(root: Path, snapshots: Snapshots, *, force: bool) -> dict[str, Any]:
    try:
        before = snapshots.load()
    except GenerationFault:
        before = None
    without = snapshots.withdrawals.sources()
    glances = snapshots.glances(before.name) if before else {}
    prepared = prepare(
        root, before, without=without, glances=glances, reuse=not force, may_be_empty=True, progress=_progress
    )
    if prepared.is_new:
        snapshots.write(prepared.generation)
    with suppress(StorageFault):  # the next refresh reads more, that is all
        snapshots.keep_glances(prepared.generation.name, prepared.glances)
    return {"report": prepared.report.model_dump(mode="json"), "signature": prepared.signature}


def _progress(doing: str, done: int, of: int) -> None:
    if done == of or done % max(1, of // _STEPS) == 0:
        _tell({"progress": [doing, done, of]})


def _tell(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
