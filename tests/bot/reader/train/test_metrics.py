import pytest

from bot.reader.train import metrics


def test_an_article_and_a_full_stop_do_not_make_an_answer_wrong() -> None:
    assert metrics.exact("The Foreign Office.", "foreign office") == 1.0
    assert metrics.f1("", "") == 1.0
    assert metrics.f1("x", "y") == 0.0


def test_auroc_is_one_where_all_positives_score_higher() -> None:
    assert metrics.auroc([3, 4], [1, 2]) == 1.0
    assert metrics.auroc([1, 2], [3, 4]) == 0.0
    assert metrics.auroc([1, 1], [1]) == 0.5


def test_the_false_answers_are_counted_at_the_threshold_that_keeps_nine_of_ten() -> None:
    assert metrics.answered_wrongly(list(range(11)), [0, 0.5, 1, 2]) == pytest.approx(0.5)
