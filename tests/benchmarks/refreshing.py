"""Measure refreshing while questions are answered: one article more, nothing changed, a withdrawal, the switch itself.

Run it with ``python -m tests.benchmarks.refreshing [sentences [folder]]``; a folder is kept, and used again by the next
run. The bars on two idle cores: one article added to
100,000 sentences answers 3 s after it was confirmed, and meanwhile no answer takes longer than three times the 95th
percentile of those before; an unchanged corpus of the seeds takes 0.2 s; the switch stops questions for 5 ms. Figures
of one run only compare with one another: other work on the machine slows all of them.
"""

import asyncio
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles

from bot.memory import utc_now
from bot.models import Question
from bot.moderation.actors import Actor
from bot.moderation.refreshing import Refreshes
from bot.service import Service
from bot.settings import Settings
from bot.store import Store
from tests.benchmarks.synthetic import Writer, write_articles

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
#: Seconds between two questions, and of asking before anything is refreshed.
PAUSE, BEFORE = 0.02, 4.0
ACTOR = Actor(kind="console", name="benchmark")


class Asking:
    """Asks one question after the other in a thread, and notes when each began and how long it took."""

    def __init__(self, service: Service, writer: Writer) -> None:
        self.times: list[tuple[float, float]] = []
        self._service, self._writer = service, writer
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def end(self) -> None:
        """Ask no more."""
        self._ended.set()
        self._thread.join()

    def between(self, since: float, until: float) -> list[float]:
        """Milliseconds of the answers that were under way in this time."""
        return [1000 * took for began, took in self.times if began < until and began + took > since]

    def _ask(self) -> None:
        while not self._ended.is_set():
            question = Question(text=" ".join(self._writer.query()))
            began = time.perf_counter()
            self._service.ask(question)
            self.times.append((began, time.perf_counter() - began))
            time.sleep(PAUSE)


def main() -> None:
    """Print one line a figure."""
    sentences = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    sys.setswitchinterval(0.0005)  # as the bot does
    with tempfile.TemporaryDirectory() as passing:
        asyncio.run(_unchanged(Path(passing, "seeds")))
        asyncio.run(_one_more(Path(sys.argv[2] if len(sys.argv) > 2 else passing, "many"), sentences))


async def _unchanged(data: Path) -> None:
    settings = Settings(corpus=SEEDS, data=data, reader=False)
    _, refreshes, store = await _opened(settings)
    taken = []
    for _ in range(10):
        began = time.perf_counter()
        await refreshes.refresh(ACTOR)
        taken.append(time.perf_counter() - began)
    _show("refresh of unchanged seeds", f"{median(taken):.3f} s", "0.2 s")
    await store.close()


async def _one_more(folder: Path, sentences: int) -> None:
    corpus = folder / "articles"
    if not corpus.is_dir():
        corpus.mkdir(parents=True)
        write_articles(corpus, sentences)
    settings = Settings(corpus=corpus, data=folder / "data", reader=False)
    service, refreshes, store = await _opened(settings)
    (corpus / "added.txt").unlink(missing_ok=True)
    service.snapshots.withdrawals.remove("added.txt")
    await refreshes.refresh(ACTOR, confirmed=True)
    asking = Asking(service, Writer(2))
    began = time.perf_counter()
    await asyncio.sleep(BEFORE)
    (corpus / "added.txt").write_text(Writer(3).article(), "utf-8")
    confirmed, worked = time.perf_counter(), _worked()
    outcome = await refreshes.refresh(ACTOR)
    answers, worked = time.perf_counter(), _worked() - worked
    assert outcome.report.added == ("added.txt",), outcome
    withdrawing = time.perf_counter()
    service.snapshots.withdrawals.add("added.txt")
    service.ask(Question(text="anything at all"))
    withdrawn = time.perf_counter()
    asking.end()
    usual = quantiles(asking.between(began, confirmed), n=20)[18]
    slowest = max(asking.between(confirmed, answers))
    _show(f"one article more in {sentences:,} sentences", f"{answers - confirmed:.2f} s", "3 s")
    _show("of it, the building process's processor", f"{worked:.2f} s", "–")
    _show(
        "slowest answer meanwhile, of the p95 before", f"{slowest / usual:.1f} ({slowest:.1f} of {usual:.1f} ms)", "3"
    )
    _show("withdrawal and the very next answer", f"{1000 * (withdrawn - withdrawing):.1f} ms", "–")
    await _switches(service)
    await store.close()


async def _switches(service: Service) -> None:
    """How long the one step takes in which questions go over from one generation to the other."""
    ready = service.ready(service.snapshots.current() or "")
    taken = []
    for _ in range(100):
        began = time.perf_counter()
        service.take(ready)
        taken.append(1000 * (time.perf_counter() - began))
    _show("switch, longest of 100", f"{max(taken):.2f} ms", "5 ms")


async def _opened(settings: Settings) -> tuple[Service, Refreshes, Store]:
    service = Service(settings)
    service.ask(Question(text="warm"))
    store = await Store.open(settings.data / "store.sqlite", clock=utc_now)
    return service, Refreshes(service, store, settings), store


def _worked() -> float:
    """Seconds of processor that ended processes of this one have used: what tells more where others work as well."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _show(what: str, figure: str, bar: str) -> None:
    print(f"{what:<48}{figure:>28}{bar:>10}", flush=True)


if __name__ == "__main__":
    main()
