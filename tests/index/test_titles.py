import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.titles import find_title
from tests.index.articles import PROSE


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Neighbours agree to a truce", "Neighbours agree to a truce"),
        ("Skip to content\n\nNeighbours agree to a truce", "Neighbours agree to a truce"),
        ("Sunday, July 14, 2024\n\nNeighbours agree to a truce", "Neighbours agree to a truce"),
        ("Published on 19 Jan 2024 10:30 am GMT\n\nNeighbours agree to a truce", "Neighbours agree to a truce"),
        ("By Jane Q. Doe in Islamabad\n\nNeighbours agree to a truce", "Neighbours agree to a truce"),
        ("https://a.example/ b c d\n\nNeighbours agree to a truce", "Neighbours agree to a truce"),
        ("Daily News“Neighbours agree to a truce”\n\n“Neighbours agree to a truce”", "Neighbours agree to a truce"),
        ("Neighbours agree to a truce\n\nEnvoys return to both capitals", "Neighbours agree to a truce"),
        ("“Neighbours” agree to a “truce”", "“Neighbours” agree to a “truce”"),
        ("Will the neighbours agree to a truce?", "Will the neighbours agree to a truce?"),
        ("\ufeffNeighbours  agree\tto a \x1btruce", "Neighbours agree to a truce"),
        ("March on the capital planned", "March on the capital planned"),
    ],
)
def test_the_title_is_the_first_real_heading(head: str, title: str) -> None:
    assert find_title(f"{head}\n\n{PROSE}\n\nA later heading stands here\n\n{PROSE}") == title


@pytest.mark.parametrize(
    "head", ["", "Home", "Sunday, July 14, 2024", "Advertisement", "He said so yesterday to the press."]
)
def test_an_article_without_a_heading_has_no_title(head: str) -> None:
    assert find_title(f"{head}\n\n{PROSE}\n\nA later heading stands here") is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# Truce", "Truce"),
        ("![photo](a.png)\n\n# A *frail* [truce](https://a.example) #", "A frail truce"),
        ("## Neighbours agree to a truce", "Neighbours agree to a truce"),
        ("Neighbours agree to a truce", "Neighbours agree to a truce"),
    ],
)
def test_the_title_of_a_markdown_article_is_its_heading_without_markup(head: str, title: str) -> None:
    assert find_title(f"{head}\n\n{PROSE}", markdown=True) == title


def test_a_masthead_above_the_headline_is_no_title() -> None:
    article = "The Valley Courier – Late City Edition\n\nNeighbours agree to a truce\n\n"
    body = "The two neighbours said on Friday that they would agree to a truce after a week of talks on the border."
    assert find_title(article + body) == "Neighbours agree to a truce"


def test_front_matter_is_not_searched_for_a_title() -> None:
    assert find_title(f"Neighbours agree to a truce\n\n{PROSE}", start=29) is None


def test_a_title_after_a_long_menu_is_found() -> None:
    menu = "Home\nWorld\nSport\n" * 100
    assert find_title(f"{menu}\nNeighbours agree to a truce\n\n{PROSE}") == "Neighbours agree to a truce"


def test_a_title_is_never_cut_by_how_far_one_looks() -> None:
    for padding in range(960, 1_000):
        assert find_title(f"{'x' * padding}\n\nNeighbours agree to a truce\n\n{PROSE}") == "Neighbours agree to a truce"


@given(st.text(max_size=300), st.booleans())
def test_a_title_is_one_short_line_or_none(text: str, markdown: bool) -> None:
    title = find_title(text, markdown=markdown)
    assert title is None or (0 < len(title) <= 300 and "\n" not in title)
