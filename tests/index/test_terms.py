import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import CAPITALS, fold, stop_words, terms, tokenize
from tests.index.hostile import STRETCHES, texts


@given(texts)
def test_tokens_are_ordered_stretches_of_the_text_and_carry_all_its_terms(text: str) -> None:
    tokens = tokenize(text)
    at = 0
    for token in tokens:
        assert at <= token.start < token.end <= len(text)
        at = token.end
    assert [term for token in tokens for term in token.terms] == terms(text)


@given(texts)
def test_every_letter_and_digit_belongs_to_a_token(text: str) -> None:
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    assert [c for i, c in enumerate(text) if c.isalnum() and i not in covered] == []


@given(texts)
def test_no_term_is_empty_or_holds_white_space(text: str) -> None:
    assert all(term and not any(map(str.isspace, term)) for term in terms(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("counter-terrorism", "counterterrorism"),
        ("Iran’s", "Iran's"),
        ("de‑escalate", "de-escalate"),
        ("Geelání", "geelani"),
        ("cafe\u0301", "café"),
        ("1,000 troops", "1000 troop"),
        ("U.N.", "UN"),
        ("struck", "strikes"),
        ("children", "child’s"),
        ("ایران كي", "ایران کی"),
        ("٣ أطفال", "3 اطفال"),
        ("ＩＲＡＮ agreed", "Iran agrees"),
    ],
)
def test_spellings_of_one_word_share_their_first_term(one: str, other: str) -> None:
    assert terms(one)[0] == terms(other)[0]


def test_a_state_is_not_the_word_that_it_spells() -> None:
    assert terms("The US told us") == ["us" + CAPITALS, "tell"]
    assert terms("the WHO, who said IT is it") == ["who" + CAPITALS, "say", "it" + CAPITALS]


def test_letters_and_digits_that_are_written_together_are_one_term() -> None:
    assert terms("MH370 ww3 covid19 S400 5G") == ["mh370", "ww3", "covid19", "s400", "5g"]
    assert terms("MH370 日本") == ["mh370", "日本"]


@pytest.mark.parametrize("text", ["누가 중재를 제안했는가?", "ガザ地区への攻撃", "Émile à Ürümqi", "دربارۀ آتش‌بس"])
def test_composed_and_decomposed_letters_give_the_same_terms(text: str) -> None:
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text)) != []


def test_narrow_kana_are_read_like_wide_ones() -> None:
    assert terms("ｶﾞｻﾞ地区") == terms("ガザ地区") == ["ガザ", "ザ地", "地区"]


def test_function_words_have_no_terms_but_are_tokens() -> None:
    text = "He is not in the house"
    assert [text[t.start : t.end] for t in tokenize(text)] == text.split()
    assert terms("the of and") == []
    assert all(word == fold(word) for word in stop_words())


@pytest.mark.parametrize(
    "text",
    [
        "پاکستان نے ایران پر حملہ کیا۔",
        "Пакистан нанёс удары",
        "中国提出调解",
        "日本語のテキスト",
        "한국 정부",
        "ไทย",
        "हिन्दी में",
    ],
)
def test_words_of_other_scripts_do_not_vanish(text: str) -> None:
    assert len(terms(text)) >= 2
    assert terms(text) == terms(f" {text} ")


def test_a_script_without_spaces_is_found_by_its_pairs() -> None:
    assert set(terms("提出调解")) <= set(terms("中国提出调解的建议"))


@pytest.mark.parametrize("stretch", STRETCHES)
def test_tokenising_hostile_text_takes_time_in_proportion_to_its_length(stretch: str) -> None:
    def seconds(length: int) -> float:
        text = stretch * (length // len(stretch))
        begun = time.process_time()
        terms(text)
        fold(text)
        return time.process_time() - begun

    assert seconds(200_000) < 1 or seconds(200_000) < 1
