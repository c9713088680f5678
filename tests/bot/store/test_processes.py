"""Several processes on one data folder, and processes that die: nothing that was acknowledged is lost."""

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.store.asking import SOMEBODY_ELSE, asked

ROOT = Path(__file__).resolve().parents[3]

REMEMBER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.store import Store
from tests.bot.store.asking import asked

async def main():
    store = await Store.open(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
    for n in range(int(sys.argv[2])):
        for stored in await asyncio.gather(*(asked(store, f"question {n} {i}") for i in range(3))):
            print(stored.key, flush=True)
    await store.close()

asyncio.run(main())
"""


@contextmanager
def remembering(path, count):
    """Another process that remembers answers and prints each key once it is acknowledged."""
    command = [sys.executable, "-c", REMEMBER, str(path), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed so here")
@pytest.mark.parametrize("after", [1, 20])
async def test_what_was_acknowledged_survives_a_killed_process(path, clock, after):
    with remembering(path, 1_000_000) as process:
        acknowledged = [process.stdout.readline().strip() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.read().split()
        assert process.wait() == -signal.SIGKILL
    acknowledged = [key for key in acknowledged if len(key) == 12]
    assert len(acknowledged) >= after
    store = await Store.open(path, clock=clock)
    assert store.notice is None
    for key in acknowledged:
        assert await store.recall(key), f"{key} was acknowledged and is lost"
    await store.close()


async def test_two_processes_remember_in_one_folder(store, path):
    with remembering(path, 20) as process:
        mine = [await asked(store, f"mine {n}", asker=SOMEBODY_ELSE) for n in range(40)]
        out, err = process.communicate()
    theirs = out.split()
    assert process.returncode == 0, err
    assert len(theirs) == 60
    for key in theirs:
        found = await store.recall(key)
        assert found.question.text.startswith("question")
        assert not store.is_asker(found, SOMEBODY_ELSE)
    for stored in mine:
        assert await store.recall(stored.key) == stored


async def test_two_processes_that_begin_anew_at_once_share_one_secret(path, clock):
    with remembering(path, 1) as first, remembering(path, 1) as second:
        (one, err1), (two, err2) = first.communicate(), second.communicate()
    assert (first.returncode, second.returncode) == (0, 0), err1 + err2
    store = await Store.open(path, clock=clock)
    hashes = {(await store.recall(key)).asker_hash for key in [*one.split(), *two.split()]}
    assert len(hashes) == 1
    assert not list(path.parent.glob("*damaged*"))
    await store.close()


async def test_a_process_that_forgets_to_close_still_ends(path):
    script = REMEMBER.replace("await store.close()", "pass")
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path), "1"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert len(ended.stdout.split()) == 3, ended.stderr


def test_a_reader_finds_what_another_process_has_just_written(path, tmp_path):
    from click.testing import CliRunner

    from bot.cli import cli

    with remembering(path, 1_000_000) as process:
        key = process.stdout.readline().strip()
        shown = CliRunner().invoke(cli, ["replay", key, "--data", str(tmp_path), "--corpus", str(tmp_path / "none")])
    assert "offered to mediate" in shown.output
    assert shown.exit_code == 0
