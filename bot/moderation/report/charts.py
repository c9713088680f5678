"""The geometry of the report's charts: where lines, bars, ticks and words stand. Pure numbers, drawn by the template.

Drawn small (a phone's width) and scaled up, so that words stay readable at both widths. A plotting library would weigh
more than everything else and bring its own fonts; these are a step line, stacked bars and a divided bar. Axes begin at
zero. Refuses to know what is counted.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

#: The drawing, in the units of its own.
WIDTH, HEIGHT = 360.0, 170.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 8.0, 12.0, 22.0
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
BASE = TOP + PLOT_HEIGHT

_X_TICKS = 4
_Y_TICKS = 4
#: Bars thinner than this cannot be told apart; then a bar is a week.
_MOST_BARS = 62
_GAP = 1.5
_WEEK = 7


class Tick(NamedTuple):
    """A mark on an axis: where, and what it says."""

    at: float
    label: str
    anchor: str = "middle"


class Dot(NamedTuple):
    """A point that was measured."""

    x: float
    y: float
    words: str


class Steps(NamedTuple):
    """A line that holds its value until it changes."""

    line: str
    area: str
    dots: tuple[Dot, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


class Part(NamedTuple):
    """One part of a bar."""

    y: float
    height: float
    series: int


class Bar(NamedTuple):
    """A bar of parts that stand on each other."""

    x: float
    width: float
    parts: tuple[Part, ...]
    words: str


class Bars(NamedTuple):
    """Bars over time; ``weekly`` where each stands for seven days."""

    bars: tuple[Bar, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    weekly: bool


class Share(NamedTuple):
    """A part of a divided bar: where it stands, its count, and its percentage in words."""

    x: float
    width: float
    name: str
    counted: int
    percent: str
    series: int


def steps(points: Sequence[tuple[datetime, int]], since: datetime, until: datetime) -> Steps:
    """A step line through points in time, of which there is at least one; it goes on to ``until``."""
    top = _ceiling(max(value for _, value in points))
    spots = [(_x(at, since, until), _y(value, top)) for at, value in points]
    path = [f"M{spots[0][0]:.1f} {spots[0][1]:.1f}"]
    path += [f"H{x:.1f}V{y:.1f}" for x, y in spots[1:]]
    line = "".join(path) + f"H{LEFT + PLOT_WIDTH:.1f}"
    dots = tuple(
        Dot(round(x, 1), round(y, 1), f"{at:%d %b %Y %H:%M}: {value:,}")
        for (x, y), (at, value) in zip(spots, points, strict=True)
    )
    area = f"{line}V{BASE:.1f}H{spots[0][0]:.1f}Z"
    return Steps(line, area, dots, tuple(_x_ticks(since, until)), tuple(_y_ticks(top)))


def bars(counts: Sequence[tuple[date, tuple[int, ...]]], since: date, until: date, names: Sequence[str]) -> Bars:
    """Stacked bars for every day (or week) from ``since`` to ``until``, whether something was counted on it or not."""
    span = _WEEK if (until - since).days + 1 > _MOST_BARS else 1
    slots = math.ceil(((until - since).days + 1) / span)
    summed = [[0] * len(names) for _ in range(slots)]
    for day, values in counts:
        if since <= day <= until:
            for series, value in enumerate(values):
                summed[(day - since).days // span][series] += value
    top = _ceiling(max(map(sum, summed), default=0))
    pitch = PLOT_WIDTH / slots
    drawn = tuple(
        _bar(slot, values, pitch, top, _words(since + timedelta(days=slot * span), values, names, span))
        for slot, values in enumerate(summed)
        if any(values)
    )
    begin, end = (datetime.combine(day, time(), UTC) for day in (since, until))
    return Bars(drawn, tuple(_x_ticks(begin, end)), tuple(_y_ticks(top)), span == _WEEK)


def shares(counts: Sequence[tuple[str, int, int]], *, width: float = WIDTH) -> tuple[Share, ...]:
    """A bar divided among what was counted, from names, counts and series; nothing where nothing was counted."""
    total = sum(count for _, count, _ in counts)
    found, x = [], 0.0
    for name, count, series in counts:
        if count:
            part = width * count / total
            found.append(Share(round(x, 1), round(max(1.0, part - 2), 1), name, count, percent(count, total), series))
            x += part
    return tuple(found)


def percent(count: int, total: int) -> str:
    """A share in words, a dash where there is nothing to share, that never round to what is not so: "under 1 %"."""
    if not total:
        return "–"
    share = 100 * count / total
    if 0 < share < 1:
        return "under 1 %"
    if 99 < share < 100:
        return "over 99 %"
    return f"{share:.0f} %"


def _bar(slot: int, values: Sequence[int], pitch: float, top: int, words: str) -> Bar:
    gap = min(_GAP, pitch * 0.2)
    parts: list[Part] = []
    base = BASE
    for series, value in enumerate(values):
        height = PLOT_HEIGHT * value / top
        if value:
            parts.append(Part(round(base - height, 2), round(max(height - (1 if parts else 0), 0.5), 2), series))
            base -= height
    return Bar(round(LEFT + slot * pitch + gap / 2, 2), round(pitch - gap, 2), tuple(parts), words)


def _words(day: date, values: Sequence[int], names: Sequence[str], span: int) -> str:
    counted = ", ".join(f"{value:,} {name}" for name, value in zip(names, values, strict=True))
    return f"{'week from ' if span == _WEEK else ''}{day.day} {day:%b %Y}: {counted}"


def _x(at: datetime, since: datetime, until: datetime) -> float:
    share = (at - since) / (until - since) if until > since else 0.0
    return LEFT + PLOT_WIDTH * min(1.0, max(0.0, share))


def _y(value: int, top: int) -> float:
    return BASE - PLOT_HEIGHT * value / top


def _x_ticks(since: datetime, until: datetime) -> Iterator[Tick]:
    """Days along the time axis, the first and last within the drawing."""
    pattern = "{0:%b} {0:%Y}" if until - since > timedelta(days=300) else "{0.day} {0:%b}"
    if timedelta() < until - since <= timedelta(days=2):
        pattern = "{0.day} {0:%b} {0:%H:%M}"
    seen = set()
    for number in range(_X_TICKS):
        label = pattern.format(since + (until - since) * number / (_X_TICKS - 1))
        anchor = "start" if number == 0 else "end" if number == _X_TICKS - 1 else "middle"
        if label not in seen:
            seen.add(label)
            yield Tick(round(LEFT + PLOT_WIDTH * number / (_X_TICKS - 1), 1), label, anchor)


def _y_ticks(top: int) -> Iterator[Tick]:
    for value in range(0, top + 1, _step(top)):
        yield Tick(round(_y(value, top), 1), short(value), "end")


def _step(value: int) -> int:
    """How far ticks stand apart, so that at most four lead to a value: 113 → 50, 7 → 2, 0 → 1."""
    power: int = 10 ** max(0, len(str(value)) - 2)
    return next(power * factor for factor in (1, 2, 5, 10, 20, 50, 100) if power * factor * _Y_TICKS >= value)


def _ceiling(value: int) -> int:
    """The first tick that is no lower than a value: 113 → 150, 7 → 8, 0 → 1."""
    step = _step(value)
    return max(1, math.ceil(value / step)) * step


def short(value: int) -> str:
    """A number in few characters: 950 → "950", 12,500 → "12.5k", 3,000,000 → "3M"."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:.4g}{letter}"
    return str(value)
