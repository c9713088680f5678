import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.mentions.scanning import mentions


def found(text: str, kind: str) -> list[str]:
    return [text[m.start : m.end] for m in mentions(text) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Meanwhile, United Nations Secretary-General Antonio Guterres left.",
            ["United Nations Secretary-General Antonio Guterres"],
        ),
        ("the militant group Jaish al-Adl struck", ["Jaish al-Adl"]),
        ("The Ministry of Foreign Affairs in Lisbon wept.", ["Ministry of Foreign Affairs", "Lisbon"]),
        (
            "Iran’s Islamic Revolutionary Guard Corps (IRGC) fired.",
            ["Iran", "Islamic Revolutionary Guard Corps", "IRGC"],
        ),
        ("China called on both sides.", ["China"]),
        ("Residents fled on Monday.", []),
        ("Following Peru’s vote, Lt. Gen. J. Smith of the U.N. resigned.", ["Peru", "Lt. Gen. J. Smith of the U.N"]),
        ("Taliban-led forces and ISIS-linked men", ["Taliban", "ISIS"]),
        ("Anwaar-ul-Haq Kakar spoke in March.", ["Anwaar-ul-Haq Kakar"]),
        ("EVERYTHING IS SHOUTED HERE", []),
        ("nothing is capital here", []),
    ],
)
def test_names_are_runs_of_capitalised_words(text: str, names: list[str]) -> None:
    assert found(text, "name") == names


def test_a_headline_in_title_case_names_only_uncommon_words() -> None:
    assert found("Volcano Eruption in Goma Forces Thousands of Residents to Flee Their Homes", "name") == ["Goma"]


def test_a_sentence_is_taken_apart_in_reading_order() -> None:
    text = "On 14 April 1912 the Titanic struck ice; 1,514 people died, called “a night to remember”."
    assert [(m.kind, text[m.start : m.end]) for m in mentions(text)] == [
        ("date", "14 April 1912"),
        ("name", "Titanic"),
        ("quantity", "1,514 people"),
        ("quoted", "a night to remember"),
    ]


def test_a_year_is_a_date_and_a_count_of_the_same_size_is_not() -> None:
    assert found("The 2010 Haiti earthquake and one in 1960", "date") == ["2010", "1960"]
    assert found("The quake killed 1900 people", "quantity") == ["1900 people"]


def test_quoted_phrases_come_without_marks_and_apostrophes_open_none() -> None:
    assert found("codenamed ‘Marg Bar Sarmachar’, it’s the men’s “Iron Dawn,” he said", "quoted") == [
        "Marg Bar Sarmachar",
        "Iron Dawn",
    ]


ANY_TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(
        "10 1,000 two May Al- of the “ ” ' - – $ % . , 1912 night Monday U.N. at least -mile Kano \n 's".split(" ")
    ),
    max_size=60,
).map(" ".join)


@given(ANY_TEXT)
def test_every_mention_is_a_slice_and_only_quotations_overlap(text: str) -> None:
    scanned = mentions(text)
    assert all(0 <= m.start < m.end <= len(text) for m in scanned)
    assert [m.start for m in scanned] == sorted(m.start for m in scanned)
    plain = [m for m in scanned if m.kind != "quoted"]
    assert all(one.end <= other.start for one, other in pairwise(plain))


@pytest.mark.parametrize(
    "unit", ["a ", "A ", "1 000 ", "10-", "May ", "“", "'a", "I. ", "Al-", "two hundred ", "$", "of "]
)
def test_time_grows_with_the_length_of_a_hostile_text(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    mentions(text[:500])
    began = time.process_time()
    mentions(text)
    assert time.process_time() - began < 1.0
