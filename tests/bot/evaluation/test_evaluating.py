from itertools import count
from pathlib import Path

import pytest

from bot.answering import Answerer
from bot.evaluation.evaluating import ablated, ask, report
from bot.evaluation.gold import Evidence, GoldQuestion, read_gold
from bot.reader import OnnxReader
from index.corpus import read_corpus
from tests.bot.readers import OverlapReader
from tests.builders import generation

ARTICLES = {
    "a.txt": (
        "Sweden offered to lead the rescue of the ferry.\n\nThe ferry sank on Monday night near the island of Gotland."
    )
}
RIGHT = GoldQuestion(
    id="1",
    question="who offered to lead the rescue?",
    type="org",
    answers=("Sweden",),
    evidence=(Evidence(source="a.txt", contains="Sweden offered"),),
)
WRONG = GoldQuestion(id="2", question="who saw the ferry?", evidence=(Evidence(source="a.txt", contains="nothing"),))
SILENT = GoldQuestion(id="3", question="who owns the ferry?", answerable=False)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(generation(ARTICLES), reader=OverlapReader(), threshold=0.5)


def test_the_figures_count_right_sentences_and_answers(answerer: Answerer) -> None:
    figures = report(ask(answerer, [RIGHT, WRONG, SILENT]), threshold=0.0).overall
    assert (figures.questions, figures.answerable) == (3, 2)
    assert figures.first == figures.within_five == figures.mrr == figures.exact_match == 0.5
    assert figures.false_answers == 1


def test_the_ranking_is_judged_apart_from_the_threshold(answerer: Answerer) -> None:
    figures = report(ask(answerer, [RIGHT, SILENT]), threshold=1.01).overall
    assert figures.first == 1
    assert figures.answered_and_right == figures.false_answers == 0


def test_figures_are_told_by_type_of_question(answerer: Answerer) -> None:
    assert report(ask(answerer, [RIGHT, WRONG]), 0.5).by_type.keys() == {"any", "org"}


def test_time_is_taken_with_the_clock_that_is_passed_in(answerer: Answerer) -> None:
    ticks = count()
    figures = report(ask(answerer, [RIGHT], clock=lambda: float(next(ticks))), 0.5).overall
    assert figures.milliseconds == 1000


def test_each_stage_can_be_switched_off(answerer: Answerer) -> None:
    names = [name for name, _ in ablated(answerer)]
    assert names[:6] == ["nothing", "the reader", "neighbourhood", "spellings", "related", "skim"]
    assert all(report(ask(each, [RIGHT]), 0.5).overall.questions == 1 for _, each in ablated(answerer))


GOLD = Path(__file__).parents[4] / "shared" / "gold" / "seeds_dev.jsonl"
SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.skipif(not GOLD.exists(), reason="the gold questions are not part of the project")
def test_the_seeds_questions_are_answered_as_well_as_promised() -> None:
    from datetime import UTC, datetime

    from index.building import build

    seeds = build(read_corpus(SEEDS), built_at=datetime(2024, 1, 20, tzinfo=UTC))
    answerer = Answerer(seeds, reader=OnnxReader.load())
    figures = report(ask(answerer, read_gold(GOLD)), answerer.threshold).overall
    assert figures.first >= 0.9
    assert figures.within_three >= 0.92
    assert figures.match >= 0.8
    assert figures.false_answers <= 2
