from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata import Metadata, clean, front_matter, sources, stated, web_address


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_front_matter_is_read_whatever_the_line_ends(end: str, mark: str) -> None:
    head = f"{mark}+++{end}title = 'Truce'{end if end != chr(13) else ''}+++ {end}"
    if end == "\r":  # TOML knows no lone carriage return
        head = f"{mark}+++{end}{end}+++{end}"
    found = front_matter(f"{head}Body.{end}+++{end}")
    assert found.body_start == len(head)
    assert found.metadata.title == ("Truce" if end != "\r" else None)


def test_all_that_is_stated_is_taken_and_unknown_keys_are_skipped() -> None:
    head = """+++
title = "A  truce\\n holds"
publisher = "The Daily"
published = 2024-01-19T10:00:00Z
url = "https://daily.example/1"
language = "en-GB"
tags = ["iran"]
draft = false
+++
"""
    expected = Metadata("A truce holds", "The Daily", date(2024, 1, 19), "https://daily.example/1", "en-gb")
    assert front_matter(head).metadata == expected
    assert front_matter(head).problems == ()


@pytest.mark.parametrize(
    "text", ["", "Text.", "++++\n+++\n", " +++\n+++\n", "Text\n+++\ntitle='x'\n+++\n", "+++ x\n+++\n"]
)
def test_what_does_not_open_with_a_line_of_three_plus_signs_has_no_front_matter(text: str) -> None:
    assert front_matter(text) == front_matter("")


def test_front_matter_without_an_end_is_told_and_stays_text() -> None:
    found = front_matter("+++\ntitle = 'x'\nText.")
    assert found.body_start == 0
    assert "without an end" in found.problems[0].reason


@pytest.mark.parametrize(
    ("broken", "line"), [("title = 'x'\npublisher = oops", 3), ("title = 'x", 2), ("a = 1\na = 2", 3), ("x", 2)]
)
def test_broken_front_matter_names_its_line_and_is_no_text(broken: str, line: int) -> None:
    found = front_matter(f"+++\n{broken}\n+++\nText.")
    assert f"line {line}:" in found.problems[0].reason
    assert found.body_start == len(f"+++\n{broken}\n+++\n")


@pytest.mark.parametrize(
    "hostile", ["a = " + "[" * 60_000, "a." * 30_000 + "a = 1", "a = " + "9" * 4_900, "a = 2024-02-31"]
)
def test_hostile_toml_is_a_problem_and_no_crash(hostile: str) -> None:
    assert len(front_matter(f"+++\n{hostile}\n+++\n").problems) <= 1
    assert len(sources(hostile)[1]) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", 3),
        ("publisher", ["a"]),
        ("published", "yesterday"),
        ("published", 20240119),
        ("url", "javascript:alert(1)"),
        ("url", "https://"),
        ("url", "https://a b"),
        ("language", "English, please"),
    ],
)
def test_a_value_that_cannot_be_understood_is_named_and_the_others_apply(key: str, value: object) -> None:
    metadata, problems = stated({"title": "T", "publisher": "P", key: value})
    assert [key in problem.reason for problem in problems] == [True]
    assert getattr(metadata, key) is None
    assert "T" in metadata or "P" in metadata


@pytest.mark.parametrize("value", [date(2024, 1, 19), "2024-01-19", " 2024-01-19T08:30:00+05:00 ", "2024-01-19 08:30"])
def test_a_date_is_a_toml_date_or_an_iso_text(value: object) -> None:
    assert stated({"published": value})[0].published == date(2024, 1, 19)


def test_a_key_outside_a_table_of_sources_is_told() -> None:
    found, problems = sources('title = "x"\n["a.txt"]\ntitle = "A"\n')
    assert found == {"a.txt": Metadata("A")}
    assert "outside a table" in problems[0].reason


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://daily.example/a?b=c#d", True),
        (" http://daily.example ", True),
        ("//daily.example", False),
        ("ftp://daily.example", False),
        ("https://[", False),
        ("https://daily.example/\u202ea", False),
        ("https://daily.example/" + "a" * 2_000, False),
    ],
)
def test_only_addresses_of_the_web_are_kept(address: str, kept: bool) -> None:
    assert web_address(address) == (address.strip() if kept else None)


def test_a_persian_title_keeps_its_joiners_and_loses_its_direction_marks() -> None:
    assert clean("\u202bمی\u200cخواهند\u202c صلح", 80) == "می\u200cخواهند صلح"


@given(st.text(st.characters(), max_size=400), st.integers(1, 300))
def test_what_is_cleaned_is_one_line_of_limited_length(text: str, longest: int) -> None:
    line = clean(text, longest)
    assert len(line) <= longest
    assert line == line.strip()
    assert not any(c in line for c in "\n\r\t\x1b\x00\u2028\u202e\ufeff")
    assert clean(line, longest) == line


@given(st.text(alphabet="+\n\r\ufeff =t'[]\"#a", max_size=60))
def test_no_head_of_a_file_crashes_the_reader(text: str) -> None:
    found = front_matter(text)
    assert 0 <= found.body_start <= len(text)
