"""Measure what a moderator waits for: looking at an article, keeping it until it answers, withdrawing it, listing.

``python -m tests.benchmarks.adding [sentences] [folder]`` works in a folder of its own, or in one that an earlier run
left, where the index is there already. The bar is 3 s from keeping to answering at 100,000 sentences.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.memory import utc_now
from bot.models import Question
from bot.moderation.actors import Actor
from bot.moderation.refreshing import Refreshes
from bot.moderation.sourcing import Sources
from bot.service import Service
from bot.settings import Settings
from bot.store import Store, database_in
from index.metadata import Metadata
from tests.benchmarks.synthetic import Writer, write_articles

_ROUNDS = 3
_ACTOR = Actor(kind="console", name="benchmark")


async def measure(settings: Settings) -> None:
    """Print one line for each step of each round: the seconds that it took."""
    store = await Store.open(database_in(settings.data), clock=utc_now)
    service = Service(settings)
    service.answerer  # noqa: B018 - as in a running bot
    sources = Sources(service, store, settings, Refreshes(service, store, settings))
    for number in range(_ROUNDS):
        text = (
            f"{Writer(int(time.time()) + number).article()}\n\nThe quartermaster of round {number} counted Zanzibots.\n"
        )
        preview = await _timed("preview", sources.previews.text(text, Metadata(publisher="A Paper")))
        kept = await _timed("keep, until it answers", sources.keep(preview, _ACTOR))
        question = Question(text=f"who counted Zanzibots in round {number}?")
        answer = await _timed("the next answer", asyncio.to_thread(service.ask, question))
        assert kept.answers
        assert kept.source in {each.source for each in (*answer.citations, *answer.nearest)}
        await _timed("list a page", sources.list())
        await _timed("withdraw, until refreshed", sources.withdraw(kept.source, _ACTOR))
    await store.close()


async def _timed(name, work):
    began = time.perf_counter()
    result = await work
    print(f"{name:<28}{time.perf_counter() - began:7.3f} s", flush=True)
    return result


def main() -> None:
    """Prepare a corpus where there is none, then measure."""
    sentences = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as own:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(own)
        settings = Settings(corpus=folder / "articles", data=folder / "data", reader=False)
        if not settings.corpus.is_dir():
            settings.corpus.mkdir(parents=True)
            print(f"{sentences:,} sentences in {write_articles(settings.corpus, sentences):,} articles")
        began = time.perf_counter()
        generation = Service(settings).generation
        print(f"{'open or build':<28}{time.perf_counter() - began:7.3f} s, {len(generation):,} sentences")
        asyncio.run(measure(settings))


if __name__ == "__main__":
    main()
