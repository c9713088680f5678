"""Pick answer spans from the start and end logits of one sentence's tokens, and merge those of two readings.

Pure. Spans keep to words: the model's tokens are pieces of words, and a person wants "Panjgur" and "1,000", not "Panj"
and "1". Refuses to judge whether the sentence answers at all.
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.reader.models import SpanCandidate

#: Tokens in a span; a longer answer is better quoted as a sentence.
LONGEST = 30
CANDIDATES = 5
#: So many beginnings and ends of a sentence, the likeliest, are tried in every combination.
EDGES = 12
_NEVER = np.float32(-1e9)

Logits = NDArray[np.float32]


def best_spans(
    text: str, offsets: Sequence[tuple[int, int]], starts: Logits, ends: Logits
) -> tuple[SpanCandidate, ...]:
    """Return the best spans of ``text``, best first; of equals, the one that begins and ends earlier.

    ``offsets[i]`` is where token ``i`` stands; ``starts`` and ``ends`` are its logits.
    """
    count = min(len(offsets), len(starts))
    found = _spans(
        text, offsets, _begins(text, offsets, starts[:count]), _ends(text, offsets, ends[:count]), starts, ends
    )
    if len(found) < CANDIDATES and count > EDGES:  # the likeliest ends may all stand before the likeliest beginnings
        every = range(count)
        begins = [token for token in every if not splits_word(text, offsets[token][0])]
        finishes = [token for token in every if not splits_word(text, offsets[token][1])]
        found = _spans(text, offsets, begins, finishes, starts, ends)
    return found


def merged(first: Sequence[SpanCandidate], second: Sequence[SpanCandidate]) -> tuple[SpanCandidate, ...]:
    """The spans of two readings of one sentence in the order of their mean scores, best first.

    The best has the first reading's best score, so that it still compares with other sentences'. Where only one reading
    proposes a span, the other's least score stands in for the lower one that it gave.

    >>> once = [SpanCandidate(0, 4, 6.0), SpanCandidate(0, 9, 5.0)]
    >>> merged(once, [SpanCandidate(0, 9, 8.0), SpanCandidate(5, 9, 2.0)])[0]
    SpanCandidate(start=0, end=9, score=6.0)
    """
    if not first or not second:
        return tuple(first or second)
    readings = [{(span.start, span.end): span.score for span in spans} for spans in (first, second)]
    least = [min(scores.values()) for scores in readings]
    places = sorted(readings[0].keys() | readings[1].keys())
    mean = {
        place: sum(scores.get(place, low) for scores, low in zip(readings, least, strict=True)) / 2 for place in places
    }
    best = sorted(places, key=lambda place: -mean[place])[:CANDIDATES]
    shift = max(readings[0].values()) - mean[best[0]]
    return tuple(SpanCandidate(*place, mean[place] + shift) for place in best)


def _begins(text: str, offsets: Sequence[tuple[int, int]], starts: Logits) -> list[int]:
    """The likeliest tokens that a word begins with, in reading order."""
    likeliest = (
        token for token in np.argsort(-starts, kind="stable").tolist() if not splits_word(text, offsets[token][0])
    )
    return sorted(islice(likeliest, EDGES))


def _ends(text: str, offsets: Sequence[tuple[int, int]], ends: Logits) -> list[int]:
    """The likeliest tokens that a word ends with, in reading order."""
    likeliest = (
        token for token in np.argsort(-ends, kind="stable").tolist() if not splits_word(text, offsets[token][1])
    )
    return sorted(islice(likeliest, EDGES))


def _spans(
    text: str,
    offsets: Sequence[tuple[int, int]],
    begins: Sequence[int],
    finishes: Sequence[int],
    starts: Logits,
    ends: Logits,
) -> tuple[SpanCandidate, ...]:
    if not begins or not finishes:
        return ()
    rows, columns = np.asarray(begins), np.asarray(finishes)
    distance = columns[None, :] - rows[:, None]
    scores = starts[rows][:, None] + ends[columns][None, :]
    scores = np.where((distance >= 0) & (distance < LONGEST), scores, _NEVER).ravel()
    found: list[SpanCandidate] = []
    for place in np.argsort(-scores, kind="stable")[: 4 * CANDIDATES].tolist():
        if scores[place] <= _NEVER or len(found) == CANDIDATES:
            break
        row, column = divmod(place, len(finishes))
        start, end = offsets[begins[row]][0], offsets[finishes[column]][1]
        if 0 <= start < end <= len(text) and any(c.isalnum() for c in text[start:end]):
            found.append(SpanCandidate(start, end, float(scores[place])))
    return tuple(found)


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
