"""Take names that moderators hold to be one and the same for one: in what is searched for, found and compared.

Built once from the entries of ``aliases.toml`` and never changed; a question without such a name costs one look into a
table for each of its words. A name of several words counts where they stand side by side. Pure; refuses to judge the
entries.

>>> table = AliasTable([AliasGroup("equivalents", ("BLA", "Baloch Army"), 1)])
>>> [(each.names, each.at) for each in table.found(["who", "lead", "bla"])]
[(('BLA', 'Baloch Army'), 2)]
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.answering.mentions.proper_names import name_key
from bot.models import AliasUse
from index.aliases import AliasGroup, Kind, matched_by
from index.terms import Token

#: Weight of an alias of one word, and of each word of a longer one, against 1 for the word that was asked.
ALIAS_WEIGHT = 1.0
ALIAS_PART_WEIGHT = 0.6

Terms = tuple[str, ...]
Key = tuple[str, ...]


class Found(NamedTuple):
    """A name of the table in a row of terms: ``ordered[at : at + len(terms)]``, and the group it belongs to."""

    at: int
    terms: Terms
    number: int
    kind: Kind
    names: tuple[str, ...]


class ActiveAlias(NamedTuple):
    """A name of a question that has other names in the articles.

    ``typed`` is the name as asked, at ``start``, and ``terms`` its terms; ``plain`` are the articles' terms that each
    of them would have been found by without the table; ``others`` are the other names with their terms.
    """

    typed: str
    start: int
    kind: Kind
    terms: Terms
    plain: tuple[frozenset[str], ...]
    others: tuple[tuple[str, Terms], ...]
    marker: str

    @property
    def is_unknown(self) -> bool:
        """Whether no article would be found by any word of the name as asked."""
        return not any(self.plain)

    @property
    def is_name(self) -> bool:
        """Whether it names somebody or something, rather than being another word for it."""
        return any(name[:1].isupper() for name, _ in self.others)

    def other_in(self, ordered: Sequence[str]) -> str | None:
        """The other name that stands in a sentence which has none by which it would have been found anyway."""
        there = frozenset(ordered)
        if all(plain & there for plain in self.plain):
            return None
        return next((name for name, terms in self.others if _at(ordered, terms) is not None), None)

    def marker_in(self, ordered: Sequence[str]) -> str | None:
        """What stands for the other names of several words, where one of them is in a sentence."""
        longer = (terms for _, terms in self.others if len(terms) > 1)
        return self.marker if any(_at(ordered, terms) is not None for terms in longer) else None


def _version(groups: Sequence[AliasGroup]) -> str:
    stated = repr([(group.kind, group.names) for group in groups])
    return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class AliasTable:
    """Groups of names, ready to be looked up."""

    def __init__(self, groups: Sequence[AliasGroup] = ()) -> None:
        self.groups = tuple(groups)
        #: The same for tables that say the same.
        self.version = _version(self.groups)
        self._by_first: dict[str, list[tuple[Terms, int]]] = {}
        self._inside: dict[str, list[tuple[Key, Key]]] = {}
        self._whole: dict[Key, Key] = {}
        for number, group in enumerate(self.groups):
            self._add(number, group)
        for names in self._by_first.values():
            names.sort(key=lambda name: -len(name[0]))

    def __bool__(self) -> bool:
        return bool(self.groups)

    def found(self, ordered: Sequence[str]) -> Iterator[Found]:
        """The names in a row of terms, the longest first where several begin at one place; none inside another."""
        if not self._by_first:
            return
        at = 0
        while at < len(ordered):
            name = self._name_at(ordered, at)
            if name is None:
                at += 1
                continue
            terms, number = name
            yield Found(at, terms, number, self.groups[number].kind, self.groups[number].names)
            at += len(terms)

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one by the table."""
        return self.canonical(name_key(one)) == self.canonical(name_key(other))

    def canonical(self, key: Key) -> Key:
        """The key of a name with each alias in it replaced by its group's first name."""
        if not self.groups:
            return key
        if (whole := self._whole.get(key)) is not None:
            return whole
        replaced: list[str] = []
        at = 0
        while at < len(key):
            names = self._inside.get(key[at], ())
            old, new = next(((o, n) for o, n in names if key[at : at + len(o)] == o), (key[at : at + 1],) * 2)
            replaced += new
            at += len(old)
        return tuple(replaced)

    def joint(self, one: Key, other: Key) -> tuple[str, str, Kind] | None:
        """The two names of one group that stand in two values, and their group's kind."""
        for group in self.groups:
            ours = [name for name in group.names if _holds(one, name, group.kind)]
            theirs = [name for name in group.names if _holds(other, name, group.kind)]
            if ours and theirs and ours[0] != theirs[0]:
                return ours[0], theirs[0], group.kind
        return None

    def _add(self, number: int, group: AliasGroup) -> None:
        first = name_key(group.names[0])
        for name in group.names:
            for terms in dict.fromkeys((matched_by(name), matched_by(_without_hyphens(name)))):
                self._by_first.setdefault(terms[0], []).append((terms, number))
            key = name_key(name)
            self._whole[key] = first
            if group.kind == "spellings" and key and key != first:
                self._inside.setdefault(key[0], []).append((key, first))

    def _name_at(self, ordered: Sequence[str], at: int) -> tuple[Terms, int] | None:
        names = self._by_first.get(ordered[at], ())
        return next((name for name in names if tuple(ordered[at : at + len(name[0])]) == name[0]), None)


