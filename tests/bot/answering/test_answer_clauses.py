from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer_clauses import MOST_WORDS, around, clauses

EXAMPLES = [
    (
        "He said that the border, which is long, would not be closed before Friday.",
        "closed",
        "would not be closed before Friday",
    ),
    ("The union has not yet replied to the offer.", "replied", "The union has not yet replied to the offer"),
    ("The mayor, who was abroad, promised help; the governor did not.", "help", "promised help"),
    ("Some 1,200 people left, officials said.", "people", "Some 1,200 people left"),
]


@pytest.mark.parametrize(("sentence", "answer", "clause"), EXAMPLES)
def test_an_answer_is_widened_to_its_clause(sentence: str, answer: str, clause: str) -> None:
    start = sentence.index(answer)
    assert sentence[slice(*around(sentence, start, start + len(answer)))] == clause


def test_a_long_clause_is_cut_back_around_the_answer() -> None:
    sentence = " ".join(f"word{n}" for n in range(60))
    start = sentence.index("word30")
    found = sentence[slice(*around(sentence, start, start + 6))]
    assert len(found.split()) == MOST_WORDS
    assert "word30" in found


@given(st.text(min_size=1, max_size=200), st.data())
def test_a_clause_holds_the_answer_and_is_a_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    a, b = around(text, start, end)
    assert 0 <= a <= b <= len(text)
    if text[start:end].strip() == text[start:end] and len(text[start:end].split()) == 1:
        assert a <= start
        assert end <= b


@given(st.text(max_size=200))
def test_clauses_come_in_order_and_do_not_overlap(text: str) -> None:
    found = clauses(text)
    assert all(a < b for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
