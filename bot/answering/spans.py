"""Choose the short answer inside a sentence: what a person would say, and always a slice of the quote.

The reader proposes spans; one of the kind that was asked for is preferred when it is nearly as good. What is chosen is
then tidied: no stray quotation mark, comma or "that" at its ends, a number with its unit, a day with its part of the
day. Nothing where the sentence as a whole is the answer.

>>> tidy("He said “no talks” were planned.", 8, 17)
(9, 17)
"""

import re
from collections.abc import Sequence

from bot.answering.answer_clauses import around, clauses
from bot.answering.mentions.quantities import Quantity
from bot.answering.mentions.scanning import Mention, mentions
from bot.models import AnswerType
from bot.reader import SpanCandidate
from index.terms import terms as find_terms

#: A span that is of the kind asked for may stay this far (in logits) behind one that is not.
TYPED_BONUS = 1.5
#: The same for a number of just what is to be counted.
COUNTED_BONUS = 3.0
#: A longer span is no short answer.
MOST_WORDS = 25

_KINDS: dict[AnswerType, str] = {AnswerType.DATE: "date", AnswerType.QUANTITY: "quantity"}
_LEADING = re.compile(r"(?:[\s,;:.!?)\]–—-]|[”’\"'](?=\s)|\b(?:that|and|or|but)\s)+")
_TRAILING = re.compile(r"(?:[\s,;:.!?(\[–—-]|(?<=\s)[“‘\"']|\s(?:and|or|but|that|which|who))+\Z")
_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", "«": "»"}


def choose(
    sentence: str,
    kind: AnswerType,
    proposed: Sequence[SpanCandidate],
    *,
    clause: bool = False,
    counted: frozenset[str] = frozenset(),
) -> tuple[int, int] | None:
    """The short answer's offsets in the sentence, or nothing where no proposed span is one.

    ``clause`` widens the best span to the clause it stands in; ``counted`` are the terms of what is to be counted.
    """
    found = mentions(sentence)
    best: tuple[float, int, int] | None = None
    for span in proposed:
        start, end = tidy(sentence, span.start, span.end)
        if start >= end or len(sentence[start:end].split()) > MOST_WORDS:
            continue
        score = span.score + max(
            (_bonus(kind, m, counted) for m in found if m.start < end and start < m.end), default=0.0
        )
        if best is None or score > best[0]:
            best = (score, start, end)
    if best is None:
        return None
    if clause:
        return _whole(*tidy(sentence, *around(sentence, best[1], best[2])))
    return _completed(sentence, kind, found, best[1], best[2])


def by_kind(sentence: str, question: str, kind: AnswerType) -> tuple[int, int] | None:
    """Without a reader: the first mention of the kind asked for that the question does not hold already."""
    wanted = {"date", "quantity"} & {_KINDS.get(kind, "")} or {"name", "quoted"}
    asked = question.casefold()
    fitting = (m for m in mentions(sentence) if m.kind in wanted and sentence[m.start : m.end].casefold() not in asked)
    first = next(fitting, None)
    return None if first is None else _whole(*tidy(sentence, first.start, first.end))


def covering(sentence: str, terms: frozenset[str]) -> tuple[int, int] | None:
    """The clause that holds most of the given terms, for a question that is answered by yes or no."""
    pieces = clauses(sentence)
    if not pieces:
        return None
    # of equals the last: what is said of something stands behind it
    start, end = max(reversed(pieces), key=lambda piece: len(terms.intersection(find_terms(sentence[slice(*piece)]))))
    return _whole(*tidy(sentence, *around(sentence, start, end)))


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span past loose punctuation and half pairs of quotation marks or brackets at its ends."""
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    trailing = _TRAILING.search(text[start:end])
    end = start + trailing.start() if trailing else end
    for opening, closing in _PAIRS.items():
        inside = text[start:end]
        if inside.startswith(opening) and closing not in inside[1:]:
            start += 1
        elif inside.endswith(closing) and opening not in inside and not inside.endswith("s’"):
            end -= 1
        elif inside.startswith(opening) and inside.endswith(closing) and inside.count(opening) == 1:
            start, end = start + 1, end - 1
    inside = text[start:end]
    if inside.count('"') == 1 and (inside.startswith('"') or inside.endswith('"')):
        start, end = (start + 1, end) if inside.startswith('"') else (start, end - 1)
    return start, end


def _whole(start: int, end: int) -> tuple[int, int] | None:
    """The span, unless nothing of it was left: a clause may be a closing quotation mark alone."""
    return (start, end) if start < end else None


def _bonus(kind: AnswerType, mention: Mention, counted: frozenset[str]) -> float:
    if mention.kind != _KINDS.get(kind):
        return 0.0
    is_counted = isinstance(mention.key, Quantity) and mention.key.unit in counted
    return TYPED_BONUS + (COUNTED_BONUS if is_counted else 0.0)


def _completed(sentence: str, kind: AnswerType, found: Sequence[Mention], start: int, end: int) -> tuple[int, int]:
    """Widen a bare number or day to the mention it is part of: "two" → "two children"."""
    wanted = _KINDS.get(kind)
    for mention in found:
        if mention.kind == wanted and mention.start <= start and end <= mention.end:
            return tidy(sentence, mention.start, mention.end)
    return start, end
