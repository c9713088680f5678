"""Choose the short answer inside a sentence: what a person would say, and always a slice of the quote.

The reader proposes spans; of nearly equal ones, that of the kind asked for, whole names, and words that the question
does not hold are preferred. What is chosen is then tidied: no stray quotation mark, comma or "that" at its ends, a
number with its unit where the question does not name it, a day with its part of the day, a place without "in". Nothing
where the sentence as a whole is the answer.

>>> tidy("He said “no talks” were planned.", 8, 17)
(9, 17)
"""

import re
from collections.abc import Sequence

from bot.answering.answer_clauses import MOST_WORDS, around, clauses, holding_most
from bot.answering.mentions.quantities import Quantity, number_end
from bot.answering.mentions.scanning import Mention, mentions
from bot.answering.mentions.units import unit_of_term
from bot.models import AnswerType
from bot.reader import SpanCandidate
from index.terms import terms as find_terms

#: What a span of the kind asked for, and a number of just what is to be counted, is worth in the reader's logits.
TYPED_BONUS = 0.5
COUNTED_BONUS = 1.0
#: What cutting a name in two costs, and what repeating the question costs where all of a span does.
CUT_NAME = 1.0
REPEATED = 0.5
#: What it costs to answer who or where with a date.
MISFIT = 3.0
#: What standing in one clause with the only word of a question is worth.
SAME_CLAUSE = 1.5
#: What somebody said or did, in fewer words than these, takes in the clause around it.
FEWEST_WORDS_OF_A_CLAUSE = 4

_KINDS: dict[AnswerType, str] = {AnswerType.DATE: "date", AnswerType.QUANTITY: "quantity"}
_FITTING = _KINDS | dict.fromkeys((AnswerType.PERSON, AnswerType.PLACE, AnswerType.ORGANISATION), "name")
_LEADING = re.compile(r"(?:[\s,;:.!?)\]–—-]|[”’\"'](?=\s)|\b(?:that|and|or|but)\s)+")
_TRAILING = re.compile(r"(?:[\s,;:.!?(\[–—-]|(?<=\s)[“‘\"']|\s(?:and|or|but|that|which|who))+\Z")
_YEAR = re.compile(r"(?<![\d–/-])\b[12]\d{3}\b(?![–/-]\d)")
#: A place or a date is shown as it is without its preposition; "in two days" and "at sea" are none without theirs.
_PREPOSITIONS = {
    AnswerType.PLACE: re.compile(r"(?:in|on|at)\s+(?=the\s|[A-Z])"),
    AnswerType.DATE: re.compile(r"(?:in|on|at)\s+(?=[A-Z]|[12]\d{3}\b|\d{1,2}\s[A-Z])"),
}
_PAIRS = {"“": "”", "‘": "’", "(": ")", "[": "]", "«": "»"}


def choose(
    sentence: str,
    kind: AnswerType,
    proposed: Sequence[SpanCandidate],
    *,
    clause: bool = False,
    counted: frozenset[str] = frozenset(),
    asked: frozenset[str] = frozenset(),
    beside: frozenset[str] = frozenset(),
) -> tuple[int, int] | None:
    """The short answer's offsets in the sentence, or nothing where no proposed span is one.

    ``clause`` widens a span of few words to the clause it stands in; ``counted`` are the terms of what is to be
    counted, ``asked`` all terms of the question; a span in one clause with a term of ``beside`` is preferred.
    """
    found = mentions(sentence)
    units = frozenset(map(unit_of_term, counted))
    pieces = clauses(sentence) if beside else []
    near = [piece for piece in pieces if beside.intersection(find_terms(sentence[slice(*piece)]))]
    best: tuple[float, int, int] | None = None
    for span in proposed:
        start, end = tidy(sentence, span.start, span.end)
        if start >= end or len(sentence[start:end].split()) > MOST_WORDS:
            continue
        score = span.score + _preference(kind, found, units, start, end) - REPEATED * _share(sentence[start:end], asked)
        score += SAME_CLAUSE * any(first <= start and end <= last for first, last in near)
        if best is None or score > best[0]:
            best = (score, start, end)
    if best is None:
        return None
    _, start, end = best
    if clause and len(sentence[start:end].split()) < FEWEST_WORDS_OF_A_CLAUSE:
        return _shown(sentence, *around(sentence, start, end))
    if clause:
        return _opened(sentence, start, end)
    named = units.union(map(unit_of_term, asked)) if units else units
    start, end = _completed(sentence, kind, found, named, start, end)
    preposition = _PREPOSITIONS[kind].match(sentence, start, end) if kind in _PREPOSITIONS else None
    return _opened(sentence, preposition.end() if preposition else start, end)


