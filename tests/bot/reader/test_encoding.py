import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.encoding import CLS, ROW_LIMIT, SEP, compose, prepared, tokenize
from tests.bot.reader import tiny

ids = st.lists(st.integers(200, 250), max_size=300)


def test_a_row_is_laid_out_as_documented() -> None:
    row = compose([7], [8], [[1, 2], [3]])
    assert row.ids == [CLS, 7, SEP, 8, SEP, 1, 2, SEP, 3, SEP]
    assert row.boundary == 3
    assert row.sentences == ((5, 7), (8, 9))


@given(ids, ids, st.lists(ids, max_size=16))
def test_a_row_never_exceeds_its_limit_and_closes_every_sentence(
    question: list[int], title: list[int], sentences: list[list[int]]
) -> None:
    row = compose(question, title, sentences)
    assert len(row.ids) <= ROW_LIMIT
    assert len(row.sentences) == len(sentences)
    for (first, end), sentence in zip(row.sentences, sentences, strict=True):
        assert row.ids[end] == SEP
        assert row.ids[first:end] == sentence[: end - first]


def test_only_the_longest_sentences_are_cut() -> None:
    row = compose([1] * 10, [], [[2] * 20, [3] * 900])
    assert [end - first for first, end in row.sentences] == [20, ROW_LIMIT - 13 - 2 - 20]


def test_text_that_spells_a_mark_is_text() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="the reader's tokeniser is not installed")
    tokenizer = prepared(tokenizers.Tokenizer.from_str(tiny.tokenizer_json()))
    assert SEP not in tokenize(tokenizer, "a [SEP] b [CLS]").ids


def test_a_lone_surrogate_keeps_the_offsets_of_what_follows() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="the reader's tokeniser is not installed")
    tokenizer = prepared(tokenizers.Tokenizer.from_str(tiny.tokenizer_json()))
    assert tokenize(tokenizer, "\ud800 b").offsets[-1] == (2, 3)
