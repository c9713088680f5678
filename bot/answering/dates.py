"""Read dates and times of day in running text, and tell whether two of them can be the same day.

A date is kept as the components that its words state, nothing is filled in: "Thursday" stays a weekday, and whether it
is January 18 remains unknown. Refuses to resolve "yesterday" against any clock or crawl date.

>>> date_at("on January 18, 2024, at dawn", 3)
(19, DateKey(years=(2024, 2024), month=1, days=(18, 18)))
>>> same_date(DateKey(weekday=1), DateKey(weekday=3)), same_date(DateKey(weekday=3), DateKey(month=1, days=(18, 18)))
(False, None)
"""

import re
from datetime import date
from typing import NamedTuple

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_PARTS = {"dawn": "morning", "midday": "afternoon", "evening": "night", "overnight": "night", "dusk": "night"}
_ORDINALS = dict(zip("eighteenth nineteenth twentieth twenty-first".split(), (18, 19, 20, 21), strict=True))

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)(?![\d,]*\d|[.]\d|-?[^\W\d])"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?\b(?![.,]?\d)"
_UNIT = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_COUNT = r"(?:an?|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few)"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_CALENDAR = tuple(
    _compiled(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
        r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>\d{4})\b",
        r"[0-3]?\d/[0-3]?\d/(?P<year>\d{4})\b",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?!:)(?:,?\s+{_YEAR})?",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    )
)
_PART = r"(?:early\s+)?(?P<part>morning|afternoon|evening|night)\b"
_WEEKDAY = _compiled(
    rf"(?:(?P<side>early|late|last|next|this)\s+(?:on\s+)?)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b(?!['’]s\s+[A-Z])"
    rf"(?:\s+{_PART})?(?P<comma>,?\s+(?:the\s+)?(?=\d|{_MONTH.replace('P<month>', ':')}))?"
)
_SHORT_WEEKDAY = _compiled(r"(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b[.,]*\s+")
_PART_OF = _compiled(r"(?P<part>dawn|morning|midday|afternoon|evening|night)\s+of\s+(?:the\s+)?(?:\w+day,?\s+)?")
_TIMES = tuple(
    _compiled(pattern)
    for pattern in (
        r"(?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?",
        r"(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)(?:\s?(?P<zone>gmt|utc))?",
        r"(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s?(?:(?P<zone>gmt|utc)|hours|local time)\b",
        r"(?P<word>noon|midnight)\b",
    )
)
_AGES = tuple(
    _compiled(pattern)
    for pattern in (
        r"(?P<decade>\d{3}0)['’]?s\b",
        r"(?P<century>\d{1,2})(?:st|nd|rd|th)[-\s]century\b",
        r"(?P<ordinal>eighteenth|nineteenth|twentieth|twenty-first)[-\s]century\b",
        r"(?P<before>\d{1,4})\s?B\.?C\.?(?:E\.?)?\b",
        r"(?P<from>1\d{3}|20\d\d)\s?[-–]\s?(?P<to>\d{4}|\d\d)(?![\d-])",
    )
)
_RELATIVE = _compiled(
    r"(?:yesterday|today|tomorrow|tonight|overnight)\b"
    r"|(?:next|following|same|previous|preceding)\s+(?:day|morning|afternoon|evening|night|week|month|year)\b"
    r"|(?:earlier\s+)?(?:last|this)\s+(?:week(?:end)?|month|year|night|morning|afternoon|evening)\b"
    r"|day\s+(?:before|after)(?:\s+yesterday)?\b"
    rf"|{_COUNT}\s+{_UNIT}\s+(?:ago|later|earlier|before|after|afterwards)\b"
)
_BARE_MONTH = _compiled(_MONTH)
_BARE_YEAR = _compiled(_YEAR)

_AFTER_WORDS_OF_TIME = frozenset(
    "in of since by until till from to during after before through between around circa about mid early late earlier "
    "year years spring summer autumn fall winter last next this".split()
)
_BEFORE_YEARS = frozenset("in since of by until till from during after before circa early late mid year to and".split())
_DETERMINERS = frozenset("the its their his her our this that a an and".split())
_AMBIGUOUS_MONTHS = frozenset("mar may march jan jun sep dec".split())
_STARTS = frozenset(
    [*_WEEKDAYS, *"mon tue tues wed thu thur thurs fri sat sun early late last next this earlier".split()]
    + "yesterday today tomorrow tonight overnight following same previous preceding day dawn morning midday".split()
    + "afternoon evening night noon midnight a an several few one two three four five six seven eight nine".split()
    + "ten eleven twelve january february march april may june july august september october november".split()
    + "december sept eighteenth nineteenth twentieth twenty-first eighteenth-century nineteenth-century".split()
    + "twentieth-century twenty-first-century".split()
    + _MONTHS
)


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


def may_start_date(word: str) -> bool:
    """Whether a lower-case word can open a date, so that a scan need not try the rest."""
    return word in _STARTS or word[0].isdigit()


