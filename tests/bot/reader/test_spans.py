from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.models import SpanCandidate
from bot.reader.spans import CANDIDATES, best_spans, merged, splits_word


def logits(*values: float) -> np.ndarray:
    return np.asarray(values, np.float32)


def test_the_best_span_comes_first_and_keeps_to_words() -> None:
    text, offsets = "the Panjgur raid", [(0, 3), (4, 8), (8, 11), (12, 16)]
    spans = best_spans(text, offsets, logits(0, 5, 9, 0), logits(0, 9, 5, 0))
    assert text[spans[0].start : spans[0].end] == "Panjgur"
    assert spans[0].score == 10.0


def test_a_number_is_not_cut_at_its_comma() -> None:
    text = "1,000 men"
    spans = best_spans(text, [(0, 1), (1, 2), (2, 5), (6, 9)], logits(9, 0, 0, 0), logits(9, 0, 1, 0))
    assert text[spans[0].start : spans[0].end] == "1,000"


def test_punctuation_alone_is_no_span() -> None:
    assert best_spans("?!", [(0, 1), (1, 2)], logits(1, 1), logits(1, 1)) == ()


def test_no_tokens_no_span() -> None:
    assert best_spans("", [], logits(), logits()) == ()


@given(st.text(min_size=1, max_size=30), st.data())
def test_spans_are_slices_that_split_no_word(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    offsets = list(pairwise(cuts))
    chance = np.random.default_rng(data.draw(st.integers(0, 99)))
    starts, ends = (chance.normal(size=len(offsets)).astype(np.float32) for _ in range(2))
    spans = best_spans(text, offsets, starts, ends)
    assert len(spans) <= CANDIDATES
    assert [span.score for span in spans] == sorted((span.score for span in spans), reverse=True)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert not splits_word(text, span.start)
        assert not splits_word(text, span.end)


READ = st.lists(
    st.builds(SpanCandidate, st.integers(0, 9), st.integers(10, 19), st.integers(-9, 9)), max_size=CANDIDATES
)


@given(READ, READ)
def test_spans_of_two_readings_are_those_of_either_best_first(
    one: list[SpanCandidate], other: list[SpanCandidate]
) -> None:
    together = merged(one, other)
    proposed = {(span.start, span.end) for span in (*one, *other)}
    assert len(together) == (min(CANDIDATES, len(proposed)) if one and other else len(one or other))
    assert {(span.start, span.end) for span in together} <= proposed
    if one and other:
        assert [span.score for span in together] == sorted((span.score for span in together), reverse=True)
        assert together[0].score == max({(span.start, span.end): span.score for span in one}.values())


def test_a_sentence_that_was_read_once_keeps_its_spans() -> None:
    spans = (SpanCandidate(0, 4, 2.0), SpanCandidate(5, 9, 1.0))
    assert merged(spans, ()) == merged((), spans) == spans
