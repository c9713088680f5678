"""Measure indexing end to end: articles in a folder → a checked generation on disk; then refreshes, and loading.

Each step runs in a process of its own, so that its peak memory is its own. Run it with
``python -m tests.benchmarks.indexing [sentences]``; the bars are 15,000 sentences a second and 600 MB at 100,000. The
rate is of the time on the clock; where the machine does other work as well, the processor's seconds tell more.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index.refresh import refresh
from index.snapshot import Snapshots
from tests.benchmarks.synthetic import Writer, write_articles


def main() -> None:
    """Print one line a step: what was done, seconds, sentences a second, peak memory."""
    sentences = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        corpus, data = Path(folder, "articles"), Path(folder, "data")
        corpus.mkdir()
        articles = write_articles(corpus, sentences)
        size = sum(path.stat().st_size for path in corpus.iterdir())
        print(f"{sentences:,} sentences in {articles:,} articles, {size / 1e6:.0f} MB of text\n")
        print(f"{'step':<28}{'seconds':>9}{'of processor':>14}{'sentences/s':>13}{'peak MB':>9}")
        for step in STEPS:
            if step == "refresh, one article added":
                (corpus / "added.txt").write_text(Writer(1).article(), "utf-8")
            os.sync()  # what the step before left to write is not this one's time
            subprocess.run([sys.executable, "-m", __spec__.name, step, str(corpus), str(data)], check=True)


def _refresh(corpus: Path, data: Path) -> int:
    return refresh(corpus, Snapshots(data, corpus)).sentences_after


def _load(corpus: Path, data: Path) -> int:
    return len(Snapshots(data, corpus).load())


def _import(_corpus: Path, _data: Path) -> int:
    return 0


STEPS: dict[str, Callable[[Path, Path], int]] = {
    "imports alone": _import,
    "build from nothing": _refresh,
    "load": _load,
    "refresh, nothing changed": _refresh,
    "refresh, one article added": _refresh,
}


def measure(step: str, corpus: Path, data: Path) -> None:
    """Run one step in this process and print its line."""
    began, worked = time.perf_counter(), time.process_time()
    sentences = STEPS[step](corpus, data)
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    rate = f"{sentences / seconds:,.0f}" if sentences else "–"
    print(f"{step:<28}{seconds:>9.3f}{worked:>14.3f}{rate:>13}{peak_megabytes():>9.0f}", flush=True)


def peak_megabytes() -> float:
    """The most memory this process has held; ``ru_maxrss`` would count the parent's too."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
