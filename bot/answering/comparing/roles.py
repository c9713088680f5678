"""Find who does what in a sentence, as far as simple patterns allow: names in the slots around a content word.

A slot is the stem of a word ("offer", "strike") and a role: who does it, whom it is done to. "Turkey offered", "with
Turkey offering" and "Turkey's offer" fill one slot; a passive sentence is turned round. Places ("in Davos") are no
slots, since one may lie in another. Refuses to guess over longer distances than a name and its verb.

>>> [(slot.head, slot.role, slot.key) for slot in slots("Chad was struck by Libya.")]
[('strike', 'object', ('chad',)), ('strike', 'subject', ('libya',))]
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from bot.answering.mentions.proper_names import name_key, words
from bot.answering.mentions.scanning import mentions
from bot.answering.word_lists import listed
from index.terms import stop_words, terms

Role = Literal["subject", "object"]

_BE = listed("is are was were be been being")
_AUXILIARY = _BE | listed("has have had having will would could can may might shall should do does did to also already")
_DETERMINERS = listed("the a an its his her their this that it him them as new")
_DETERMINERS_AND_DASH = _DETERMINERS | {"—"}
_SPEECH = listed("say tell report announc state claim add note accord quot describ")
_PREPOSITIONS = listed("in of to from at on inside near between with against into for under over across through via by")
_NAMING = listed("name dub codenam code")
#: An aside between commas ("Turkey, a member of the alliance, offered") is passed over up to this many words.
LONGEST_ASIDE = 14


_MARK = re.compile(r"[,;:–—]")
_CLOSING = ("”", '"', "’", "'")
_QUOTE_BETWEEN = re.compile(r"\s[“\"‘']")


class Slot(NamedTuple):
    """A name in a role: ``text[start:end]`` does or suffers ``head``."""

    head: str
    role: Role
    key: tuple[str, ...]
    start: int
    end: int


class _Unit(NamedTuple):
    """A name, or a single word, or a comma."""

    start: int
    end: int
    lower: str
    is_name: bool


def slots(text: str) -> list[Slot]:
    """The slots that the names of a text fill, in reading order."""
    units = _units(text)
    found: list[Slot] = []
    for number, unit in enumerate(units):
        if unit.is_name:
            found += _slots(text, units, number)
    return found


def _slots(text: str, units: Sequence[_Unit], number: int) -> Iterator[Slot]:
    unit = units[number]
    key = name_key(text[unit.start : unit.end])
    possessive = text[unit.end : unit.end + 2] in ("'s", "’s")
    after = None if _is_governed(units, number) and not possessive else _after(text, units, number)
    if after is not None and after[0] not in _SPEECH:
        yield Slot(after[0], "object" if after[1] else "subject", key, unit.start, unit.end)
    before = None if possessive else _before(text, units, number)
    if before is not None and before[0] not in _SPEECH:
        yield Slot(before[0], before[1], key, unit.start, unit.end)


def _is_governed(units: Sequence[_Unit], number: int) -> bool:
    """ "in Pakistan came" is no subject; "with China offering" is."""
    at = number - 1
    while at > 0 and units[at].lower in ("the", "and"):
        at -= 1 if units[at].lower == "the" else 2
    if at < 0 or units[at].is_name or units[at].lower not in _PREPOSITIONS:
        return False
    gerund = number + 1 < len(units) and units[number + 1].lower.endswith("ing")
    return not (units[at].lower == "with" and gerund)


def _after(text: str, units: Sequence[_Unit], number: int) -> tuple[str, bool] | None:
    """The word that a name is the subject of, and whether it stands in the passive."""
    at = _past_others(units, number + 1)
    passive = False
    while (
        at < len(units) and not units[at].is_name and (units[at].lower in _AUXILIARY or units[at].lower.endswith("ly"))
    ):
        passive = passive or units[at].lower in _BE
        at += 1
    if at >= len(units) or units[at].is_name or (head := _head(text, units[at])) is None:
        return None
    return head, passive and not units[at].lower.endswith("ing")


def _past_others(units: Sequence[_Unit], at: int) -> int:
    """Past "and France" and past an aside between commas."""
    while (other := _other_name(units, at)) is not None:
        at = other + 1
    if at < len(units) and units[at].lower == ",":
        closing = next((n for n in range(at + 1, min(len(units), at + LONGEST_ASIDE)) if units[n].lower == ","), None)
        return closing + 1 if closing is not None else at
    return at


def _other_name(units: Sequence[_Unit], at: int) -> int | None:
    """Where the next name of "Chad, Mali and the Niger" stands."""
    if at >= len(units) or units[at].lower not in ("and", ","):
        return None
    following = range(at + 1, min(len(units), at + 4))
    for number in following:
        if units[number].is_name:
            return number
        if units[number].lower not in ("and", "the"):
            return None
    return None


def _before(text: str, units: Sequence[_Unit], number: int) -> tuple[str, Role] | None:
    """The word that a name is the object of, or in the passive ("by Turkey") the subject."""
    at = number - 1
    while at > 0 and units[at].lower in ("and", ",") and units[at - 1].is_name:
        at -= 2
    while at >= 0 and not units[at].is_name and units[at].lower in _DETERMINERS_AND_DASH:
        at -= 1
    if at < 0 or units[at].is_name:
        return None
    if units[at].lower == "by" and at and (head := _head(text, units[at - 1])):
        return head, "subject"
    head = _head(text, units[at])
    return None if head is None else (head, "object")


def _head(text: str, unit: _Unit) -> str | None:
    if unit.is_name or unit.lower in stop_words() or not unit.lower[:1].isalpha():
        return None
    found = terms(text[unit.start : unit.end].lower())
    return ("name" if found[0] in _NAMING else found[0]) if found else None


def _units(text: str) -> list[_Unit]:
    found = mentions(text)
    names = _merged(text, [(m.start, m.end) for m in found if m.kind == "name"])
    dates = [(m.start, m.end) for m in found if m.kind == "date"]
    units: list[_Unit] = []
    for start, end, word in words(text):
        if units and start < units[-1].end:
            continue
        if units and (mark := _MARK.search(text, units[-1].end, start)):
            units.append(_Unit(mark.start(), start, "—" if mark[0] in "–—:" else ",", False))
        names = [span for span in names if span[1] > start]
        dates = [span for span in dates if span[1] > start]
        if names and names[0][0] <= start:
            units.append(_Unit(*names[0], "", True))
        elif not dates or (start < dates[0][0] and not (word.lower() == "on" and dates[0][0] == end + 1)):
            units.append(_Unit(start, end, word.lower(), False))
    return units


def _merged(text: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "Operation ‘Red Falcon’" is one name."""
    merged: list[tuple[int, int]] = []
    for start, end in names:
        if merged and _QUOTE_BETWEEN.fullmatch(text, merged[-1][1], start):
            start, end = merged.pop()[0], end + (text[end : end + 1] in _CLOSING)
        merged.append((start, end))
    return merged
