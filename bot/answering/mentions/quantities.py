"""Read quantities in running text: what is counted, how many, how exactly.

A quantity keeps its number, the stem of its unit or counted noun, and its qualifier, so that "1,000-mile" and "1,000
miles" are one, and "at least 10" does not exclude 11. Refuses ordinals and the digits inside names ("F-16", "Flight
370"), and converts no units.

>>> quantity_at("killed at least 10 people on", 16)
(7, 25, Quantity(low=10.0, high=10.0, unit='person', qualifier='at least'))
>>> same_quantity(Quantity(10, 10, "person"), Quantity(11, 11, "person"))
False
"""

import math
import re
from typing import Literal, NamedTuple

from bot.answering.mentions.units import are_people, unit_after, unit_of
from bot.answering.word_lists import ordered

Qualifier = Literal["", "at least", "at most", "about"]

#: "About 100" may be this share more or less.
TOLERANCE = 0.15

_SMALL = ordered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = ordered("twenty thirty forty fifty sixty seventy eighty ninety")
_WORTH: dict[str, float] = {word: number for number, word in enumerate(_SMALL, 1)}
_WORTH |= {word: number * 10 for number, word in enumerate(_TENS, 2)}
_SCALES: dict[str, float] = {"hundred": 100, "dozen": 12, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALES |= {"trillion": 1e12, "lakh": 1e5, "crore": 1e7, "m": 1e6, "bn": 1e9, "k": 1e3}
_VAGUE: dict[str, tuple[float, float]] = {"dozens": (20, 120), "scores": (30, 120), "hundreds": (150, 1500)}
_VAGUE |= {"thousands": (1500, 15e3), "millions": (15e5, 15e6), "tens of thousands": (15e3, 120e3)}
_VAGUE |= {"hundreds of thousands": (15e4, 15e5)}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}

