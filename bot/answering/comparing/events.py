"""Judge whether two sentences give their values for the same thing in the same event.

Only then can different values contradict each other: "10 killed in the strikes" and "11 killed on both sides" do not,
nor does what one state did on Tuesday exclude what the other did on Thursday. Reads the words around a value, without
the words of whoever reports it. Prefers to say no: a false contradiction is worse than a missed one.

>>> assertion("The governor said on Friday that ten people died, AFP reported.", 33)
(33, 48)
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.answering.mentions.dates import DateKey, same_date
from bot.answering.mentions.proper_names import name_key, same_token, shares_token
from bot.answering.mentions.scanning import Mention, mentions
from bot.answering.word_lists import lines as lines_of
from index.terms import Token, terms, tokenize

#: Two sentences speak of one event when they share this many content terms, and this share of the shorter's.
SHARED_TERMS = 2
SHARED_SHARE = 0.5
#: An outcome ("killed", "injured") belongs to a value when it stands within this many content words of it.
OUTCOME_REACH = 5

_SPEECH = (
    r"(?:said|says|saying|told|tells|reported|reports|announced|announces|claimed|claims|stated|states|confirmed|confirms|"
    r"added|adds|estimated|estimates|insisted|declared|acknowledged)"
)
_SPEECH_BEFORE = re.compile(
    rf"\b{_SPEECH}\b(?:\s(?:on|late|early|in|to)(?:\s\w+){{1,4}}?(?=\sthat\b|,))?(?:\sthat\b)?[,:]?\s*[\"“‘']?",
    re.IGNORECASE,
)
_SPEECH_AFTER = re.compile(
    rf",\s?[^,;]{{0,120}}?\b{_SPEECH}\b|[,\s]\s?(?:according to|as reported by|as per|citing)\b", re.IGNORECASE
)
_ATTRIBUTED = re.compile(r"\A\W*(?:according to|as per|citing)\s[^,]{1,160},\s?", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:totals?|totall?ing|collective(?:ly)?|combined|overall|altogether|both|cumulative|in all|brought|brings|"
    r"bringing|raised|raising)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:including|among (?:them|the dead|those)|of (?:them|whom|which)|another|others?|further|additional|more|each|"
    r"every|alone)\b(?! than)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut\w+|not|never|no)\b|n['’]t\b", re.I
)


_CLAUSE_BOUNDARY = re.compile(
    r"[,;:–—]\s|\s(?:after|before|when|while|although|because|but|that|which|who|where|whose|until|since|as)\s", re.I
)


class Scene(NamedTuple):
    """What a sentence says around its value."""

    terms: frozenset[str]
    names: tuple[tuple[str, ...], ...]
    dates: tuple[DateKey, ...]
    outcome: frozenset[int]
    extent: str
    denied: bool


def scene(quote: str, span: tuple[int, int]) -> Scene:
    """Read what stands around the value at ``quote[start:end]``."""
    start, end = assertion(quote, *span)
    inside = [m for m in mentions(quote) if start <= m.start and m.end <= end and not _overlap(m, span)]
    tokens = [t for t in tokenize(quote) if start <= t.start and t.end <= end and t.terms]
    near = quote[max(start, span[0] - 60) : min(end, span[1] + 30)]
    return Scene(
        terms=_terms_outside(tokens, [span, *((m.start, m.end) for m in inside if m.kind in ("date", "quantity"))]),
        names=tuple(dict.fromkeys(name_key(quote[m.start : m.end]) for m in inside if m.kind == "name")),
        dates=tuple(m.key for m in inside if isinstance(m.key, DateKey)),
        outcome=outcome(quote, span, tokens, [m for m in inside if m.kind == "quantity"]),
        extent="whole" if _WHOLE.search(near) else "part" if _PART.search(near) else "",
        denied=_DENIED.search(quote, max(0, span[0] - 60), span[0]) is not None,
    )


def _terms_outside(tokens: Sequence[Token], spans: Iterable[tuple[int, int]]) -> frozenset[str]:
    """The terms of the words that lie in none of the spans."""
    ordered = sorted(spans)
    found: set[str] = set()
    at = 0
    for token in tokens:
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        if at == len(ordered) or token.end <= ordered[at][0]:
            found.update(token.terms)
    return frozenset(found)


def same_event(one: Scene, other: Scene, question: str) -> bool:
    """Whether two scenes are clearly of the same event and the same thing in it."""
    if one.extent != other.extent or one.denied != other.denied:
        return False
    if one.outcome and other.outcome and not one.outcome & other.outcome:
        return False
    if any(same_date(a, b) is False for a in one.dates for b in other.dates):
        return False
    return _names_agree(one.names, other.names) and _terms_agree(one, other, question)


def assertion(quote: str, start: int, end: int | None = None) -> tuple[int, int]:
    """The part of a sentence that asserts the value at ``start``, without who reports it."""
    end = start if end is None else end
    attributed = _ATTRIBUTED.match(quote)
    first = attributed.end() if attributed and attributed.end() <= start else 0
    for match in _SPEECH_BEFORE.finditer(quote, first, start):
        first = match.end()
    after = _SPEECH_AFTER.search(quote, end)
    return first, len(quote) if after is None else after.start()


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around ``text[start:end]``: between the nearest conjunctions, relative pronouns and marks.

    >>> sentence = "Talks began after Chad attacked Libya on Monday, causing alarm."
    >>> sentence[slice(*clause(sentence, 41, 47))]
    'Chad attacked Libya on Monday'
    """
    first = max((m.end() for m in _CLAUSE_BOUNDARY.finditer(text, 0, start) if m.end() > 1), default=0)
    after = _CLAUSE_BOUNDARY.search(text, end)
    if after is not None and not text[first:start].strip(" ,“\"‘'").lower().removeprefix("on").strip():
        after = _CLAUSE_BOUNDARY.search(text, after.end())
    return first, len(text) if after is None else after.start()


