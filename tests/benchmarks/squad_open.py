"""The open SQuAD setting: right sentence first, short answers, declining and calibration on articles never trained on.

Run by hand, with the data file named: ``python -m tests.benchmarks.squad_open squad-train.jsonl.gz``. Indexes the 45
test articles together, asks their questions, then again with their article gone and with their paragraph gone.
``--part dev`` measures on the development articles instead; ``--ablate`` switches off each stage in turn.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bot.adapters.console.figures import figures_table, report_tables
from bot.adapters.console.screen import screen
from bot.answering import Answerer
from bot.evaluation.evaluating import Outcome, Report, ablated, ask, report
from bot.evaluation.metrics import auroc
from bot.evaluation.settings import Setting, articles_out, paragraphs_out, whole
from bot.reader import OnnxReader, Reader
from bot.reader.train.squad import read, split

#: The share of the answerable questions that is kept when false answers are counted.
KEPT = 0.9


def outcomes(settings: Iterable[Setting], reader: Reader | None, most: int) -> list[Outcome]:
    """Ask about ``most`` questions, spread over the settings."""
    everything, found = list(settings), list[Outcome]()
    for setting in everything:
        questions = [gold.model_copy(update={"type": "all"}) for gold in setting.questions]
        chosen = Random(2).sample(questions, min(len(questions), most // len(everything)))
        found += ask(Answerer(setting.generation, reader=reader), chosen)
    return found


def declining(name: str, asked: list[Outcome], silent: list[Outcome], threshold: float) -> str:
    """One line: how well the confidence tells questions with an answer from those without."""
    kept = sorted(outcome.answer.confidence for outcome in asked)
    line = kept[int(len(kept) * (1 - KEPT))]
    right = [outcome.answer.confidence for outcome in asked if outcome.is_right]
    others = [outcome.answer.confidence for outcome in silent]
    false = sum(confidence >= line for confidence in others) / max(1, len(others))
    served = sum(confidence >= threshold for confidence in others) / max(1, len(others))
    joint: Report = report([*asked, *silent], threshold)
    return (
        f"{name}: AUROC {auroc(kept, others):.3f} (right first against silent {auroc(right, others):.3f}); "
        f"at {KEPT:.0%} kept {false:.1%} answered; at the threshold {served:.1%}; "
        f"ECE with the answerable {joint.overall.calibration_error:.3f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", choices=("test", "dev"), default="test")
    parser.add_argument("--questions", type=int, default=2000, help="about how many to ask in each setting; 0 for all")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--no-reader", action="store_true")
    options = parser.parse_args()
    most = options.questions or sys.maxsize
    articles = split(read(options.data))["dev" if options.part == "dev" else "test"]
    reader = None if options.no_reader else OnnxReader.load()
    out = screen(sys.stdout)
    everything = list(whole(articles))
    asked = outcomes(everything, reader, most)
    answerer = Answerer(everything[0].generation, reader=reader)
    out.say(f"{len(articles)} articles, {len(answerer.generation)} sentences in one index")
    for table in report_tables(report(asked, answerer.threshold)):
        out.table(table)
    for name, settings in (("article gone", articles_out(articles)), ("paragraph gone", paragraphs_out(articles))):
        out.say(declining(name, asked, outcomes(settings, reader, most), answerer.threshold))
    if options.ablate:
        chosen = Random(2).sample(everything[0].questions, min(len(everything[0].questions), most))
        rows = {name: report(ask(each, chosen), each.threshold).overall for name, each in ablated(answerer)}
        out.table(figures_table("Without …", rows))


if __name__ == "__main__":
    main()
