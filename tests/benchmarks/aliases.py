"""Measure the alias table: what it costs an answer, and how well a name is answered under an alias.

Run it with ``python -m tests.benchmarks.aliases [--reader]``. Of each gold question of the invented crises that names
something in the articles, the name is replaced by a word that no article knows; the table says what it stands for.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot.answering import Answerer
from bot.answering.aliases import AliasTable
from bot.answering.mentions.proper_names import proper_names
from bot.evaluation.gold import GoldQuestion, read_gold
from bot.models import Question
from bot.reader import OnnxReader
from index.aliases import AliasGroup, matched_by
from index.building import build
from index.corpus import read_corpus
from tests.commands import ROOT

ENTRIES = 5_000
RUNS = 100


def main() -> None:
    """Print how many questions are right first, and the milliseconds of an answer at its best."""
    reader = OnnxReader.load() if "--reader" in sys.argv else None
    right = {"as written": 0, "alias, no table": 0, "alias, table": 0}
    asked = 0
    for crisis in sorted(path for path in (ROOT / "tests" / "crises").iterdir() if path.is_dir()):
        answerer = Answerer(build(read_corpus(crisis), built_at=datetime.now(UTC)), reader=reader)
        for gold, name in _named(answerer, crisis):
            asked += 1
            alias = f"Zorvath{asked}"
            table = AliasTable([AliasGroup("equivalents", (name, alias), 1)])
            renamed = gold.question.replace(name, alias, 1)
            right["as written"] += _is_right(answerer, gold, gold.question)
            right["alias, no table"] += _is_right(answerer, gold, renamed)
            right["alias, table"] += _is_right(answerer.with_aliases(table), gold, renamed)
    print(f"{asked} questions, right first: {right}")
    _costs()


def _named(answerer: Answerer, crisis: Path) -> Iterator[tuple[GoldQuestion, str]]:
    frequency = answerer.generation.engine.document_frequency
    for gold in read_gold(crisis / "gold.jsonl"):
        names = [gold.question[start:end] for start, end in proper_names(gold.question)]
        known = next((name for name in names if all(map(frequency, matched_by(name)))), None)
        if gold.answerable and known:
            yield gold, known


def _is_right(answerer: Answerer, gold: GoldQuestion, question: str) -> bool:
    return gold.right_rank(answerer.answer(Question(text=question)).citations) == 1


def _costs() -> None:
    answerer = Answerer(build(read_corpus(ROOT / "seeds"), built_at=datetime.now(UTC)))
    groups = [AliasGroup("spellings", (f"Name{n}a", f"Name{n}b"), n) for n in range(ENTRIES)]
    both = {"no table": answerer, f"{ENTRIES:,} entries": answerer.with_aliases(AliasTable(groups))}
    best = dict.fromkeys(both, 1.0)
    for _ in range(RUNS):
        for name, each in both.items():
            began = perf_counter()
            each.answer(Question(text="how many people died in the strikes?"))
            best[name] = min(best[name], perf_counter() - began)
    print("an answer by word matching:", {name: f"{1000 * seconds:.2f} ms" for name, seconds in best.items()})


if __name__ == "__main__":
    main()
