"""Pick answer spans from the start and end logits of one sentence's tokens.

Pure. Spans keep to words: the model's tokens are pieces of words, and a person wants "Panjgur" and "1,000", not "Panj"
and "1". Refuses to judge whether the sentence answers at all.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.reader.models import SpanCandidate

#: Tokens in a span; a longer answer is better quoted as a sentence.
LONGEST = 30
CANDIDATES = 5
_NEVER = np.float32(-1e9)


def best_spans(
    text: str, offsets: Sequence[tuple[int, int]], starts: NDArray[np.float32], ends: NDArray[np.float32]
) -> tuple[SpanCandidate, ...]:
    """Return the best spans of ``text``, best first; of equals, the one that begins and ends earlier.

    ``offsets[i]`` is where token ``i`` stands; ``starts`` and ``ends`` are its logits.
    """
    count = min(len(offsets), len(starts))
    if count == 0:
        return ()
    begins, finishes = _word_edges(text, offsets[:count])
    if not begins or not finishes:
        return ()
    rows, columns = np.asarray(begins), np.asarray(finishes)
    distance = columns[None, :] - rows[:, None]
    scores = starts[rows][:, None] + ends[columns][None, :]
    scores = np.where((distance >= 0) & (distance < LONGEST), scores, _NEVER).ravel()
    found: list[SpanCandidate] = []
    for place in _best(scores, 4 * CANDIDATES):
        if scores[place] <= _NEVER or len(found) == CANDIDATES:
            break
        row, column = divmod(int(place), len(columns))
        start, end = offsets[begins[row]][0], offsets[finishes[column]][1]
        if 0 <= start < end <= len(text) and any(c.isalnum() for c in text[start:end]):
            found.append(SpanCandidate(start, end, float(scores[place])))
    return tuple(found)


def _best(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Places of the best scores, best first; of equals, the earlier."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    edge = np.partition(scores, len(scores) - count)[len(scores) - count]
    places = np.flatnonzero(scores >= edge)
    return places[np.argsort(-scores[places], kind="stable")]


def _word_edges(text: str, offsets: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The tokens that a word begins with, and those that one ends with; beside a space there is nothing to look for."""
    spaced = f" {text} "
    begins = [n for n, (at, _) in enumerate(offsets) if spaced[at] == " " or not splits_word(text, at)]
    ends = [n for n, (_, at) in enumerate(offsets) if spaced[at + 1] == " " or not splits_word(text, at)]
    return begins, ends


def splits_word(text: str, at: int) -> bool:
    """Tell whether a cut at ``at`` goes through a word or a number.

    >>> [splits_word("1,000 men", at) for at in (0, 1, 2, 5, 7)]
    [False, True, True, False, True]
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if before.isdigit() and after in ".,":
        return at + 1 < len(text) and text[at + 1].isdigit()
    return before in ".," and after.isdigit() and at >= 2 and text[at - 2].isdigit()
