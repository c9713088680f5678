from datetime import UTC, datetime

import pytest

from bot.moderation.trail import AuditRow
from bot.moderation.wording import shortened, told, who, words


def row(**stated):
    values = {"number": 1, "at": datetime(2024, 1, 20, tzinfo=UTC), "by": "Amina", "action": "source.added"}
    return AuditRow(**{**values, **stated})


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, "Amina"),
        ({"origin": "discord", "guild_id": 42}, "Amina, from Discord (server 42)"),
        ({"origin": "console"}, "Amina, from the console"),
        ({"origin": "schedule"}, "Amina, from schedule"),
    ],
)
def test_who_is_a_name_and_where_from(stated, expected):
    assert who(row(**stated)) == expected


def test_figures_with_a_before_and_an_after_stand_in_one():
    details = {"added": 1, "articles_before": 5, "articles_after": 6, "sentences_before": 7, "sentences_after": 7}
    assert list(told(row(details=details, before="a", after="b"))) == [
        ("added", "1"),
        ("articles", "5 → 6"),
        ("sentences", "7"),
        ("before", "a"),
        ("after", "b"),
    ]


def test_a_figure_with_one_side_alone_keeps_its_name():
    assert list(told(row(details={"lost_before": 5, "won_after": 6}))) == [("lost before", "5"), ("won after", "6")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "none"),
        (True, "yes"),
        (1.5, "1.5"),
        ("a\nb", "a\nb"),
        ([], ""),
        ({"right": True, "none": None, "left": ["a", {"b": 0}]}, "right: yes, left: a; b: 0"),
    ],
)
def test_a_value_is_said_as_people_read_it(value, expected):
    assert words(value) == expected


def test_a_text_that_was_cut_says_so():
    assert shortened("abc", 3) == "abc"
    assert shortened("abc def", 5) == "abc…"
