"""Find names in the articles that may be one and the same, for a moderator to judge.

Names that are spelt or sound alike, one name written together and apart, different names beside the same one, and names
that an article itself calls the same: "Balochistan Liberation Army (BLA)", "Daesh, also known as Islamic State". Each
comes with a sentence for either name. Pure; refuses to take any two names for one.

>>> [(one, other) for one, other in stated_in("The Red Sea Patrol (RSP), also known as Coast Watch, sailed.")]
[('Red Sea Patrol', 'RSP'), ('Red Sea Patrol', 'Coast Watch')]
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Literal

from rapidfuzz import fuzz

from bot.answering.aliases import AliasTable
from bot.answering.asking.words import is_common_word
from bot.answering.mentions.date_reading import DATE_WORDS
from bot.models import Count
from index.aliases import Kind, matched_by
from index.engine import WeightedTerm
from index.generation import Generation
from index.models import Frozen
from index.names import SHORTEST_NAME, Spellings

Why = Literal["spelt alike", "together or apart", "beside the same name", "stated"]

#: Two names beside the same one may be one from this likeness on (rapidfuzz ratio, 0 to 100).
LIKENESS_BESIDE = 60
#: A name with more different ones beside it is a title or a place that goes with anybody.
MOST_BESIDE = 5

_NAME = r"[A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|the)\s+){0,2}[A-Z][\w’'-]+){0,5}"
_IN_BRACKETS = re.compile(rf"({_NAME})\s\(([A-Z]{{2,7}})\)")
_KNOWN_AS = re.compile(
    rf"({_NAME})(?:\s\([A-Z]{{2,7}}\))?,?\s(?:(?:also|better|formerly|previously|once)\s)?(?:known|referred\sto)\s"
    rf"(?:by\s(?:its|the)\sacronym|as)\s(?:the\s)?[“\"‘']?({_NAME})"
)


class Example(Frozen):
    """A sentence that holds a name."""

    source: str
    line: Count
    quote: str


class Suggestion(Frozen):
    """Two names that may be one: why, in how many sentences each stands, and a sentence for either."""

    one: str
    other: str
    kind: Kind
    why: Why
    one_in: Count
    other_in: Count
    examples: tuple[Example, ...] = ()


def suggestions(generation: Generation, table: AliasTable, *, most: int = 20) -> list[Suggestion]:
    """Pairs that the table does not join yet: what articles state first, then the most frequent."""
    found: dict[frozenset[tuple[str, ...]], Suggestion] = {}
    for one, other, kind, why in _candidates(generation):
        key = frozenset((matched_by(one), matched_by(other)))
        if len(key) == 2 and () not in key and key not in found and not table.same(one, other):
            found[key] = _suggestion(generation, one, other, kind, why)
    ordered = sorted(
        found.values(), key=lambda s: (s.why != "stated", -min(s.one_in, s.other_in), -s.one_in, s.one, s.other)
    )
    return [_with_examples(generation, each) for each in ordered[:most]]


def stated_in(text: str) -> Iterator[tuple[str, str]]:
    """Names that a text itself calls the same."""
    for match in _IN_BRACKETS.finditer(text):
        if (full := _spelt_out(match[1], match[2])) is not None:
            yield full, match[2]
    for match in _KNOWN_AS.finditer(text):
        yield _without_article(match[1]), match[2]


def _candidates(generation: Generation) -> Iterator[tuple[str, str, Kind, Why]]:
    for document in generation.documents:
        if "(" in document.text or "known" in document.text or "referred" in document.text:
            for one, other in stated_in(document.text):
                yield one, other, "equivalents", "stated"
    names = {term: surfaces[0] for term, surfaces in generation.names.items() if _may_vary(term, surfaces[0])}
    for one, other in Spellings(names, names).pairs():
        yield *_written(generation, names, one, other), "spellings", "spelt alike"
    for joined, surface in names.items():
        for apart in _apart(joined, surface, names):
            yield surface, apart, "spellings", "together or apart"
    for one, other in _beside(generation, names):
        yield *_written(generation, names, one, other), "spellings", "beside the same name"


def _may_vary(term: str, surface: str) -> bool:
    """Whether a word is a name that may be spelt in several ways, and no common word or day."""
    return not is_common_word(term) and surface.lower() not in DATE_WORDS


def _written(generation: Generation, names: dict[str, str], one: str, other: str) -> tuple[str, str]:
    """The more frequent first: it becomes the entry's key."""
    first, second = sorted((one, other), key=lambda term: (-generation.engine.document_frequency(term), term))
    return names[first], names[second]


def _apart(joined: str, surface: str, names: dict[str, str]) -> Iterator[str]:
    """ "Anwaar-ul-Haq" → "Anwaarul Haq", where both words are names of the articles."""
    if "-" not in surface:
        return
    parts = {part.casefold() for part in surface.split("-")}
    for cut in range(3, len(joined) - 2):
        one, other = joined[:cut], joined[cut:]
        if one in names and other in names and not {one, other} <= parts:
            yield f"{names[one]} {names[other]}"


def _beside(generation: Generation, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Different names that follow the same name: "Jalil Jilani", "Jalil Gelany"."""
    following: dict[str, set[str]] = defaultdict(set)
    for position in range(len(generation)):
        for one, other in pairwise(generation.terms_of(position)):
            if one in names and other in names and one != other:
                following[one].add(other)
    for first in sorted(following):
        others = sorted(each for each in following[first] if len(each) >= SHORTEST_NAME)
        if len(others) <= MOST_BESIDE:
            for one, other in combinations(others, 2):
                if fuzz.ratio(one, other) >= LIKENESS_BESIDE and not other.startswith(one):
                    yield one, other


def _spelt_out(words: str, acronym: str) -> str | None:
    """The words before a bracket that its letters are the initials of."""
    every = words.split()
    for start in range(len(every)):
        initials = "".join(word[0] for word in every[start:] if word[0].isupper())
        if initials == acronym:
            return " ".join(every[start:])
    return None


def _without_article(name: str) -> str:
    return name.removeprefix("The ")


def _suggestion(generation: Generation, one: str, other: str, kind: Kind, why: Why) -> Suggestion:
    return Suggestion(
        one=one,
        other=other,
        kind=kind,
        why=why,
        one_in=_sentences(generation, one),
        other_in=_sentences(generation, other),
    )


def _sentences(generation: Generation, name: str) -> int:
    """In how many sentences a name may stand: as many as its rarest word."""
    return min(map(generation.engine.document_frequency, matched_by(name)), default=0)


def _with_examples(generation: Generation, found: Suggestion) -> Suggestion:
    examples = []
    for name in (found.one, found.other):
        hits = generation.engine.search([WeightedTerm(term) for term in matched_by(name)], 1).hits
        for hit in hits:
            sentence = generation.sentence(hit.sentence)
            examples.append(Example(source=sentence.source, line=sentence.line, quote=sentence.text))
    return found.model_copy(update={"examples": tuple(dict.fromkeys(examples))})
