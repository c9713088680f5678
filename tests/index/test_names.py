import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import Spelling, Spellings, are_likely_spellings, is_spelling_variant, skeleton
from index.terms import stem

ONE_NAME = [
    ("jilani", "geelani"),
    ("gilani", "jilani"),
    ("siestan", "sistan"),
    ("baluchestan", "balochistan"),
    ("qaddafi", "gaddafi"),
    ("muhammad", "mohammed"),
    ("hussein", "hossein"),
    ("tehran", "teheran"),
    ("zelensky", "zelenskyy"),
    ("kharkiv", "kharkov"),
    ("erdogan", "erdoghan"),
]
TWO_NAMES = [
    ("iran", "iraq"),
    ("iran", "iranian"),
    ("austria", "australia"),
    ("johnson", "johnston"),
    ("mali", "malawi"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_spellings_of_one_name_are_told(one: str, other: str) -> None:
    assert is_spelling_variant(one, other)
    assert is_spelling_variant(other, one)


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert not is_spelling_variant(one, other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_comparison_is_symmetric_and_never_raises(one: str, other: str) -> None:
    assert is_spelling_variant(one, other) == is_spelling_variant(other, one)
    assert isinstance(skeleton(one), str)


def spellings(words: str, names: str = "", known: str = "") -> Spellings:
    return Spellings({*words.split(), *names.split()}, names.split(), lambda term: term in known.split())


def test_another_spelling_of_a_name_is_found_in_the_corpus() -> None:
    assert spellings("minist", "jilani tehran").of("geelani") == [Spelling("jilani", is_name=True)]


def test_a_name_of_the_corpus_also_finds_its_other_spelling() -> None:
    assert spellings("", "jilani geelani").of("jilani") == [Spelling("geelani", is_name=True)]


def test_a_typing_error_finds_the_word_that_was_meant() -> None:
    assert spellings("codenam oper").of("codenma") == [Spelling("codenam", is_name=False)]


def test_a_real_word_that_no_article_contains_is_not_read_as_another() -> None:
    assert spellings("resid", known="presid").of("presid") == []


def test_a_short_word_with_another_letter_is_another_word() -> None:
    assert spellings("haven").of("hapen") == []
    assert spellings("oper").of("opper") == [Spelling("oper", is_name=False)]


def test_a_known_word_is_left_alone() -> None:
    assert spellings("strike stroke").of("strike") == []


def test_short_words_and_numbers_are_not_corrected() -> None:
    assert spellings("cat 2024").of("cut") == []
    assert spellings("cat 2024").of("2023") == []


def test_a_compound_is_split_into_two_words_of_the_corpus() -> None:
    assert spellings("counter terror").split("counterterror") == ("counter", "terror")
    assert spellings("counter").split("counterterror") is None


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("Sistan-Baluchestan", "Siestan o Baluchistan", True),
        ("Anwaar-ul-Haq", "Anwaarul Haq", True),
        ("Jilání", "Geelani", True),
        ("BLA", "Balochistan Liberation Army", False),
        ("Beijing", "China", False),
    ],
)
def test_names_of_several_words_that_look_like_one_are_told(one: str, other: str, likely: bool) -> None:
    assert are_likely_spellings(one, other) is are_likely_spellings(other, one) is likely


def test_all_pairs_of_names_that_look_like_one_are_listed_once() -> None:
    names = ["jilani", "geelani", "gilani", "tehran", "iran"]
    pairs = list(Spellings(names, names).pairs())
    assert pairs == [("geelani", "gilani"), ("geelani", "jilani"), ("gilani", "jilani")]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("childern", "child"), ("kiled", "kill"), ("womne", "woman"), ("countires", "countri"), ("strcuk", "strike")],
)
def test_a_typing_error_in_a_word_with_an_ending_finds_its_stem(word: str, meant: str) -> None:
    spellings = Spellings({"child", "kill", "woman", "countri", "strike", "king"}, frozenset())
    assert [found.term for found in spellings.of(stem(word), word)] == [meant]


@given(st.text(max_size=60))
def test_any_word_may_be_typed(word: str) -> None:
    for found in Spellings({"child", "kill"}, {"kill"}).of(stem(word), word):
        assert found.term in {"child", "kill"}
