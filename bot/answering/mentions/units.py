"""Find what a number counts: its unit of measure, or the head noun after it, by its stem.

Knows which nouns count people, because news counts them under many names. Refuses to read the number itself.

>>> unit_after("two Pakistani children were killed", 3), unit_after("a 1,000-mile border", 7)
((22, 'child'), (12, 'mile'))
"""

import re
from functools import lru_cache

from bot.answering.word_lists import lines as lines_of
from bot.answering.word_lists import listed
from index.terms import fold, stem, stop_words

#: A head noun stands among this many words after its number.
LONGEST_NOUN_PHRASE = 4

_SAME = {"km": "kilometr", "kms": "kilometr", "kilomet": "kilometr", "mi": "mile", "kg": "kilogram", "kilo": "kilogram"}
_SAME |= {"kilogramm": "kilogram", "metr": "meter", "ft": "foot", "tonn": "ton", "m": "meter", "hr": "hour"}
_SAME |= {"min": "minut", "usd": "dollar", "eur": "euro", "gbp": "pound", "rs": "rupe", "°": "degre", "c": "degre"}
_PERCENT = re.compile(r"\s?%|[\s-]per\s?cent\b|\spercentage\spoints?\b", re.IGNORECASE)
_ADJECTIVAL = re.compile(r"[-‐‑](?P<unit>[^\W\d_]+)(?:-old)?\b")
_GLUED = re.compile(r"\s?(?P<unit>km|kms|kg|mm|cm|ft|m|°)(?![^\W_])")
_WORD = re.compile(r"\s(?P<word>[^\W\d_]+(?:['’‐‑-][^\W\d_]+)*)(?P<possessive>['’]s?\b)?")
_OF = re.compile(r"\sof\b")
_PASSED_OVER = listed("more other additional new further mostly")
_NO_NOUNS = listed(
    "says said say ago later earlier early late today yesterday tomorrow per including dead still is was has as has "
    "this his its us yes during dies kills wounds injures remains perhaps besides across towards always is"
)
_IRREGULAR_PLURALS = listed("people men women children policemen firemen feet fishermen seamen gunmen servicemen")
_PARTICIPLE = re.compile(r"(?:ed|ing|en|ly)\Z")


def unit_after(text: str, at: int) -> tuple[int, str]:
    """Where the unit or counted noun after a number ends, and its stem; ``(at, "")`` where there is none."""
    if percent := _PERCENT.match(text, at):
        return percent.end(), "%"
    for pattern in (_ADJECTIVAL, _GLUED):
        if match := pattern.match(text, at):
            return match.end(), unit_of(match["unit"])
    head = _head(text, at)
    return (at, "") if head is None else (head[0], unit_of(head[1]))


@lru_cache(maxsize=4096)
def unit_of(word: str) -> str:
    """The stem that a unit or noun is compared by: "deaths", "lives" and "people" all count people."""
    return unit_of_term(stem(fold(word)))


def unit_of_term(term: str) -> str:
    """The same of a word that is stemmed already: a stem has not always itself for its stem ("divis", "divi")."""
    found = _SAME.get(term, term)
    return "person" if found in _any_person() else found


def are_people(one: str, other: str) -> bool:
    """Whether two units both count people, and so may count the same ones under two names."""
    return {one, other} <= _people()


def _head(text: str, at: int) -> tuple[int, str] | None:
    """The plural among the words after the number, or else the word right after it."""
    first: tuple[int, str] | None = None
    plural: tuple[int, str] | None = None
    if of := _OF.match(text, at):
        at = of.end()
    for _ in range(LONGEST_NOUN_PHRASE):
        match = _WORD.match(text, at)
        word = match["word"].lower() if match else ""
        if match is None or word in _NO_NOUNS or (word in stop_words() and word not in _PASSED_OVER):
            break
        at = match.end()
        if match["possessive"]:
            break
        if plural and not is_plural(word):
            break
        if is_plural(word):
            plural = match.end("word"), match["word"]
        if first is None and word not in _PASSED_OVER:
            first = match.end("word"), match["word"]
    if plural:
        return plural
    return first if first and first[1].islower() and not _PARTICIPLE.search(first[1]) else None


def is_plural(word: str) -> bool:
    """Whether a word in small letters looks like a plural."""
    return word in _IRREGULAR_PLURALS or (len(word) > 3 and word[-1] == "s" and word[-2:] not in ("ss", "us", "is"))


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    any_person, *kinds = (line.split() for line in lines_of("counted_people.txt"))
    stems = frozenset(stem(word) for word in any_person)
    return stems, stems | {"person"} | {stem(word) for line in kinds for word in line}


def _any_person() -> frozenset[str]:
    return _lists()[0]


def _people() -> frozenset[str]:
    return _lists()[1]
