from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.passages import FEWEST_SENTENCES, MOST_SENTENCES, passages

paragraph_numbers = st.lists(st.integers(0, 30), max_size=60).map(sorted)


def test_an_article_without_a_sentence_has_no_passage() -> None:
    assert passages([]) == []


def test_short_paragraphs_that_follow_each_other_stand_together() -> None:
    assert passages([0, 1, 2, 3, 4, 5]) == [0, 0, 0, 1, 1, 1]


def test_a_paragraph_is_not_cut_before_the_most_that_a_passage_holds() -> None:
    assert passages([0] * MOST_SENTENCES) == [0] * MOST_SENTENCES
    assert passages([0] * (MOST_SENTENCES + 1))[-1] == 1


@given(paragraph_numbers)
def test_passages_are_numbered_from_zero_in_reading_order_without_a_gap(paragraphs: list[int]) -> None:
    numbers = passages(paragraphs)
    assert len(numbers) == len(paragraphs)
    assert numbers[:1] in ([], [0])
    assert all(after - before in (0, 1) for before, after in pairwise(numbers))


@given(paragraph_numbers)
def test_no_passage_is_too_long_and_only_the_last_may_be_too_short(paragraphs: list[int]) -> None:
    sizes = [len(list(group)) for _, group in groupby(passages(paragraphs))]
    assert all(size <= MOST_SENTENCES for size in sizes)
    assert all(size >= FEWEST_SENTENCES for size in sizes[:-1])
