"""Evaluate a shipped reader on held-out articles, in one open index: ``python -m bot.reader.train.evaluate``.

The reader by itself behind plain BM25, without the product's skim, ranking, span rules and calibration: what is
measured is the model. Prints a table; a question's two harder forms, its paragraph missing and its article missing, are
asked as well.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.reader.models import Passage, Reader
from bot.reader.runtime import OnnxReader
from bot.reader.train import metrics, squad
from bot.reader.train.corpus import Corpus, Question, build
from bot.reader.train.mining import Bm25
from bot.reader.windows import LIMIT, Layout, members, windows

DEPTH = 60
GONE = -1


class Outcome(NamedTuple):
    """What one question gave: the gold sentence's rank (0 for none), the span, the best relevance, milliseconds."""

    rank: int
    span: str
    relevance: float
    milliseconds: float


class Bench:
    """One open index over some articles, and a reader to ask."""

    def __init__(self, articles: Sequence[squad.Article], reader: Reader) -> None:
        self.corpus: Corpus = build(articles)
        self._reader = reader
        layout = self.corpus.layout
        self._documents, self._paragraphs = np.asarray(layout.documents), np.asarray(layout.paragraphs)
        self._words = np.asarray(layout.words)
        self._bm25 = Bm25(self.corpus.sentences, self.corpus.paragraphs)

    def ask(self, question: Question, without: str = "") -> Outcome:
        """Ask one question, with its ``"paragraph"`` or ``"article"`` taken out if wanted."""
        started = time.perf_counter()
        hits, layout = self._hits(question, without)
        shown = windows(hits, layout)
        passages = [Passage(self._title(w.first), tuple(self.corpus.sentences[n] for n in members(w))) for w in shown]
        relevance: dict[int, float] = {}
        spans: dict[int, str] = {}
        for window, readings in zip(shown, self._reader.read(question.text, passages), strict=True):
            for number, reading in zip(members(window), readings, strict=True):
                if reading.relevance > relevance.get(number, -np.inf):
                    relevance[number] = reading.relevance
                    best = reading.spans[0] if reading.spans else None
                    spans[number] = self.corpus.sentences[number][best.start : best.end] if best else ""
        order = sorted(relevance, key=lambda number: (-relevance[number], number))
        rank = order.index(question.sentence) + 1 if question.sentence in relevance else 0
        took = (time.perf_counter() - started) * 1000
        return Outcome(rank, spans[order[0]] if order else "", relevance[order[0]] if order else -1e4, took)

    def _hits(self, question: Question, without: str) -> tuple[list[int], Layout]:
        hits = [int(n) for n in self._bm25.rank([question.text], DEPTH)[0]]
        if not without:
            return hits, Layout(self._documents, self._paragraphs, self._words)
        column = self._documents if without == "article" else self._paragraphs
        gone = column == column[question.sentence]
        # A document of their own keeps windows from growing into what is not there.
        documents = np.where(gone, GONE, self._documents)
        return [n for n in hits if not gone[n]], Layout(documents, self._paragraphs, self._words)

    def _title(self, sentence: int) -> str:
        return self.corpus.titles[self.corpus.documents[sentence]]


def evaluate(data: Path, weights: Path | None, *, limit: int, threads: int, part: squad.Part = "test") -> str:
    """Return the table as Markdown. ``limit`` is how many questions to ask, evenly spread; 0 asks all."""
    bench = Bench(squad.split(squad.read(data))[part], OnnxReader.load(weights, threads=threads))
    questions = bench.corpus.questions
    sample = questions[:: max(1, len(questions) // limit)] if limit else questions
    plain = [bench.ask(question) for question in sample]
    half = sample[::2]
    without = {kind: [bench.ask(question, kind).relevance for question in half] for kind in ("paragraph", "article")}
    lines = [
        f"{len(bench.corpus.sentences)} sentences, {len(sample)} questions ({part})",
        "",
        "| figure | value |",
        "|---|---|",
    ]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in _figures(sample, plain, without).items())])


def _figures(sample: Sequence[Question], plain: Sequence[Outcome], without: dict[str, list[float]]) -> dict[str, str]:
    ranks = np.asarray([outcome.rank for outcome in plain])
    took = np.asarray([outcome.milliseconds for outcome in plain])
    known = [outcome.relevance for outcome in plain]
    pairs = [(outcome.span, question.answer) for outcome, question in zip(plain, sample, strict=True)]
    figures = {
        "gold sentence read": f"{np.mean(ranks > 0):.3f}",
        "first": f"{np.mean(ranks == 1):.3f}",
        "within five": f"{np.mean((ranks > 0) & (ranks <= 5)):.3f}",
        "MRR": f"{np.mean(np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0)):.3f}",
        "span exact match": f"{np.mean([metrics.exact(*pair) for pair in pairs]):.3f}",
        "span F1": f"{np.mean([metrics.f1(*pair) for pair in pairs]):.3f}",
    }
    for kind, scores in without.items():
        figures[f"AUROC, {kind} missing"] = f"{metrics.auroc(known, scores):.3f}"
        figures[f"{kind} missing: answered at 90 % kept"] = f"{metrics.answered_wrongly(known, scores):.3f}"
    figures[f"ms a question, {LIMIT} windows: p50 / p99"] = f"{np.median(took):.0f} / {np.quantile(took, 0.99):.0f}"
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bot.reader.train.evaluate")
    parser.add_argument("--data", type=Path, required=True, help="SQuAD as gzipped JSON lines, one article a line")
    parser.add_argument("--weights", type=Path, help="folder of a reader (default: the shipped one)")
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--questions", type=int, default=2000, help="how many questions to ask; 0 for all")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    print(evaluate(options.data, options.weights, limit=options.questions, threads=options.threads, part=options.part))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
