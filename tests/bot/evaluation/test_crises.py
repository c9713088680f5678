"""Three invented crises that nothing was tuned on: their gold questions hold, and are answered well enough."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.answering import Answerer
from bot.evaluation.evaluating import Outcome, ask, report
from bot.evaluation.gold import Evidence, GoldQuestion, read_gold
from bot.evaluation.metrics import matches
from bot.reader import OnnxReader
from index.building import build
from index.corpus import read_corpus
from index.generation import Generation

CRISES = Path(__file__).parents[2] / "crises"
NAMES = ("earthquake", "election", "ferry")

#: Floors over the questions of all crises together.
FIRST = 0.87
WITHIN_THREE = 0.93
#: The largest share of unanswerable questions that may be answered.
FALSE_SHARE = 0.30

FEWEST_ANSWERABLE = 25

each_crisis = pytest.mark.parametrize("name", NAMES)


@cache
def indexed(name: str) -> Generation:
    return build(read_corpus(CRISES / name), built_at=datetime(2040, 1, 1, tzinfo=UTC))


@cache
def gold(name: str) -> tuple[GoldQuestion, ...]:
    return tuple(read_gold(CRISES / name / "gold.jsonl"))


def sentences(evidence: Evidence, name: str) -> list[str]:
    """The quotable sentences of the evidence's article that hold its text."""
    generation = indexed(name)
    quotes = (generation.sentence(position).text for position in generation.sentences_of(evidence.source))
    return [quote for quote in quotes if evidence.contains and evidence.contains in quote]


def test_every_crisis_is_tested() -> None:
    assert tuple(sorted(path.name for path in CRISES.iterdir() if path.is_dir())) == NAMES


@each_crisis
def test_every_article_of_a_crisis_is_read_without_a_fault(name: str) -> None:
    manifest = indexed(name).manifest
    assert not manifest.faults
    assert not manifest.duplicates
    types = {document.media_type.name for document in indexed(name).documents}
    assert types == {"TEXT", "MARKDOWN", "HTML"}


@each_crisis
def test_every_evidence_stands_in_one_sentence_of_its_article(name: str) -> None:
    unclear = [(each.id, e.contains) for each in gold(name) for e in each.evidence if len(sentences(e, name)) != 1]
    assert not unclear


@each_crisis
def test_every_right_answer_stands_in_its_evidence(name: str) -> None:
    for each in gold(name):
        shown = [quote for evidence in each.evidence for quote in sentences(evidence, name)]
        assert all(any(matches(quote, [answer]) for quote in shown) for answer in each.answers), each.id


@each_crisis
def test_most_questions_have_an_answer_and_some_have_none(name: str) -> None:
    answerable = [each for each in gold(name) if each.answerable]
    assert FEWEST_ANSWERABLE <= len(answerable) < len(gold(name))
    assert all(each.answers and each.evidence for each in answerable)
    assert not any(each.answers or each.evidence for each in gold(name) if not each.answerable)


def test_no_two_questions_share_an_id() -> None:
    ids = [each.id for name in NAMES for each in gold(name)]
    assert len(set(ids)) == len(ids)


def test_crises_that_nothing_was_tuned_on_are_answered_well_enough() -> None:
    reader = OnnxReader.load()
    outcomes: list[Outcome] = []
    for name in NAMES:
        answerer = Answerer(indexed(name), reader=reader)
        outcomes += ask(answerer, gold(name))
    figures = report(outcomes, answerer.threshold).overall
    assert figures.first >= FIRST
    assert figures.within_three >= WITHIN_THREE
    assert figures.false_answers <= FALSE_SHARE * (figures.questions - figures.answerable)
