"""What the words of a date state, and whether two dates can be the same day.

A date is kept as the components that its words state, nothing is filled in: "Thursday" stays a weekday, and whether it
is January 18 remains unknown. Refuses to resolve "yesterday" against any clock or crawl date.

>>> same_date(DateKey(weekday=1), DateKey(weekday=3)), same_date(DateKey(weekday=3), DateKey(month=1, days=(18, 18)))
(False, None)
"""

from datetime import date
from typing import NamedTuple


class DateKey(NamedTuple):
    """The components that the words of a date state; None for what they leave open.

    ``years`` and ``days`` are inclusive ranges, ``weekday`` counts from Monday = 0, ``minute`` from midnight.
    """

    years: tuple[int, int] | None = None
    month: int | None = None
    days: tuple[int, int] | None = None
    weekday: int | None = None
    part: str | None = None
    minute: int | None = None
    relative: str | None = None

    def __repr__(self) -> str:
        """Only what is stated."""
        stated = (f"{name}={value!r}" for name, value in self._asdict().items() if value is not None)
        return f"DateKey({', '.join(stated)})"


def same_date(one: DateKey, other: DateKey) -> bool | None:
    """True where one states all that the other states, False where they exclude each other, None where it is open."""
    if one.relative or other.relative:
        return True if one == other else None
    if _exclude(one, other):
        return None if _one_night(one, other) else False
    stated = [{name for name, value in key._asdict().items() if value is not None} for key in (one, other)]
    return True if stated[0] and (stated[0] <= stated[1] or stated[1] <= stated[0]) else None


def _exclude(one: DateKey, other: DateKey) -> bool:
    ranges = ((one.years, other.years), (one.days, other.days))
    if any(a and b and (a[1] < b[0] or b[1] < a[0]) for a, b in ranges):
        return True
    values = ((one.month, other.month), (_day_of_week(one), _day_of_week(other)), (one.part, other.part))
    if any(a is not None and b is not None and a != b for a, b in values):
        return True
    return one.minute is not None and other.minute is not None and abs(one.minute - other.minute) % 720 > 59


def _day_of_week(key: DateKey) -> int | None:
    if key.weekday is not None or not (key.years and key.month and key.days):
        return key.weekday
    try:
        return date(key.years[0], key.month, key.days[0]).weekday() if key.days[0] == key.days[1] else None
    except ValueError:
        return None


def _one_night(one: DateKey, other: DateKey) -> bool:
    """ "Tuesday night" and "early on Wednesday" may be one night."""
    if one.weekday is None or other.weekday is None or {one.part, other.part} != {"night", "morning"}:
        return False
    first, second = (one, other) if one.part == "night" else (other, one)
    return first.weekday is not None and (first.weekday + 1) % 7 == second.weekday
