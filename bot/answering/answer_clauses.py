"""Find the clause of a sentence that a short answer stands in, for questions that ask what was said or done.

"What did he say?" and "is the border open?" are answered by a clause, not by a noun. A clause is bounded by punctuation
outside of numbers and by a few joining words. Pure; refuses to parse grammar.

>>> text = "He said that the border, which is long, would not be closed before Friday."
>>> text[slice(*around(text, 48, 54))]
'would not be closed before Friday'
"""

import re

#: A longer clause is cut back to this many words, on both sides of the answer.
MOST_WORDS = 25
#: A shorter one says too little and takes in the clause before it.
FEWEST_WORDS = 2

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
