from random import Random

import pytest

pytest.importorskip("scipy", reason="learning needs onrecord[train]")

from bot.answering import Answerer
from bot.answering.ranking.features import Features
from bot.answering.ranking.signals import Signals
from bot.evaluation.fitting import Sample, fit_confidence, fit_ranking
from tests.builders import generation

QUESTION = Answerer(generation({"a.txt": "The ferry sank on Monday night near Gotland."})).read("when did it sink?")


def sample(right: Features, wrong: Features) -> Sample:
    return Sample(QUESTION, [wrong, right], [False, True], str.__len__)


def test_a_feature_that_tells_right_from_wrong_gets_the_weight() -> None:
    learning = [sample(Features(relevance=2, match=0.5), Features(relevance=-1, match=0.5)) for _ in range(20)]
    weights = fit_ranking(learning, [1.0] * len(learning), ["relevance", "match"])
    assert weights["relevance"] > 0.5
    assert weights["match"] == 0
    assert weights.keys() == set(Features._fields)


def test_a_feature_that_misleads_is_ignored_rather_than_turned_around() -> None:
    learning = [sample(Features(relevance=2, phrase=0.0), Features(relevance=-1, phrase=1.0)) for _ in range(20)]
    assert fit_ranking(learning, [1.0] * len(learning), ["relevance", "phrase"])["phrase"] == 0


def test_a_sample_counts_as_much_as_it_is_said_to() -> None:
    by_relevance = sample(Features(relevance=1, match=0), Features(relevance=0, match=1))
    by_match = sample(Features(relevance=0, match=1), Features(relevance=1, match=0))
    learning, names = [by_relevance, by_match], ["relevance", "match"]
    assert fit_ranking(learning, [9, 1], names)["relevance"] > 0 == fit_ranking(learning, [9, 1], names)["match"]
    assert fit_ranking(learning, [1, 9], names)["match"] > 0 == fit_ranking(learning, [1, 9], names)["relevance"]


def test_the_confidence_follows_how_often_it_was_right() -> None:
    chance = Random(3)
    nothing = Signals(*[0.0] * len(Signals._fields))
    points = [
        (nothing._replace(relevance=level), chance.random() < share)
        for level, share in ((1.0, 0.8), (-1.0, 0.2))
        for _ in range(2000)
    ]
    model = fit_confidence(points, [1.0] * len(points), ["relevance"])
    assert model.probability(nothing._replace(relevance=1.0)) == pytest.approx(0.8, abs=0.03)
    assert model.probability(nothing._replace(relevance=-1.0)) == pytest.approx(0.2, abs=0.03)
