from hypothesis import given
from hypothesis import strategies as st

from bot.answering.ranking.initials import initials


def test_a_name_is_also_its_acronym() -> None:
    assert "un" in initials("Meanwhile, United Nations officials left.")
    assert "bla" in initials("the Balochistan Liberation Army struck")
    assert "us§" in initials("The United States condemned it.")


def test_small_words_inside_a_name_are_stepped_over() -> None:
    assert "mfa" in initials("Norway’s Ministry of Foreign Affairs said so.")


def test_words_without_capitals_have_no_acronym() -> None:
    assert initials("the two sides agreed on a truce") == frozenset()


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(term.strip() for term in initials(text))
