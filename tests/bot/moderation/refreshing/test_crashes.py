"""Processes that are killed while moderators change the index. ``ONRECORD_LONG_TESTS`` kills 200 of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 200 if os.environ.get("ONRECORD_LONG_TESTS") else 24


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed in forks")
def test_whatever_is_killed_a_start_finds_a_whole_generation_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a fork of several threads is not safe
    program = [sys.executable, "-m", "tests.bot.moderation.crashing", str(tmp_path), str(KILLS)]
    done = subprocess.run(program, env=one_thread, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == KILLS
