from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.shortening import MOST, shortened
from index.terms import terms


def test_the_question_word_and_the_weightiest_words_stay_in_their_order() -> None:
    question = "Who led the first expedition to the pole in the winter of that year?"
    weights = {"expedit": 3.0, "pole": 2.0}
    short = shortened(question, lambda term: weights.get(term, 0.0), Random(1))
    assert short.startswith("who ")
    assert short.index("expedition") < short.index("pole")


def test_how_many_keeps_both_its_words() -> None:
    assert shortened("So how many ships sank off the coast?", str.__len__, Random(1)).startswith("how many ")


@given(st.text(max_size=200), st.integers(0, 9))
def test_any_question_gets_shorter(question: str, seed: int) -> None:
    short = shortened(question, str.__len__, Random(seed))
    assert short == short.lower()
    assert len(short.split()) <= MOST + 2 or len(terms(question)) >= len(terms(short))