def date_at(text: str, at: int, before: str = "", after: str = "") -> tuple[int, DateKey] | None:
    """The date that starts at ``text[at]``: where it ends, and its components.

    ``before`` and ``after`` are the neighbouring words: a bare year or month needs them ("in May", "the 2010 quake").
    """
    if match := _RELATIVE.match(text, at):
        return match.end(), DateKey(relative=" ".join(match[0].lower().split()))
    if text[at].isdigit():
        return _calendar(text, at) or _time(text, at) or _age(text, at) or _year(text, at, before, after)
    return _weekday(text, at) or _part(text, at) or _calendar(text, at) or _word(text, at, before)


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


def _calendar(text: str, at: int) -> tuple[int, DateKey] | None:
    return next(((m.end(), _key(m)) for pattern in _CALENDAR if (m := pattern.match(text, at))), None)


def _key(match: re.Match[str]) -> DateKey:
    found = match.groupdict()
    month, day, year = found.get("month"), found.get("day"), found.get("year")
    return DateKey(
        years=(int(year), int(year)) if year else None,
        month=(int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1) if month else None,
        days=(int(day), max(int(day), int(found.get("last") or day))) if day else None,
    )


def _weekday(text: str, at: int) -> tuple[int, DateKey] | None:
    match = _WEEKDAY.match(text, at)
    if match is None:
        match = _SHORT_WEEKDAY.match(text, at)
        return _with_calendar(text, match, DateKey(weekday=_number_of_day(match["weekday"]))) if match else None
    side = {"early": "morning", "late": "night"}.get((match["side"] or "").lower())
    part = (match["part"] or "").lower() or None
    key = DateKey(weekday=_number_of_day(match["weekday"]), part=_PARTS.get(part, part) if part else side)
    rest = _with_calendar(text, match, key) if match["comma"] else None
    return rest or (match.start("comma") if match["comma"] else match.end(), key)


def _number_of_day(name: str) -> int:
    return next(number for number, day in enumerate(_WEEKDAYS) if day.startswith(name[:3].lower()))


def _with_calendar(text: str, match: re.Match[str], key: DateKey) -> tuple[int, DateKey] | None:
    rest = _calendar(text, match.end())
    return (rest[0], rest[1]._replace(weekday=key.weekday, part=key.part)) if rest else None


def _part(text: str, at: int) -> tuple[int, DateKey] | None:
    match = _PART_OF.match(text, at)
    if match is None:
        return None
    part = match["part"].lower()
    return _with_calendar(text, match, DateKey(part=_PARTS.get(part, part)))


def _time(text: str, at: int) -> tuple[int, DateKey] | None:
    match = next((m for pattern in _TIMES if (m := pattern.match(text, at))), None)
    if match is None:
        return None
    found = match.groupdict()
    if word := found.get("word"):
        return match.end(), DateKey(minute=720 if word.lower() == "noon" else 0)
    hour = int(found["hour"])
    if half := found.get("half"):
        hour = hour % 12 + (12 if half in "pP" else 0)
    minute = None if found.get("zone") else hour * 60 + int(found.get("minute") or 0)
    return match.end(), DateKey(minute=minute, relative=match[0].lower() if minute is None else None)


def _age(text: str, at: int) -> tuple[int, DateKey] | None:
    match = next((m for pattern in _AGES if (m := pattern.match(text, at))), None)
    if match is None:
        return None
    found = {name: value for name, value in match.groupdict().items() if value}
    if "decade" in found:
        years = (int(found["decade"]), int(found["decade"]) + 9)
    elif "before" in found:
        years = (-int(found["before"]), -int(found["before"]))
    elif "from" in found:
        years = (int(found["from"]), int(found["from"][: 4 - len(found["to"])] + found["to"]))
    else:
        century = _ORDINALS[found["ordinal"].lower()] if "ordinal" in found else int(found["century"])
        years = (century * 100 - 99, century * 100)
    return (match.end(), DateKey(years=years)) if years[0] <= years[1] else None


def _year(text: str, at: int, before: str, after: str) -> tuple[int, DateKey] | None:
    """A bare year, where its neighbours do not make it a number of things ("1,800 men", "killed 1800 in")."""
    match = _BARE_YEAR.match(text, at)
    if match is None or (after[:1].islower() and after.endswith("s") and after not in ("as", "was", "is", "has")):
        return None
    opens = before.lower() in _BEFORE_YEARS or before.lower() in _DETERMINERS or before[-2:] in ("'s", "’s")
    if not (opens or not before or before[0].isupper() or (at and text[at - 1] == "(")):
        return None
    return match.end(), _key(match)


def _word(text: str, at: int, before: str) -> tuple[int, DateKey] | None:
    """A month on its own, "noon", or a century in words."""
    month = _BARE_MONTH.match(text, at)
    if month and (before.lower() in _AFTER_WORDS_OF_TIME or month["month"].lower() not in _AMBIGUOUS_MONTHS):
        return (month.end(), _key(month)) if len(month["month"]) > 3 or month["month"] == "May" else None
    return _time(text, at) or _age(text, at)
