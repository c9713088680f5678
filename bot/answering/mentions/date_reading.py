"""Read dates and times of day in running text: calendar dates, weekdays, years, centuries, "two days after".

Works from a given place in the text, so that a scan tries it only where a date can start. Refuses to guess what a date
leaves open.

>>> date_at("on January 18, 2024, at dawn", 3)
(19, DateKey(years=(2024, 2024), month=1, days=(18, 18)))
"""

import re
from collections.abc import Callable

from bot.answering.mentions.dates import DateKey
from bot.answering.mentions.units import are_people, unit_of
from bot.answering.word_lists import listed, ordered

_MONTHS = ordered("jan feb mar apr may jun jul aug sep oct nov dec")
_WEEKDAYS = ordered("monday tuesday wednesday thursday friday saturday sunday")
_PARTS = {"dawn": "morning", "midday": "afternoon", "evening": "night", "overnight": "night", "dusk": "night"}
_ORDINALS = dict(zip(ordered("eighteenth nineteenth twentieth twenty-first"), (18, 19, 20, 21), strict=True))

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)(?![\d,]*\d|[.]\d|-?[^\W\d])"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?\b(?![.,]?\d)"
_UNIT = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_COUNT = r"(?:an?|\d+(?:,\d{3})*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|few)"


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
    rf"(?:(?P<side>early|late|last|next|this)\s+(?:on\s+)?)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
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
        r"(?:mid|early|late)[-\s](?:the\s)?(?P<decade>\d{3}0)['’]?s\b",
        r"(?:mid|early|late)-(?P<middle>1\d{3}|20\d\d)\b",
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
_EARLY_YEAR = _compiled(r"(?P<year>\d{3})(?=,\s|\)|\.\Z)")
_BARE_YEAR = _compiled(_YEAR)

_AFTER_WORDS_OF_TIME = listed(
    "in of since by until till from to during after before through between around circa about mid early late earlier "
    "year years spring summer autumn fall winter last next this"
)
_BEFORE_YEARS = listed(
    "in since of by until till from during after before circa early late mid year to and between throughout around"
)
_MEASURES = listed(
    "miles mile km kilometres kilometers meters metres feet tons tonnes dollars euros pounds votes homes houses"
)
_DETERMINERS = listed("the its their his her our this that a an and")
_AMBIGUOUS_MONTHS = listed("mar may march jan jun sep dec")
_OPENING_RELATIVE = ordered(
    "yesterday today tomorrow tonight overnight next following same previous preceding earlier last this day a an "
    "several few one two three four five six seven eight nine ten eleven twelve"
)
_LONG_MONTHS = ordered("january february march april june july august september october november december sept")


def date_at(text: str, at: int, before: str = "", after: str = "") -> tuple[int, DateKey] | None:
    """The date that starts at ``text[at]``: where it ends, and its components.

    ``before`` and ``after`` are the neighbouring words: a bare year or month needs them ("in May", "the 2010 quake").
    """
    if text[at].isdigit():
        readers: tuple[_Reader, ...] = (_calendar, _time, _relative, _age)
    else:
        word = _FIRST_WORD.match(text, at)
        readers = _READERS.get(word[0].lower(), ()) if word else ()
    found = next((read for reader in readers if (read := reader(text, at))), None)
    if found is not None:
        return found
    return _year(text, at, before, after) if text[at].isdigit() else _month(text, at, before)


def _relative(text: str, at: int) -> tuple[int, DateKey] | None:
    match = _RELATIVE.match(text, at)
    return (match.end(), DateKey(relative=" ".join(match[0].lower().split()))) if match else None


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
    elif "middle" in found:
        years = (int(found["middle"]), int(found["middle"]))
    elif "from" in found:
        years = (int(found["from"]), int(found["from"][: 4 - len(found["to"])] + found["to"]))
    else:
        century = _ORDINALS[found["ordinal"].lower()] if "ordinal" in found else int(found["century"])
        years = (century * 100 - 99, century * 100)
    return (match.end(), DateKey(years=years)) if years[0] <= years[1] else None


def _year(text: str, at: int, before: str, after: str) -> tuple[int, DateKey] | None:
    """A bare year, where its neighbours do not make it a number of things ("1800 men", "killed 1800 in")."""
    match = _BARE_YEAR.match(text, at) or (_EARLY_YEAR.match(text, at) if before.lower() in _BEFORE_YEARS else None)
    if match is None or (after[:1].islower() and are_people(unit_of(after), "person")) or after in _MEASURES:
        return None
    opens = before.lower() in _BEFORE_YEARS or before.lower() in _DETERMINERS or before[-2:] in ("'s", "’s")
    if not (opens or not before or before[0].isupper() or after[:1].isupper() or (at and text[at - 1] == "(")):
        return None
    return match.end(), _key(match)


def _month(text: str, at: int, before: str) -> tuple[int, DateKey] | None:
    """A month on its own; "May" and "March" only after a word of time."""
    month = _BARE_MONTH.match(text, at) if text[at].isupper() else None
    if month and (before.lower() in _AFTER_WORDS_OF_TIME or month["month"].lower() not in _AMBIGUOUS_MONTHS):
        return (month.end(), _key(month)) if len(month["month"]) > 3 or month["month"] == "May" else None
    return None


_FIRST_WORD = re.compile(r"[^\W\d_]+")
_Reader = Callable[[str, int], tuple[int, DateKey] | None]
_READERS: dict[str, tuple[_Reader, ...]] = dict.fromkeys(_OPENING_RELATIVE, (_relative,))
_READERS |= dict.fromkeys([*_MONTHS, *_LONG_MONTHS], (_calendar,))
_READERS |= dict.fromkeys([*_WEEKDAYS, *ordered("mon tue tues wed thu thur thurs fri sat sun")], (_weekday,))
_READERS |= dict.fromkeys(ordered("last next this earlier"), (_weekday, _relative))
_READERS |= dict.fromkeys(("early", "mid", "late"), (_weekday, _age))
_READERS |= dict.fromkeys(ordered("dawn morning midday afternoon evening night"), (_part,))
_READERS |= dict.fromkeys(("noon", "midnight"), (_time,))
_READERS |= dict.fromkeys(("eighteenth", "nineteenth", "twentieth", "twenty"), (_age,))
#: The lower-case words that can open a date, so that a scan need not try the rest; digits can as well.
DATE_WORDS = frozenset(_READERS)
