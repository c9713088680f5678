from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.mentions.date_reading import date_at
from bot.answering.mentions.dates import DateKey, same_date


def key(text: str, before: str = "in") -> DateKey | None:
    found = date_at(text, 0, before)
    return None if found is None else found[1]


def compared(one: str, other: str) -> bool | None:
    first, second = key(one), key(other)
    assert first is not None
    assert second is not None
    assert same_date(first, second) is same_date(second, first)
    return same_date(first, second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday night", DateKey(weekday=1, part="night")),
        ("late Tuesday", DateKey(weekday=1, part="night")),
        ("Thursday morning", DateKey(weekday=3, part="morning")),
        ("January 18, 2024", DateKey(years=(2024, 2024), month=1, days=(18, 18))),
        ("18th of January 2024", DateKey(years=(2024, 2024), month=1, days=(18, 18))),
        ("Jan. 18", DateKey(month=1, days=(18, 18))),
        ("16-18 January", DateKey(month=1, days=(16, 18))),
        ("January 2024", DateKey(years=(2024, 2024), month=1)),
        ("Friday, January 19, 2024", DateKey(years=(2024, 2024), month=1, days=(19, 19), weekday=4)),
        ("2024-01-18", DateKey(years=(2024, 2024), month=1, days=(18, 18))),
        ("night of July 3, 1976", DateKey(years=(1976, 1976), month=7, days=(3, 3), part="night")),
        ("1912", DateKey(years=(1912, 1912))),
        ("1980s", DateKey(years=(1980, 1989))),
        ("19th century", DateKey(years=(1801, 1900))),
        ("twentieth-century", DateKey(years=(1901, 2000))),
        ("1914-18", DateKey(years=(1914, 1918))),
        ("44 BC", DateKey(years=(-44, -44))),
        ("5:30 a.m.", DateKey(minute=330)),
        ("11 pm", DateKey(minute=1380)),
        ("noon", DateKey(minute=720)),
        ("next  day", DateKey(relative="next day")),
        ("two days after", DateKey(relative="two days after")),
        ("yesterday", DateKey(relative="yesterday")),
        ("May", DateKey(month=5)),
    ],
)
def test_a_date_is_read_as_the_components_it_states(text: str, expected: DateKey) -> None:
    assert key(text) == expected


@pytest.mark.parametrize("text", ["50 people", "7.2", "1,000-mile", "may", "march on", "1800 soldiers", "54th"])
def test_other_figures_and_words_are_no_dates(text: str) -> None:
    found = date_at(text, 0, "the", text.partition(" ")[2])
    assert found is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tuesday", "Tuesday night", True),
        ("Tuesday", "Thursday", False),
        ("Tuesday night", "Tuesday morning", False),
        ("Tuesday night", "early Wednesday", None),
        ("Thursday", "January 18, 2024", None),
        ("Tuesday", "January 18, 2024", False),
        ("January 18", "January 18, 2024", True),
        ("January 18", "January 19", False),
        ("January 16", "16-18 January", True),
        ("2024", "January 2024", True),
        ("2023", "January 2024", False),
        ("1984", "1980s", True),
        ("1994", "1980s", False),
        ("the 1980s"[4:], "20th century", True),
        ("5:30 a.m.", "5:45 am", True),
        ("5:30 a.m.", "9 a.m.", False),
        ("next day", "Thursday", None),
        ("yesterday", "yesterday", True),
    ],
)
def test_two_dates_are_one_exclude_each_other_or_stay_open(one: str, other: str, same: bool | None) -> None:
    assert compared(one, other) is same


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)), st.integers(1, 6))
def test_a_day_is_itself_in_every_notation_and_never_a_neighbour(day: date, step: int) -> None:
    written = (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", f"{day:%Y-%m-%d}")
    assert {key(text) for text in written} == {key(written[0])}
    assert compared(written[0], f"{day:%A}") is None
    if day.year < 2099:
        other = day + timedelta(days=step)
        assert compared(written[0], f"{other:%A}") is False
        assert compared(written[0], f"{other:%B} {other.day}, {other.year}") is False