def by_kind(sentence: str, question: str, kind: AnswerType) -> tuple[int, int] | None:
    """Without a reader: the first mention of the kind asked for that the question does not hold already."""
    wanted = {"date", "quantity"} & {_KINDS.get(kind, "")} or {"name", "quoted"}
    asked = question.casefold()
    fitting = (m for m in mentions(sentence) if m.kind in wanted and sentence[m.start : m.end].casefold() not in asked)
    first = next(fitting, None)
    return None if first is None else _shown(sentence, first.start, first.end)


def covering(sentence: str, terms: frozenset[str]) -> tuple[int, int] | None:
    """The clause that holds most of the given terms, for a question that is answered by yes or no."""
    found = holding_most(sentence, terms)
    return _shown(sentence, *found) if found else None


def only_year(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The one year in a span, for who asks for nothing else; the span as it is where it has none or several.

    >>> only_year("It ended in July 1945.", 12, 21), only_year("It took from 1939 to 1945.", 8, 25)
    ((17, 21), (8, 25))
    """
    years = list(_YEAR.finditer(sentence, start, end))
    return years[0].span() if len(years) == 1 else (start, end)


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span past loose punctuation and half pairs of quotation marks or brackets at its ends.

    A mark right behind it that closes what was opened inside is taken in.
    """
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
        elif text.startswith(closing, end) and inside.rfind(opening, 1) > inside.rfind(closing):
            end += 1
    inside = text[start:end]
    if inside.count('"') == 1 and (inside.startswith('"') or inside.endswith('"')):
        start, end = (start + 1, end) if inside.startswith('"') else (start, end - 1)
    elif inside.count('"') % 2 and text.startswith('"', end):
        end += 1
    return start, end


def _shown(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The tidy span, unless nothing of it was left: a clause may be a closing quotation mark alone."""
    start, end = _opened(text, *tidy(text, start, end))
    return (start, end) if start < end else None


def _opened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a mark right before a span that opens what is closed inside; an apostrophe closes nothing."""
    closing = _PAIRS.get(text[start - 1 : start], "’")
    closes = closing != "’" and closing in text[start:end].partition(text[start - 1])[0]
    return start - closes, end


def _preference(kind: AnswerType, found: Sequence[Mention], units: frozenset[str], start: int, end: int) -> float:
    """What speaks for a span beside its score: what it mentions, unless it cuts a name in two."""
    touched = [mention for mention in found if mention.start < end and start < mention.end]
    fitting = [mention for mention in touched if mention.kind == _FITTING.get(kind)]
    is_misfit = _FITTING.get(kind) == "name" and not fitting and _is_date(touched, start, end)
    is_cut = any(m.kind == "name" and (m.start < start or end < m.end) for m in touched)
    is_counted = bool(fitting) and _counts(fitting[0], units)
    return TYPED_BONUS * bool(fitting) + COUNTED_BONUS * is_counted - CUT_NAME * is_cut - MISFIT * is_misfit


def _is_date(touched: Sequence[Mention], start: int, end: int) -> bool:
    """Whether dates are more than half of a span: "around 2:50 a.m."."""
    dates = sum(min(end, mention.end) - max(start, mention.start) for mention in touched if mention.kind == "date")
    return 2 * dates > end - start


def _counts(mention: Mention, units: frozenset[str]) -> bool:
    return isinstance(mention.key, Quantity) and mention.key.unit in units


def _share(words: str, asked: frozenset[str]) -> float:
    """The share of a span's terms that the question holds as well."""
    said = find_terms(words)
    return sum(term in asked for term in said) / len(said) if said else 1.0


def _completed(
    sentence: str, kind: AnswerType, found: Sequence[Mention], named: frozenset[str], start: int, end: int
) -> tuple[int, int]:
    """Widen a bare number or day to the mention it is part of: "two" → "two children"; what is asked for is left out.

    So is what goes on behind a number with its unit: "1,000-mile border for decades" → "1,000-mile". ``named`` are the
    units that the question names.
    """
    wanted = _KINDS.get(kind)
    for mention in found:
        goes_on = mention.kind == "quantity" and mention.start == start and mention.end < end and _has_unit(mention)
        if mention.kind == wanted and (goes_on or (mention.start <= start and end <= mention.end)):
            if not _counts(mention, named):
                return tidy(sentence, mention.start, mention.end)
            behind = number_end(sentence, mention.start, mention.end)
            return start, min(end, behind) if behind > start else end
    return start, end


def _has_unit(mention: Mention) -> bool:
    return isinstance(mention.key, Quantity) and bool(mention.key.unit)
