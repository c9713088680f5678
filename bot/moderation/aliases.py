"""The alias table as moderators work with it: see it, take two names for one, take them apart, see likely variants.

The table is a file that people write too: whatever stands in it beside the entry that is changed stays, comments and
all, and nothing is written that would not be read as it was meant. Refuses names that cannot be matched, and a name in
two entries.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from bot.answering.aliases import AliasTable
from bot.errors import AliasRefused
from bot.moderation.actors import Actor
from bot.moderation.trail import record
from bot.moderation.variants import Suggestion, suggestions
from bot.store import Store
from index.alias_file import AliasFile
from index.aliases import (
    AliasEntries,
    AliasGroup,
    Kind,
    matched_by,
    problem_with,
    read_aliases,
    with_another_key,
)
from index.files import Problem
from index.generation import Generation
from index.metadata import clean
from index.names import are_likely_spellings

_HEAD = (
    "Names that Onrecord takes for one and the same. `onrecord alias` and /alias change this file, and so may you.",
    "[spellings] are ways to write one name, [equivalents] are other names for the same.",
)


class Service(Protocol):
    """What aliases need of the service."""

    @property
    def generation(self) -> Generation:
        """The generation in use."""

    @property
    def aliases(self) -> AliasFile:
        """The alias table in use."""


class Aliases:
    """The alias table of one corpus."""

    def __init__(self, service: Service, store: Store) -> None:
        self._service = service
        self._store = store

    @property
    def path(self) -> Path:
        """Where the table stands, or will when there is one: in the corpus folder or beside the corpus's indexes."""
        return self._service.aliases.path

    def table(self) -> AliasEntries:
        """The groups of names, and what in the file could not be understood, each with its line."""
        return self._service.aliases.entries()

    async def add(self, one: str, other: str, actor: Actor, *, kind: Kind | None = None) -> AliasGroup:
        """Take two names for one, from the next question on; return the entry as it stands now.

        A name that has an entry gets the other one added to it. ``kind`` of a new entry: spellings where they look it,
        unless stated. Raises AliasRefused, or StorageFault where the file cannot be written.
        """
        one, other = _checked(one), _checked(other)
        before, after = await asyncio.to_thread(self._changed, one, lambda text: _with(text, one, other, kind))
        found, was = _group_of(after, one), _group_of(before, one, other)
        assert found is not None
        await record(self._store, actor, "alias.added", before=_words(was), after=_words(found))
        return found

    async def remove(self, name: str, actor: Actor) -> AliasGroup | None:
        """Take a name out of its entry, and the entry away where one name is left; return what is left of it.

        Raises AliasRefused where no entry has the name, or StorageFault.
        """
        name = _checked(name)
        before, after = await asyncio.to_thread(self._changed, name, lambda text: _without(text, name))
        was = _group_of(before, name)
        assert was is not None
        left = _group_of(after, *was.names)
        await record(self._store, actor, "alias.removed", before=_words(was), after=_words(left))
        return left

    def suggestions(self, most: int = 20) -> list[Suggestion]:
        """Names in the articles that may be one and are not in the table: what articles state first.

        Takes seconds over many articles: run it in a thread.
        """
        return suggestions(self._service.generation, AliasTable(self._service.aliases.in_force().groups), most=most)

    def _changed(self, name: str, edit: Callable[[str], str]) -> tuple[AliasEntries, AliasEntries]:
        """What the file said before and says after an edit."""
        said: list[AliasEntries] = []

        def checked(text: str) -> str:
            before = read_aliases(text)
            if not before.whole:
                raise _broken(before.problems[0], str(self.path))
            after_text = edit(text)
            after = read_aliases(after_text)
            if not after.whole or len(after.problems) > len(before.problems):
                problem = after.problems[-1]
                advice = f"{problem.reason}. {problem.advice}"
                raise AliasRefused(f"“{clean(name, 40)}” cannot be changed", where=str(self.path), advice=advice)
            said.extend((before, after))
            return after_text

        self._service.aliases.change(checked)
        return said[0], said[1]


def _checked(name: str) -> str:
    """A name as it is written into the table. Raises AliasRefused."""
    shown = clean(name, 200)
    if problem := problem_with(shown):
        raise AliasRefused("That cannot be an alias", where=problem.reason, advice=problem.advice)
    return shown


