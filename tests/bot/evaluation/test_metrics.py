import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.metrics import auroc, calibration_error, exact_match, f1, matches, normalised, reliability

shares = st.floats(0, 1)


def test_answers_are_compared_without_case_articles_and_punctuation() -> None:
    assert normalised("The “Death to the Guerrilla Fighters”.") == ["death", "to", "guerrilla", "fighters"]
    assert exact_match("the Express Tribune,", ["Express Tribune"])
    assert not exact_match("Tribune", ["Express Tribune"])


def test_f1_rewards_a_partial_answer() -> None:
    assert f1("Antonio Guterres", ["Guterres"]) == pytest.approx(2 / 3)
    assert f1("nobody", ["Guterres"]) == 0
    assert f1("Guterres", ["someone else", "Guterres"]) == 1


def test_an_answer_matches_when_it_holds_the_gold_answer_or_is_held_by_it() -> None:
    assert matches("the Siestan-o-Baluchistan province", ["Sistan", "Siestan"])
    assert matches("neutral", ["a neutral stance"])
    assert not matches("10", ["110"])
    assert not matches("", ["110"])


def test_auroc_is_the_chance_that_a_positive_scores_higher() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.1, 0.9], [0.5]) == 0.5
    assert auroc([], [0.5]) == 0.5


@given(st.lists(shares, min_size=1, max_size=30), st.lists(shares, min_size=1, max_size=30))
def test_auroc_equals_its_definition(positives: list[float], negatives: list[float]) -> None:
    wins = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    assert auroc(positives, negatives) == pytest.approx(wins / (len(positives) * len(negatives)))


def test_a_calibrated_confidence_has_no_error() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0
    assert calibration_error([0.95] * 4, [False] * 4) == pytest.approx(0.95)


@given(st.lists(st.tuples(shares, st.booleans()), max_size=50))
def test_the_reliability_table_counts_every_answer_once(points: list[tuple[float, bool]]) -> None:
    table = reliability([confidence for confidence, _ in points], [right for _, right in points])
    assert sum(row.answers for row in table) == len(points)
