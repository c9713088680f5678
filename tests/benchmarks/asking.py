"""Measure answering: ``onrecord ask`` as a whole process, and one answer in a process that is already there.

Run it with ``python -m tests.benchmarks.asking [corpus]``. The bars on two idle cores: a whole process with an index
0.4 s and 90 MB by word matching alone, 1.0 s and 260 MB with the reader; an answer in process 2 ms at the median by
word matching alone, 70 ms with the reader. Where the machine does other work, the processor's seconds tell more.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bot.models import Question
from bot.service import Service
from bot.settings import Settings
from tests.commands import environment

QUESTIONS = ("who mediated?", "how many people died?", "what was the operation codename?", "when did Iran strike?")
RUNS = 10


def main() -> None:
    """Print one line for each way of asking."""
    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else "seeds").resolve()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            _command("index", "build"),
            env=_environment(corpus, Path(folder), True),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(f"{'whole process':<24}{'seconds':>9}{'of processor':>14}{'peak MB':>9}")
        for reader in (False, True):
            print(f"{_name(reader):<24}{_processes(corpus, Path(folder), reader)}")
        print(f"\n{'in process':<24}{'p50 ms':>9}{'p99 ms':>9}")
        for reader in (False, True):
            print(f"{_name(reader):<24}{_in_process(corpus, Path(folder), reader)}")


def _name(reader: bool) -> str:
    return "with the reader" if reader else "word matching alone"


def _environment(corpus: Path, data: Path, reader: bool) -> dict[str, str]:
    return environment(data, ONRECORD_CORPUS=str(corpus), ONRECORD_READER="on" if reader else "off")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]


def _processes(corpus: Path, data: Path, reader: bool) -> str:
    taken = [_process(_environment(corpus, data, reader)) for _ in range(RUNS)]
    wall, worked, peak = (median(each) for each in zip(*taken, strict=True))
    return f"{wall:>9.3f}{worked:>14.3f}{peak:>9.0f}"


def _process(variables: dict[str, str]) -> tuple[float, float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(_command("ask", QUESTIONS[0]), env=variables, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _in_process(corpus: Path, data: Path, reader: bool) -> str:
    service = Service(Settings(corpus=corpus, data=data, reader=reader))
    service.ask(Question(text=QUESTIONS[0]))
    times = []
    for number in range(40 * RUNS if not reader else 10 * RUNS):
        began = time.perf_counter()
        service.ask(Question(text=QUESTIONS[number % len(QUESTIONS)]))
        times.append(1000 * (time.perf_counter() - began))
    return f"{median(times):>9.2f}{quantiles(times, n=100)[98]:>9.2f}"


if __name__ == "__main__":
    main()
