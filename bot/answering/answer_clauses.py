"""Find the clause of a sentence that a short answer stands in, for questions that ask what was said or done.

"What did he say?" and "is the border open?" are answered by a clause, not by a noun. A clause is bounded by punctuation
outside of numbers and by a few joining words. Pure; refuses to parse grammar.

>>> text = "He said that the border, which is long, would not be closed before Friday."
>>> text[slice(*around(text, 48, 54))]
'would not be closed before Friday'
"""

import re
from collections.abc import Sequence

from bot.answering.attribution.clauses import is_finite, take_apart
from bot.answering.attribution.reporting_verbs import reporting_words
from bot.answering.comparing.negation import has_negation
from index.terms import terms as find_terms

#: A longer clause is cut back to this many words, on both sides of the answer.
MOST_WORDS = 25
#: A shorter one says too little and takes in the clause before it.
FEWEST_WORDS = 2

#: What a clause does not end with where what was announced is the next one: "… recalled its envoy and announced that".
_ANNOUNCED = re.compile(r",?\s+(?:and|but)\s+(?:also\s+)?(?P<verb>[a-z]+)\s*\Z")
#: What a clause opens with that lost its subject to what was put in between: "The border, which is long, would not …".
_OPENING_VERB = re.compile(
    r"\s*(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should)\b", re.IGNORECASE
)
_BOUNDARY = re.compile(
    r"[,;:][”\"’]?(?=\s)(?!\s\d)|\s[—–-]\s|[.!?](?=\W*\Z)|\s(?:that|but|while|although|though|whereas)\s", re.IGNORECASE
)


def around(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to its clause, or to the clauses that it touches."""
    edges = [0, *(m.end() for m in _BOUNDARY.finditer(sentence) if m.end() <= start)]
    ends = [m.start() for m in _BOUNDARY.finditer(sentence) if m.start() >= end] or [len(sentence)]
    left, right = edges[-1], ends[0]
    if len(sentence[left:right].split()) < FEWEST_WORDS and len(ends) > 1:
        right = ends[1]
    return _cut(sentence, left, right, start, end)


def clauses(sentence: str) -> list[tuple[int, int]]:
    """All clauses of a sentence in order, without what bounds them."""
    cuts = [(0, 0), *((m.start(), m.end()) for m in _BOUNDARY.finditer(sentence)), (len(sentence), len(sentence))]
    pieces = [(cuts[i][1], cuts[i + 1][0]) for i in range(len(cuts) - 1)]
    return [(a, b) for a, b in pieces if sentence[a:b].strip()]


def holding_most(sentence: str, terms: frozenset[str]) -> tuple[int, int] | None:
    """The clause that holds most of the given terms, with what it cannot be understood without.

    That is its subject or predicate where something was put in between, and who denies it: "she denied that …".
    """
    pieces = clauses(sentence)
    if not pieces:
        return None
    # of equals the last: what is said of something stands behind it
    best = max(reversed(pieces), key=lambda piece: len(terms.intersection(find_terms(sentence[slice(*piece)]))))
    start, end = around(sentence, *best)
    at = pieces.index(best)
    subject, predicate = _subject_of(sentence, pieces, at), _predicate_of(sentence, pieces, at)
    if subject is not None and len(sentence[subject:end].split()) <= MOST_WORDS:
        start = subject
    if predicate is not None and len(sentence[start:predicate].split()) <= MOST_WORDS:
        end = predicate
    if (denied := _denied_from(sentence, pieces, at)) is not None:
        start = denied
        if len(sentence[start:end].split()) > MOST_WORDS:
            return None
    announced = _ANNOUNCED.search(sentence[start:end]) if sentence[end:].lstrip().startswith("that ") else None
    if announced and announced["verb"] in reporting_words():
        end = start + announced.start()
    return start, end


def _subject_of(sentence: str, pieces: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the subject of a clause begins that opens with its verb: before what was put in between, if anything."""
    if at == 0 or not _OPENING_VERB.match(sentence, pieces[at][0]):
        return None
    return pieces[at - 2 if at > 1 and _is_put_in(sentence, pieces[at - 1]) else at - 1][0]


def _predicate_of(sentence: str, pieces: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the predicate ends of a clause that is all subject, behind what was put in between: "The cell, …, was"."""
    if at + 2 >= len(pieces) or not _is_put_in(sentence, pieces[at + 1]):
        return None
    clause, (first, end) = take_apart(sentence[slice(*pieces[at])]), pieces[at + 2]
    if any(is_finite(clause, place) for place in range(len(clause.low))):
        return None
    return end if is_finite(take_apart(sentence[first:end]), 0) else None


def _is_put_in(sentence: str, piece: tuple[int, int]) -> bool:
    """Whether a clause that is not the last stands between two commas."""
    return sentence[piece[0] - 1] == "," and sentence[piece[1]] == ","


def _denied_from(sentence: str, pieces: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the clause begins that denies this one: without "she denied that" it would say the opposite."""
    if at == 0 or sentence[pieces[at - 1][1] : pieces[at][0]].strip().lower() != "that":
        return None
    before = pieces[at - 1]
    return around(sentence, *before)[0] if has_negation(sentence[slice(*before)]) else None


def _cut(sentence: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """Drop whole words from the far ends until few enough are left; the answer itself always stays."""
    words = [(m.start() + left, m.end() + left) for m in re.finditer(r"\S+", sentence[left:right])]
    first, last = 0, len(words) - 1
    while last - first >= MOST_WORDS and (words[first][1] <= start or words[last][0] >= end):
        if words[last][0] >= end:
            last -= 1
        else:
            first += 1
    return (words[first][0], words[last][1]) if words else (start, end)
