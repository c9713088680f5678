import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.moderation.report.charts import (
    BASE,
    HEIGHT,
    LEFT,
    PLOT_WIDTH,
    TOP,
    WIDTH,
    bars,
    percent,
    shares,
    short,
    steps,
)

SINCE = datetime(2024, 1, 1, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=30)
DAYS = SINCE.date(), UNTIL.date()


def numbers(path: str) -> list[float]:
    return [float(each) for each in re.findall(r"[\d.]+", path)]


def test_a_value_holds_until_the_next_one_and_the_last_until_the_end():
    drawn = steps([(SINCE, 100), (SINCE + timedelta(days=15), 200)], SINCE, UNTIL)
    assert drawn.line == "M40.0 80.0H196.0V12.0H352.0"
    assert drawn.area.startswith(drawn.line)
    assert drawn.area.endswith("Z")
    assert [dot.words for dot in drawn.dots] == ["01 Jan 2024 00:00: 100", "16 Jan 2024 00:00: 200"]
    assert [tick.label for tick in drawn.y_ticks] == ["0", "50", "100", "150", "200"]
    assert [tick.label for tick in drawn.x_ticks] == ["1 Jan", "11 Jan", "21 Jan", "31 Jan"]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-100, 100), st.integers(0, 10**9)), min_size=1, max_size=30),
    st.integers(0, 5000),
)
def test_a_line_never_leaves_the_drawing(points, days):
    until = SINCE + timedelta(days=days)
    drawn = steps([(SINCE + timedelta(days=at), value) for at, value in sorted(points)], SINCE, until)
    for dot in drawn.dots:
        assert LEFT <= dot.x <= LEFT + PLOT_WIDTH
        assert TOP - 0.1 <= dot.y <= BASE
    assert all(0 <= each <= WIDTH for each in numbers(drawn.area))
    assert 2 <= len(drawn.y_ticks) <= 6
    assert all(0 <= tick.at <= HEIGHT for tick in drawn.y_ticks)
    assert len({tick.label for tick in drawn.x_ticks}) == len(drawn.x_ticks)


def test_bars_stand_on_each_other_without_overlapping():
    drawn = bars([(SINCE.date(), (30, 10)), (UNTIL.date(), (0, 4))], *DAYS, ("answered", "declined"))
    first, last = drawn.bars
    lower, upper = first.parts
    assert (lower.series, upper.series) == (0, 1)
    assert lower.y + lower.height == pytest.approx(BASE)
    assert upper.y + upper.height < lower.y
    assert [part.series for part in last.parts] == [1]
    assert last.x + last.width <= LEFT + PLOT_WIDTH
    assert first.words == "1 Jan 2024: 30 answered, 10 declined"
    assert not drawn.weekly


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-400, 400), st.integers(0, 10**6), st.integers(0, 10**6)), max_size=40))
def test_bars_never_leave_the_drawing(counts):
    since, until = date(2023, 1, 1), date(2024, 1, 1)
    counted = [(since + timedelta(days=day), (one, other)) for day, one, other in counts]
    drawn = bars(counted, since, until, ("answered", "declined"))
    assert drawn.weekly
    for bar in drawn.bars:
        assert bar.width > 0
        assert LEFT <= bar.x <= bar.x + bar.width <= LEFT + PLOT_WIDTH
        assert all(TOP - 0.1 <= part.y <= part.y + part.height <= BASE + 0.6 for part in bar.parts)


def test_many_days_are_summed_to_weeks():
    counts = [(DAYS[0] + timedelta(days=day), (1, 0)) for day in range(100)]
    drawn = bars(counts, DAYS[0], DAYS[0] + timedelta(days=99), ("answered", "declined"))
    assert len(drawn.bars) == 15
    assert drawn.bars[0].words == "week from 1 Jan 2024: 7 answered, 0 declined"


def test_a_bar_is_divided_by_what_was_counted():
    drawn = shares((("answered", 75, 0), ("declined", 25, 1), ("never", 0, 2)))
    assert [(each.name, each.percent, each.counted) for each in drawn] == [
        ("answered", "75 %", 75),
        ("declined", "25 %", 25),
    ]
    assert drawn[-1].x + drawn[-1].width <= WIDTH
    assert shares((("answered", 0, 0),)) == ()


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [(0, 0, "–"), (0, 5, "0 %"), (1, 1000, "under 1 %"), (999, 1000, "over 99 %"), (1, 3, "33 %"), (5, 5, "100 %")],
)
def test_a_share_never_rounds_to_what_is_not_so(count, total, words):
    assert percent(count, total) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (950, "950"), (1000, "1k"), (12_500, "12.5k"), (3_000_000, "3M")]
)
def test_large_numbers_are_short_on_an_axis(value, words):
    assert short(value) == words