def outcome(
    quote: str, span: tuple[int, int], tokens: Sequence[Token] | None = None, others: Iterable[Mention] | None = None
) -> frozenset[int]:
    """The kinds of outcome (killed, injured, missing …) that the nearest fitting word gives the value at ``span``."""
    tokens = [t for t in tokenize(quote) if t.terms] if tokens is None else tokens
    others = (
        [m for m in mentions(quote) if m.kind == "quantity" and not _overlap(m, span)] if others is None else others
    )
    walls = [(m.start, m.end) for m in others]
    own = _kinds_within(token for token in tokens if span[0] <= token.start < span[1])
    if own:
        return own
    after = [token for token in tokens if token.start >= span[1]][:OUTCOME_REACH]
    before = [token for token in reversed(tokens) if token.end <= span[0]][:OUTCOME_REACH]
    found = [
        hit for hit in (_first_kind(after, quote, span[1], walls), _first_kind(before, quote, span[0], walls)) if hit
    ]
    return min(found, key=lambda hit: hit[0])[1] if found else frozenset()


def _first_kind(
    tokens: Sequence[Token], quote: str, at: int, walls: Sequence[tuple[int, int]]
) -> tuple[int, frozenset[int]] | None:
    """How many words away the nearest outcome stands, and what it is; nothing beyond a semicolon or another figure."""
    for distance, token in enumerate(tokens):
        low, high = sorted((at, token.start))
        if any(low <= a and b <= high for a, b in walls) or ";" in quote[low:high]:
            return None
        if kinds := _kinds_within([token]):
            return distance + 2 * quote[low:high].count(",") + (" and " in quote[low : high + 1]), kinds
    return None


def _kinds_within(tokens: Iterable[Token]) -> frozenset[int]:
    kinds = _outcomes()
    return frozenset(kind for token in tokens for term in token.terms for kind in kinds.get(term, ()))


def _names_agree(one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> bool:
    """No name of its own on both sides, and the common ones in the same order: who did it to whom."""
    if not one or not other:
        return True
    own = [name for name in one if not any(shares_token(name, each) for each in other)]
    others_own = [name for name in other if not any(shares_token(name, each) for each in one)]
    if (own and others_own) or len(own) == len(one):
        return False
    return _order(one, other) == sorted(_order(one, other))


def _order(one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> list[int]:
    places = [next((at for at, each in enumerate(other) if shares_token(name, each)), -1) for name in one]
    return [place for place in places if place >= 0]


def _terms_agree(one: Scene, other: Scene, question: str) -> bool:
    asked = frozenset(terms(question))
    common = one.terms & other.terms
    alike = sum(any(same_token(a, b) for b in other.terms - common) for a in one.terms - common if a.isalpha())
    shared = len(common) + alike + bool(one.outcome & other.outcome)
    shorter = min(len(one.terms), len(other.terms)) or 1
    return shared >= SHARED_TERMS and (shared >= SHARED_SHARE * shorter or len(common - asked) >= 2 * SHARED_TERMS)


def _overlap(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.start < span[1] and span[0] < mention.end


@lru_cache(maxsize=1)
def _outcomes() -> dict[str, tuple[int, ...]]:
    kinds: dict[str, tuple[int, ...]] = {}
    for kind, line in enumerate(lines_of("outcomes.txt")):
        for term in terms(line):
            kinds[term] = (*kinds.get(term, ()), kind)
    return kinds
