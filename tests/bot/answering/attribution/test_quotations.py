"""Quotations are found as reporters write them: nested, mixed, left open, closed without having been opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.attribution.quotations import quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("the operation ‘Night Heron’ began", ["‘Night Heron’"]),
        ("the workers’ strike isn’t over", []),
        ("“It was ‘cold’,” he said.", ["“It was ‘cold’,”"]),
        ("“A raid codenamed “Night Heron,” it said.", ["“A raid codenamed “Night Heron,”"]),
        ("He said: “We go on.", ["“We go on."]),
        ("We go on.” He left.", ["We go on.”"]),
        ("nothing here", []),
    ],
)
def test_quotations_are_found(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == found


def test_missing_marks_are_told() -> None:
    assert [(q.opened, q.closed) for q in quotations("He said: “We go on.")] == [(True, False)]
    assert [(q.opened, q.closed) for q in quotations("We go on.” He left.")] == [(False, True)]


@given(st.text(alphabet="a b“”\"'‘’«»,.\n", max_size=120))
def test_quotations_are_ordered_slices(text: str) -> None:
    ends = [0]
    for q in quotations(text):
        assert ends[-1] <= q.start < q.end <= len(text)
        ends.append(q.end)
