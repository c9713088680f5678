"""Measure answering: ``onrecord ask`` as a whole process, and answers in a process that is already there.

Run it with ``python -m tests.benchmarks.asking [corpus] [--gold FILE] [--among SENTENCES]``: the process that is there
is asked the questions of a gold file instead of four easy ones, and the articles stand among so many sentences without
meaning. The bars on two idle cores: a whole process with an index 0.4 s and 90 MB by word matching alone, 1.0 s and 260
MB with the reader; an answer in process 2 ms at the median by word matching alone, 70 ms with the reader (200 ms at the
99th percentile), 15 answers a second where two are asked for at a time. Where the machine does other work, the
processor's seconds tell more.
"""

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from bot.evaluation.gold import read_gold
from bot.models import Question
from bot.service import Service
from bot.settings import Settings
from tests.benchmarks.synthetic import write_articles
from tests.commands import environment

QUESTIONS = ("who mediated?", "how many people died?", "what was the operation codename?", "when did Iran strike?")
RUNS = 10


def main() -> None:
    """Print one line for each way of asking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("seeds"))
    parser.add_argument("--gold", type=Path, help="ask the questions of this file")
    parser.add_argument("--among", type=int, default=0, help="sentences to put around the corpus")
    options = parser.parse_args()
    questions = [gold.question for gold in read_gold(options.gold)] if options.gold else QUESTIONS
    with tempfile.TemporaryDirectory() as folder:
        corpus, data = Path(folder) / "articles", Path(folder) / "data"
        shutil.copytree(options.corpus, corpus)
        if options.among:
            write_articles(corpus, options.among)
        subprocess.run(
            _command("index", "build"), env=_environment(corpus, data, True), check=True, stdout=subprocess.DEVNULL
        )
        print(f"{'whole process':<24}{'seconds':>9}{'of processor':>14}{'peak MB':>9}")
        for reader in (False, True):
            print(f"{_name(reader):<24}{_processes(corpus, data, reader)}")
        print(f"\n{'in process':<24}{'p50 ms':>9}{'p99 ms':>9}{'a second':>10}")
        for reader in (False, True):
            print(f"{_name(reader):<24}{_in_process(corpus, data, reader, questions)}")


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


def _in_process(corpus: Path, data: Path, reader: bool, questions: Sequence[str]) -> str:
    service = Service(Settings(corpus=corpus, data=data, reader=reader))
    rounds = math.ceil((10 if reader else 40) * RUNS / len(questions))
    asked = [Question(text=text) for text in questions] * rounds
    service.ask(asked[0])
    times = []
    for question in asked:
        began = time.perf_counter()
        service.ask(question)
        times.append(1000 * (time.perf_counter() - began))
    with ThreadPoolExecutor(2) as two:
        began = time.perf_counter()
        list(two.map(service.ask, asked))
        pace = len(asked) / (time.perf_counter() - began)
    return f"{median(times):>9.2f}{quantiles(times, n=100)[98]:>9.2f}{pace:>10.1f}"


if __name__ == "__main__":
    main()
