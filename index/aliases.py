"""Read ``aliases.toml``: the names that people hold to be one and the same, whatever their spelling suggests.

``[spellings]`` are ways to write one name and count inside longer names too; ``[equivalents]`` are other names for the
same and count as whole names only. What cannot be understood is reported with its line and left out, the rest applies.
Pure; refuses to guess which of two entries is meant where one name stands in both.

>>> entries = read_aliases('[spellings]\\nJilani = ["Geelani", "Gilani"]\\n[equivalents]\\nBLA = "Baloch Army"')
>>> [(group.kind, group.names, group.line) for group in entries.groups]
[('spellings', ('Jilani', 'Geelani', 'Gilani'), 2), ('equivalents', ('BLA', 'Baloch Army'), 4)]
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, get_args

from index.files import Problem
from index.metadata import clean
from index.terms import terms

ALIASES_FILE = "aliases.toml"

Kind = Literal["spellings", "equivalents"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: A longer name is a sentence, more names than these are a mistake or an attack.
LONGEST_NAME = 100
MOST_NAMES = 30
MOST_GROUPS = 5_000
#: ``tomllib`` takes quadratic time over dotted keys.
LONGEST_LINE = 5_000

_HEADER = re.compile(r"\s*\[\s*([A-Za-z]+)\s*\]\s*(?:#.*)?\Z")
_KEY = re.compile(r"\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+)\s*[=.]")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_LEFT_OUT = "Until then the entry has no effect."
_UNREADABLE = "Correct it; until then the names that were read before apply."


class AliasGroup(NamedTuple):
    """Names for one and the same, as they are written; the first is the entry's key. ``line`` is where it stands."""

    kind: Kind
    names: tuple[str, ...]
    line: int


class AliasEntries(NamedTuple):
    """What a file says, and what in it could not be understood; not ``whole`` where nothing in it could be read."""

    groups: tuple[AliasGroup, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True


class _Refused(Exception):
    """An entry that has no effect: why, and what to do about it."""


def read_aliases(text: str) -> AliasEntries:
    """The groups of names that a file states, in the order in which they stand."""
    text = text.removeprefix("\ufeff")
    parsed = _parsed(text)
    if isinstance(parsed, Problem):
        return AliasEntries(problems=(parsed,), whole=False)
    places = _places(text)
    groups: list[AliasGroup] = []
    problems: list[Problem] = []
    taken: dict[tuple[str, ...], AliasGroup] = {}
    for section, key, value in _entries(parsed):
        line = places.get((section, key)) or places.get(("", key)) or places.get(("", section)) or 1
        try:
            group = _group(section, key, value, line)
            _claim(group, taken)
            groups.append(group)
        except _Refused as refused:
            what, advice = refused.args
            problems.append(Problem(f"line {line}: {what}", f"{advice} {_LEFT_OUT}"))
    if len(groups) > MOST_GROUPS:
        late = groups[MOST_GROUPS]
        problems.append(Problem(f"line {late.line}: more than {MOST_GROUPS} entries", f"Remove some. {_LEFT_OUT}"))
    return AliasEntries(tuple(groups[:MOST_GROUPS]), tuple(problems))


def matched_by(name: str) -> tuple[str, ...]:
    """The terms that a name is matched by; empty for a name of function words and marks alone.

    >>> matched_by("Balochistan Liberation Army"), matched_by("US"), matched_by("—")
    (('balochistan', 'liber', 'armi'), ('us§',), ())
    """
    return tuple(terms(f"a {name}"))


def problem_with(name: str) -> Problem | None:
    """Why a name cannot stand in the table, if it cannot."""
    try:
        _name(name)
    except _Refused as refused:
        return Problem(*refused.args)
    return None


def with_another_key(text: str, group: AliasGroup, key: str) -> str:
    """The same file with an entry's key written anew; its names, comments and place stay."""
    lines = text.splitlines(keepends=True)
    line = lines[group.line - 1]
    written = _KEY.match(line)
    assert written is not None
    lines[group.line - 1] = line[: written.start(1)] + json.dumps(key, ensure_ascii=False) + line[written.end(1) :]
    return "".join(lines)


def _parsed(text: str) -> dict[str, object] | Problem:
    lines = text.splitlines()
    if long := next((number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None):
        return Problem(f"line {long}: it is too long", _UNREADABLE)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        why = clean(_AT_LINE.sub("", str(error)), 160)
        line = place[1] if place else max(1, len(lines))
        advice = f'{_UNREADABLE} An entry looks like "Name" = ["Other spelling"].'
        return Problem(f"line {line}: {why}", advice)
    except (RecursionError, ValueError) as error:
        return Problem(f"it cannot be read as TOML ({clean(str(error), 120)})", _UNREADABLE)


def _entries(parsed: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """Section, key and value of each entry; no section for what stands outside of one."""
    for section, table in parsed.items():
        if isinstance(table, dict):
            yield from ((section, key, value) for key, value in table.items())
        else:
            yield "", section, table


def _group(section: str, key: str, value: object, line: int) -> AliasGroup:
    """The group of one entry. Raises _Refused."""
    kind = next((kind for kind in KINDS if kind == section), None)
    if kind is None:
        place = f"stands in [{clean(section, 40)}]" if section else "stands in no section"
        raise _Refused(f"{_quoted(key)} {place}", "Move it below [spellings] or [equivalents].")
    others = [value] if isinstance(value, str) else value
    if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
        raise _Refused(f"the names for {_quoted(key)} are no list of texts", 'Write "Name" = ["Other spelling"].')
    names = {matched_by(name): name for name in reversed([_name(each) for each in (key, *others)])}
    if len(names) < 2:
        raise _Refused(f"{_quoted(key)} has no other name beside it", "Add one, or remove the entry.")
    if len(names) > MOST_NAMES:
        raise _Refused(f"{_quoted(key)} has more than {MOST_NAMES} names", "Remove some.")
    return AliasGroup(kind, tuple(reversed(names.values())), line)


def _name(written: str) -> str:
    """A name as it is shown. Raises _Refused where it cannot be matched."""
    name = clean(written, LONGEST_NAME + 1)
    if len(name) > LONGEST_NAME:
        raise _Refused(f"{_quoted(name)} is too long for a name", f"Use at most {LONGEST_NAME} characters.")
    if not matched_by(name):
        raise _Refused(f"{_quoted(name)} holds no word to match", "Write a name with a word of its own in it.")
    return name


def _claim(group: AliasGroup, taken: dict[tuple[str, ...], AliasGroup]) -> None:
    """Note whose the names are. Raises _Refused where another entry has one of them."""
    for name in group.names:
        if other := taken.get(matched_by(name)):
            what = f"{_quoted(name)} stands in line {other.line} too"
            raise _Refused(what, "Put both into one entry, or remove it from one of them.")
    taken.update((matched_by(name), group) for name in group.names)


def _places(text: str) -> dict[tuple[str, str], int]:
    """Section and key → the line on which the entry begins; a section's own line under ("", section)."""
    found: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            section = header[1]
            found.setdefault(("", section), number)
        elif key := _KEY.match(line):
            found.setdefault((section, _unquoted(key[1])), number)
    return found


def _unquoted(key: str) -> str:
    try:
        return next(iter(tomllib.loads(f"{key}=0")))
    except tomllib.TOMLDecodeError:
        return key


def _quoted(name: str) -> str:
    return f"“{clean(name, 40)}”"