NO_ALIASES = AliasTable()


def activated(
    table: AliasTable,
    text: str,
    tokens: Sequence[Token],
    plain: Mapping[str, Sequence[tuple[str, float]]],
    frequency: Callable[[str], int],
) -> tuple[ActiveAlias, ...]:
    """The names of a question that have other names in the articles; ``plain``: what its terms are found by without."""
    if not table:
        return ()
    ordered = [(term, token) for token in tokens for term in token.terms]
    active = []
    for name in table.found([term for term, _ in ordered]):
        own = [token for _, token in ordered[name.at : name.at + len(name.terms)]]
        others = tuple(
            (other, terms)
            for other in name.names
            if (terms := matched_by(other)) != name.terms and all(map(frequency, terms))
        )
        if others:
            typed = text[own[0].start : own[-1].end]
            known = tuple(_known(term, plain[term], frequency) for term in name.terms)
            active.append(ActiveAlias(typed, own[0].start, name.kind, name.terms, known, others, f"≡{name.number}"))
    return tuple(active)


def known_names(active: Iterable[ActiveAlias], frequency: Callable[[str], int]) -> Iterator[tuple[int, int, str]]:
    """Where a name stands in the question that no article knows, start and end, and its most frequent other one."""
    for alias in active:
        if alias.is_unknown:
            name, _ = max(alias.others, key=lambda other: min(map(frequency, other[1])))
            yield alias.start, alias.start + len(alias.typed), name


def weighted(active: Iterable[ActiveAlias]) -> Iterator[tuple[str, str, float]]:
    """What the terms of the question are found by because of the table: term, other term, weight.

    A name of several words is found by its marker, so that one of its words alone is not taken for it.
    """
    for alias in active:
        for _, terms in alias.others:
            for term in alias.terms:
                yield (term, terms[0], ALIAS_WEIGHT) if len(terms) == 1 else (term, alias.marker, 0.0)


def parts(active: Iterable[ActiveAlias]) -> Iterator[str]:
    """The words of other names of several words: searched for, each of them counts for little."""
    for alias in active:
        for _, terms in alias.others:
            if len(terms) > 1:
                yield from terms


def matched(active: Sequence[ActiveAlias], sentences: Sequence[Sequence[str]]) -> tuple[AliasUse, ...]:
    """Which aliases made sentences match the question, by the places of these sentences."""
    uses: dict[tuple[str, str, Kind], list[int]] = {}
    for alias in active:
        for place, ordered in enumerate(sentences):
            if other := alias.other_in(ordered):
                uses.setdefault((alias.typed, other, alias.kind), []).append(place)
    return tuple(
        AliasUse(name=name, other=other, kind=kind, citations=tuple(places))
        for (name, other, kind), places in uses.items()
    )


def _at(ordered: Sequence[str], terms: Terms) -> int | None:
    """Where terms stand side by side."""
    first, length = terms[0], len(terms)
    return next((at for at, t in enumerate(ordered) if t == first and tuple(ordered[at : at + length]) == terms), None)


def _holds(key: Key, name: str, kind: Kind) -> bool:
    """Whether a name stands in the key of another, or is all of it."""
    own = name_key(name)
    if kind == "equivalents":
        return key == own
    return any(key[at : at + len(own)] == own for at in range(len(key) - len(own) + 1))


def _known(term: str, plain: Iterable[tuple[str, float]], frequency: Callable[[str], int]) -> frozenset[str]:
    """What a term is found by without the table: nothing, where the articles do not know it."""
    return frozenset(other for other, _ in plain) if frequency(term) else frozenset()


def _without_hyphens(name: str) -> str:
    return name.replace("-", " ")
