"""Count independent sources: one publisher, one news agency, or one sentence copied about, counts once.

Two articles that print the same wire story are one voice. An article whose publisher nobody states counts by itself,
unless its sentence names an agency or is nearly the same as another. Refuses to judge who is reliable.

>>> agencies("Ten people died, police told AFP."), agencies("The AFP is the Australian Federal Police.")
(frozenset({'Agence France-Presse'}), frozenset())
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import combinations
from urllib.parse import urlsplit

from bot.answering.word_lists import lines as lines_of
from bot.answering.word_lists import listed
from bot.models import Citation
from index.terms import fold, terms

#: Two sentences are one, copied about, from this share of common terms on (Dice 1945), when no figure differs.
NEAR_IDENTICAL = 0.8
#: Shorter sentences are alike by chance.
SHORTEST_COPY = 5

_LONGEST_ACRONYM = 4
_NOT_A_NAME = listed("www m en news com org net co gov edu int info")
_WORD = re.compile(r"[^\W_]+")


def independent_sources(citations: Sequence[Citation]) -> int:
    """How many independent sources stand behind the citations."""
    return len(grouped(citations))


def grouped(citations: Sequence[Citation]) -> list[list[int]]:
    """The citations by source, as indices in order; what shares anything with a member belongs to the group."""
    groups: list[list[int]] = [[number] for number in range(len(citations))]
    of = list(range(len(citations)))
    for one, other in combinations(range(len(citations)), 2):
        if of[one] != of[other] and _are_one(citations[one], citations[other]):
            kept, dropped = sorted((of[one], of[other]))
            groups[kept] += groups[dropped]
            for number in groups[dropped]:
                of[number] = kept
            groups[dropped] = []
    return [sorted(group) for group in groups if group]


def share_origin(one: Citation, other: Citation) -> bool:
    """Whether two citations come from one article, publisher or agency, whatever their sentences say."""
    if origins(one) & origins(other):
        return True
    return _names(one.publisher, other.quote) or _names(other.publisher, one.quote)


def origins(citation: Citation) -> frozenset[str]:
    """The article, the publisher and the agencies that a citation comes from, as comparable keys."""
    speaker = citation.attribution.speaker if citation.attribution else ""
    return _origins(citation.source, citation.publisher or "", citation.url or "", speaker, citation.quote)


@lru_cache(maxsize=1024)
def _origins(source: str, publisher: str, url: str, speaker: str, quote: str) -> frozenset[str]:
    found = {f"article {source}"}
    if house := _publisher(publisher, url):
        found.add(f"publisher {house}")
    credited = agencies(quote) | _exactly(publisher) | _exactly(speaker)
    return frozenset(found | {f"agency {name}" for name in credited})


@lru_cache(maxsize=1024)
def agencies(text: str) -> frozenset[str]:
    """The news agencies that a text credits, by the first of their names."""
    openings = _openings()
    near = sorted({number for word in _WORD.findall(text) for number in openings.get(word, ())})
    return frozenset(
        _agencies()[int((m.lastgroup or "a0")[1:])][0] for m in _naming(tuple(near)).finditer(text) if near
    )


def near_identical(one: str, other: str) -> bool:
    """Whether two sentences are one but for a few words; sentences with different figures never are.

    >>> near_identical("Ten rebels were killed near the port of Kano.", "Near Kano port, ten rebels were killed.")
    True
    """
    first, second = _terms(one), _terms(other)
    if first == second:
        return True
    if min(len(first), len(second)) < SHORTEST_COPY or _digits(first) != _digits(second):
        return False
    return 2 * len(first & second) >= NEAR_IDENTICAL * (len(first) + len(second))


def _are_one(one: Citation, other: Citation) -> bool:
    return share_origin(one, other) or near_identical(one.quote, other.quote)


@lru_cache(maxsize=1024)
def _terms(sentence: str) -> frozenset[str]:
    return frozenset(terms(sentence))


def _digits(found: frozenset[str]) -> set[str]:
    return {term for term in found if term[0].isdigit()}


def _publisher(publisher: str, url: str) -> str:
    """ "The Daily News" and dailynews.example are one publisher."""
    if publisher:
        return "".join(word for word in _WORD.findall(fold(publisher)) if word not in ("the", "com", "www"))
    host = _host(url) if url else ""
    labels = [label for label in host.split(".")[:-1] if label not in _NOT_A_NAME]
    return labels[-1] if labels else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _names(publisher: str | None, quote: str) -> bool:
    """Whether a sentence credits another article's publisher: "The Daily News reported"."""
    bare = (publisher or "").removeprefix("The ")
    return (" " in bare or len(bare) > 7) and bare in quote


def _exactly(name: str) -> frozenset[str]:
    canonical = _canonical().get(name.removeprefix("the ").removeprefix("The "))
    return frozenset({canonical}) if canonical else frozenset()


@cache
def _agencies() -> tuple[tuple[str, ...], ...]:
    """The names of each agency, the one that it is called by first."""
    return tuple(tuple(name.strip() for name in line.split("|")) for line in lines_of("agencies.txt"))


@cache
def _canonical() -> dict[str, str]:
    return {name: names[0] for names in _agencies() for name in names}


@cache
def _openings() -> dict[str, set[int]]:
    """The first word of a name → the agencies of which it may be one, by their numbers."""
    found: dict[str, set[int]] = {}
    for number, names in enumerate(_agencies()):
        for name in names:
            found.setdefault(_WORD.findall(name)[0], set()).add(number)
    return found


@lru_cache(maxsize=256)
def _naming(numbers: tuple[int, ...]) -> re.Pattern[str]:
    """One group for each of these agencies; all of them in one pattern would take longer to compile than an answer."""
    return re.compile("|".join(f"(?P<a{number}>{'|'.join(map(_pattern, _agencies()[number]))})" for number in numbers))


def _pattern(name: str) -> str:
    exact = re.escape(name)
    if len(name) > _LONGEST_ACRONYM or not name.isupper():
        return rf"(?<!\w){exact}(?!\w)"
    credits = (
        rf"(?:(?:told|to|by|from|via) |[(—–-]\s?|Source: ){exact}(?!\w)|(?<!\w){exact} (?:said|says|report|quoted)"
    )
    return rf"(?:{credits})"