_WORD_UNDER_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_SMALL[:9])}))?|{'|'.join(sorted(_SMALL, reverse=True))})"
)
_WORDS = rf"(?:(?:{_WORD_UNDER_100}\s+)?hundred(?:\s+(?:and\s+)?{_WORD_UNDER_100})?|{_WORD_UNDER_100}|dozen)\b"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+(?:\.\d+)?"
_SCALE = r"(?:[\s-](?P<scale>hundred|dozen|thousand|million|billion|trillion|lakh|crore)|(?P<letter>bn|m|k))\b"
_NUMBER = re.compile(
    rf"(?:(?P<digits>{_DIGITS})(?!\d)(?:{_SCALE})?|(?P<words>{_WORDS})(?:\s(?P<scale_of_words>thousand|million|billion))?"
    rf"(?:\s(?:and\s)?(?P<rest>{_WORDS}))?|(?P<bare>thousand|million|billion|trillion|lakh|crore)\b)",
    re.IGNORECASE,
)
_VAGUE_NUMBER = re.compile(
    rf"(?:{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b(?=\s(?:of|more)\b)", re.IGNORECASE
)
_INSIDE_A_WORD = re.compile(r"[\w‐‑-]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s|ST|ND|RD|TH)\b|[-‐‑–][A-Z]|[^\W\d_]+\d")
_BETWEEN_RANGE = re.compile(r"\s?[-–]\s?(?=[\d$€£])|\s(?:to|and|or)\s(?=[\d$€£]|[a-z])")
_CURRENCY_BEFORE = re.compile(r"(?:(?:US|A|C|NZ|HK)?(?P<sign>[$€£¥₹])|(?P<code>USD|EUR|GBP|Rs\.?))\s?\Z")
_QUALIFIER = re.compile(
    r"\b(?:(?P<least>at least|(?:no|not) (?:less|fewer) than|more than|over|above|upwards? of)"
    r"|(?P<most>up to|as many as|as much as|at most|no more than|(?:less|fewer) than|under|below)"
    r"|(?P<about>about|around|some|roughly|approximately|nearly|almost|(?:an )?estimated|close to|just (?:over|under)))"
    r"(?:\s(?:the|an?|another))?\s+\Z",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s(?:people|[a-z]+s)\b")
_MAGNITUDE_BEFORE = re.compile(r"\bmagnitude(?:[-\s](?:of\s)?|\swas\s)\Z", re.IGNORECASE)
_NO_NUMBER_BEFORE = re.compile(
    r"(?:\b(?:no|nos|number|article|chapter|page|section)\.?\s|[#/]|[^\W\d_][-–.])\Z", re.IGNORECASE
)
#: The lower-case words that can open a quantity, so that a scan need not try the rest; digits can as well.
QUANTITY_WORDS = frozenset([*_WORTH, *_SCALES, *(word.split()[0] for word in _VAGUE)])


class Quantity(NamedTuple):
    """A number (or range) of something; ``unit`` is the stem of what is counted, empty where the words leave it out."""

    low: float
    high: float
    unit: str = ""
    qualifier: Qualifier = ""

    @property
    def interval(self) -> tuple[float, float]:
        """The numbers that the words allow."""
        if self.qualifier == "at least":
            return self.low, math.inf
        if self.qualifier == "at most":
            return -math.inf, self.high
        slack = TOLERANCE if self.qualifier == "about" else 0.0
        return self.low * (1 - slack), self.high * (1 + slack)


def quantity_at(text: str, at: int) -> tuple[int, int, Quantity] | None:
    """The quantity whose number starts at ``text[at]``: where it starts (with its qualifier), ends, and its value."""
    vague = _VAGUE_NUMBER.match(text, at)
    if vague:
        low, high = _VAGUE[" ".join(vague[0].lower().split())]
        end, unit = unit_after(text, vague.end())
        return at, end, Quantity(low, high, unit)
    first = _NUMBER.match(text, at)
    before = text[max(0, at - 24) : at]
    if first is None or _ORDINAL.match(text, first.end()):
        return None
    if _NO_NUMBER_BEFORE.search(before) and not _MAGNITUDE_BEFORE.search(before):
        return None
    if (number := _value(first)) is None:
        return None
    low = high = number
    end = first.end()
    if first["letter"] == "m" and not (_CURRENCY_BEFORE.search(before) or _PLURAL.match(text, end)):
        low, high, end = number / 1e6, number / 1e6, end - 1
    second = _second(text, end, before)
    if second is not None and (upper := _value(second)) is not None:
        low, high, end = _range(first, low, second, upper)
        if low > high:
            return None
    start, unit = _before(text, at, before)
    if not unit:
        end, unit = unit_after(text, end)
    if not unit and first[0].lower() == "one":
        return None
    return _qualified(text, start, end, Quantity(low, high, unit))


def number_end(text: str, start: int, end: int) -> int:
    """Where the number in ``text[start:end]`` ends, before what it counts; ``end`` where that is part of its word.

    >>> number_end("about 100 million cubic meters", 0, 30), number_end("a 1,000-mile border", 2, 12)
    (17, 12)
    """
    found = _NUMBER.finditer(text, start, end)
    behind = [match.end() for match in found if not _INSIDE_A_WORD.match(text[: match.start()][-1:])]
    return behind[-1] if behind and text[behind[-1] : end][:1].isspace() else end


def same_quantity(one: Quantity, other: Quantity) -> bool | None:
    """True for one number of one thing, False where the numbers exclude each other, None where it is open."""
    units_differ = one.unit and other.unit and one.unit != other.unit
    if units_differ and not ("person" in (one.unit, other.unit) and are_people(one.unit, other.unit)):
        return None
    if (one.low, one.high) == (other.low, other.high):
        return None if {one.qualifier, other.qualifier} == {"at least", "at most"} else True
    if units_differ:
        return None
    (low, high), (other_low, other_high) = one.interval, other.interval
    if high < other_low or other_high < low:
        return None if _is_rounded(one, other) else False
    return True if "about" in (one.qualifier, other.qualifier) else None


def _is_rounded(one: Quantity, other: Quantity) -> bool:
    """1,000 may be 1,012 rounded; 10 is never 12."""
    small, large = sorted((one.high, other.high))
    if small < 100 or one.low != one.high or other.low != other.high:
        return False
    step = max(10.0 ** (len(str(int(n))) - len(str(int(n)).rstrip("0"))) for n in (small, large))
    return step >= 10 and large - small <= step / 2


def _value(match: re.Match[str]) -> float | None:
    found = match.groupdict()
    if found["bare"]:
        return _SCALES[found["bare"].lower()]
    scale = found["scale"] or found["letter"] or found["scale_of_words"]
    factor = _SCALES[scale.lower()] if scale else 1.0
    if digits := found["digits"]:
        plain = re.sub(r"[,\u00a0\u202f]", "", digits)
        return float(plain) * factor if len(plain) <= 15 else None
    if found["rest"] and not scale:
        return None
    return _worth(found["words"]) * factor + (_worth(found["rest"]) if found["rest"] else 0)


def _worth(words: str) -> float:
    """ "two hundred and fifty" → 250."""
    total = 0.0
    for word in re.split(r"[-\s]+", words.lower()):
        if word in ("hundred", "dozen"):
            total = max(total, 1) * _SCALES[word]
        else:
            total += _WORTH.get(word, 0)
    return total


def _second(text: str, at: int, before: str) -> re.Match[str] | None:
    joint = _BETWEEN_RANGE.match(text, at)
    if joint is None or ("and" in joint[0] and not before.lower().endswith("between ")):
        return None
    sign = 1 if text[joint.end()] in "$€£" else 0
    return _NUMBER.match(text, joint.end() + sign)


def _range(first: re.Match[str], low: float, second: re.Match[str], high: float) -> tuple[float, float, int]:
    """ "10-15", "10 to 15"; "5 to 6 million" scales both."""
    scale = second["scale"] or second["letter"]
    if scale and not (first["scale"] or first["letter"]) and low < high / _SCALES[scale.lower()]:
        low *= _SCALES[scale.lower()]
    return low, high, second.end()


def _before(text: str, at: int, before: str) -> tuple[int, str]:
    if money := _CURRENCY_BEFORE.search(before):
        return at - len(money[0]), _CURRENCIES.get(money["sign"] or "", "") or unit_of(money["code"] or "")
    if magnitude := _MAGNITUDE_BEFORE.search(before):
        return at - len(magnitude[0]), "magnitud"
    article = re.search(r"\ban?\s\Z", before)
    return (at - len(article[0]) if article and text[at].isalpha() else at), ""


def _qualified(text: str, start: int, end: int, quantity: Quantity) -> tuple[int, int, Quantity]:
    match = _QUALIFIER.search(text[max(0, start - 24) : start])
    if match is None:
        return start, end, quantity
    names: tuple[tuple[str, Qualifier], ...] = (("least", "at least"), ("most", "at most"), ("about", "about"))
    qualifier = next(value for name, value in names if match[name])
    return start - len(match[0]), end, quantity._replace(qualifier=qualifier)