def _with(text: str, one: str, other: str, kind: Kind | None) -> str:
    """The file with two names in one entry. Raises AliasRefused."""
    entries = read_aliases(text)
    if matched_by(one) == matched_by(other):
        advice = "Name two that differ in more than case, accents or endings"
        raise AliasRefused("Both are matched by the same words already", where=f"“{one}”, “{other}”", advice=advice)
    ours, theirs = _group_of(entries, one), _group_of(entries, other)
    if ours and theirs:
        raise _there_already(ours, theirs, one, other)
    group, new = (ours, other) if ours else (theirs, one)
    if group is None:
        return _with_entry(
            text, kind or ("spellings" if are_likely_spellings(one, other) else "equivalents"), one, other
        )
    return _with_name(text, group, new)


def _there_already(ours: AliasGroup, theirs: AliasGroup, one: str, other: str) -> AliasRefused:
    if ours == theirs:
        advice = "There is nothing to do"
        return AliasRefused(f"“{one}” and “{other}” are one already", where=f"line {ours.line}", advice=advice)
    where = f"lines {ours.line} and {theirs.line}"
    advice = "Take one of them out of its entry first, if all these names are one"
    return AliasRefused(f"“{one}” and “{other}” stand in entries of their own", where=where, advice=advice)


def _with_entry(text: str, kind: Kind, one: str, other: str) -> str:
    tomlkit = _tomlkit()
    document = tomlkit.parse(text)
    if not text.strip():
        for line in _HEAD:
            document.add(tomlkit.comment(line))
    if kind not in document:
        if len(document.body) and text.strip():
            document.add(tomlkit.nl())
        document.add(kind, tomlkit.table())
    section: Any = document[kind]
    section.add(tomlkit.key(one), [other])
    return str(tomlkit.dumps(document))


def _with_name(text: str, group: AliasGroup, name: str) -> str:
    tomlkit = _tomlkit()
    document = tomlkit.parse(text)
    section: Any = document[group.kind]
    key = _key_in(section, group)
    if isinstance(section[key], str):
        section[key] = [str(section[key]), name]
    else:
        section[key].append(name)
    return str(tomlkit.dumps(document))


def _without(text: str, name: str) -> str:
    """The file without a name. Raises AliasRefused."""
    tomlkit = _tomlkit()
    group = _group_of(read_aliases(text), name)
    if group is None:
        advice = "See them with `onrecord alias list`"
        raise AliasRefused("No entry has this name", where=f"“{clean(name, 40)}”", advice=advice)
    left = [each for each in group.names if matched_by(each) != matched_by(name)]
    if len(left) > 1 and matched_by(group.names[0]) == matched_by(name):
        text = with_another_key(text, group, left[0])
        name = left[0]
    document = tomlkit.parse(text)
    section: Any = document[group.kind]
    key = _key_in(section, group._replace(names=tuple(left)) if len(left) > 1 else group)
    if len(left) < 2:
        section.remove(key)
    else:
        values = section[key]
        for place in reversed([n for n, each in enumerate(values) if matched_by(each) == matched_by(name)]):
            values.pop(place)
    return str(tomlkit.dumps(document))


def _tomlkit() -> ModuleType:
    try:
        import tomlkit
    except ImportError as error:
        advice = "Install it with: pip install 'onrecord[moderation]', or write the entry into the file by hand"
        raise AliasRefused("The library that changes the table is missing", where="tomlkit", advice=advice) from error
    return tomlkit


def _key_in(section: Any, group: AliasGroup) -> str:
    """The key of a group's entry as the file writes it."""
    return next(str(key) for key in section if matched_by(str(key)) == matched_by(group.names[0]))


def _group_of(entries: AliasEntries, *names: str) -> AliasGroup | None:
    wanted = {matched_by(name) for name in names}
    return next((group for group in entries.groups if wanted & set(map(matched_by, group.names))), None)


def _words(group: AliasGroup | None) -> list[Any] | None:
    """A group for the trail."""
    return None if group is None else [group.kind, *group.names]


def _broken(problem: Problem, where: str) -> AliasRefused:
    return AliasRefused(f"The alias table cannot be read, {problem.reason}", where=where, advice=problem.advice)
