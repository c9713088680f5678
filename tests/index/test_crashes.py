"""Processes that are killed, and processes that get in each other's way. ``TEST_KILLS`` raises how many are killed."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import durable
from index.snapshot import Snapshots
from tests.index.crashing import GENERATIONS

KILLS = int(os.environ.get("TEST_KILLS", "15"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed in forks")

_PUBLISH_IN_TURNS = """
import os, sys
from pathlib import Path
from index.snapshot import Snapshots
from tests.index.crashing import publish_all
os.fsync = lambda _descriptor: None
print("ready", flush=True)
for _ in range(2):
    publish_all(Snapshots(Path(sys.argv[1], "data"), Path(sys.argv[1], "articles"), keep=1))
"""


def test_a_build_killed_at_any_moment_leaves_a_whole_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a fork of several threads is not safe
    program = [sys.executable, "-m", "tests.index.crashing", str(tmp_path), str(KILLS)]
    done = subprocess.run(program, env=one_thread, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert len(done.stdout.splitlines()) == KILLS

    snapshots = Snapshots(tmp_path / "data", tmp_path / "articles", keep=1)
    assert any(snapshots.folder.rglob(".*"))
    monkeypatch.setattr(durable, "LEFTOVER_SECONDS", -1)
    snapshots.publish(GENERATIONS[0])
    assert not any(snapshots.folder.rglob(".*"))


def test_processes_that_build_and_prune_at_once_do_no_harm_and_nobody_loads_half_of_it(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "data", tmp_path / "articles", keep=1)
    snapshots.publish(GENERATIONS[0])
    program = [sys.executable, "-c", _PUBLISH_IN_TURNS, str(tmp_path)]
    with (
        subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as one,
        subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as two,
    ):
        loaded = {snapshots.load().name for _ in while_running(one, two)}
    assert (one.returncode, two.returncode) == (0, 0)
    assert loaded <= {generation.name for generation in GENERATIONS}
    assert snapshots.names() == [snapshots.current()]
    assert not any(snapshots.folder.rglob(".*"))


def while_running(*processes: subprocess.Popen[str]) -> Iterator[None]:
    threads = [threading.Thread(target=process.wait) for process in processes]
    assert all(process.stdout and process.stdout.readline() for process in processes)
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        yield
