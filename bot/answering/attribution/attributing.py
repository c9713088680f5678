"""Tell who asserts what a sentence says, where the sentence names one: speaker, act, and whether in their own words.

Of the reports in a sentence the one that governs the answer counts; a speaker who is himself the answer does not assert
it. "He said" is resolved from the sentence before, when that offers exactly one who fits. A wrong speaker is worse than
none: where two readings are left, there is none.

>>> attribute("Ten people died, police said.").speaker
'police'
"""

import re
from collections.abc import Sequence

from bot.answering.attribution.clauses import Words, is_finite, take_apart
from bot.answering.attribution.quotations import Quotation, quotations
from bot.answering.attribution.reporting import Report, reports
from bot.answering.attribution.speakers import PRONOUNS, pronoun_fits
from bot.answering.attribution.subjects import leading_subject
from bot.models import Attribution

#: Sentences are cut before this length; anything longer is not read.
LONGEST_SENTENCE = 2_000
#: Without a span, the report must govern at least this share of the sentence.
LEAST_SHARE = 0.45

_NAMING = re.compile(
    r"(?:code[- ]?named?|named|dubbed|called|titled|entitled|nicknamed|known as|so-called|termed|labell?ed|described as"
    r"|describes as|calls|codename|slogan|film|movie|book|song|the words?|the term)"
    r"\W*(?:(?:an?|the) )?(?:[\w-]+ ){0,2}\W*\Z"
)


def attribute(sentence: str, previous: str | None = None, span: tuple[int, int] | None = None) -> Attribution | None:
    """Who asserts what a sentence says, or the part ``span`` of it; nothing where it does not name one.

    The speaker is a slice of the sentence, or of ``previous`` where ``pronoun`` is set or a quotation runs on from it.
    """
    if len(sentence) > LONGEST_SENTENCE:
        return None
    found = reports(sentence)
    chosen = _governing(sentence, found, span) if span else _main(sentence, found)
    if chosen is None:
        return None if found else _continued(sentence, previous)
    speaker, pronoun = sentence[slice(*chosen.speaker)], None
    if chosen.pronoun:
        pronoun = speaker.lower()
        resolved = _resolved(pronoun, previous)
        if resolved is None:
            named = [report for report in found if not report.pronoun]
            return _left(sentence, named, span)
        speaker = resolved
    return Attribution(speaker=speaker, act=chosen.act, direct=_is_direct(sentence, chosen, span), pronoun=pronoun)


def _left(sentence: str, named: Sequence[Report], span: tuple[int, int] | None) -> Attribution | None:
    """The attribution that is left where a pronoun stays unresolved: “The minister denied it,” it said."""
    chosen = _governing(sentence, named, span) if span else _main(sentence, named)
    if chosen is None:
        return None
    speaker = sentence[slice(*chosen.speaker)]
    return Attribution(speaker=speaker, act=chosen.act, direct=_is_direct(sentence, chosen, span))


def _governing(sentence: str, found: Sequence[Report], span: tuple[int, int]) -> Report | None:
    """The innermost report whose claim holds the span."""
    quoted = quotations(sentence)
    holding = [r for r in found if r.asserts(*span) and not (r.pronoun and _inside(quoted, r.words[0]))]
    named = sorted(holding, key=lambda r: (r.relays, _extent(r)))
    if named and named[0].pronoun:
        return next((r for r in named if not r.pronoun), named[0])
    return named[0] if named else None


def _main(sentence: str, found: Sequence[Report]) -> Report | None:
    """The report that governs the sentence as a whole: a quotation's own, else the outermost that is no relay."""
    quoted = quotations(sentence)
    outside = [r for r in found if not _inside(quoted, r.words[0])] or list(found)
    large = [r for r in outside if _share(sentence, r, outside) >= LEAST_SHARE]
    if not large:
        return None
    best = min(large, key=lambda r: (not r.quoting or r.relays, r.relays, r.pronoun, r.shared, -_extent(r)))
    rivals = [r for r in outside if not r.relays and r.speaker != best.speaker and not _nested(r, best)]
    return None if any(_name(sentence, r) != _name(sentence, best) for r in rivals) else best


def _name(sentence: str, report: Report) -> str:
    return sentence[slice(*report.speaker)].lower()


def _nested(one: Report, other: Report) -> bool:
    """Whether one report is part of what the other asserts, or they assert the same."""
    return one.asserts(*other.words) or other.asserts(*one.words)


def _extent(report: Report) -> int:
    return sum(b - a for a, b in report.scopes)


def _share(sentence: str, report: Report, found: Sequence[Report]) -> float:
    """The share of a sentence that a speaker's reports in it take up, an opening adverbial left out."""
    own = [r for r in found if r.speaker == report.speaker]
    places = [place for r in own for place in (*r.scopes, r.words)]
    places += [] if all(r.shared for r in own) else [report.speaker]
    first = min(a for a, _ in places)
    w = take_apart(sentence[:first])
    opening = 0 if any(is_finite(w, i) for i in range(len(w.low))) else first
    return _covered(places) / max(1, len(sentence) - opening)


def _covered(places: Sequence[tuple[int, int]]) -> int:
    """How many characters lie in at least one of the places."""
    covered = reached = 0
    for start, stop in sorted(places):
        covered += max(0, stop - max(start, reached))
        reached = max(reached, stop)
    return covered


def _inside(quoted: Sequence[Quotation], at: int) -> bool:
    return any(q.holds(at) for q in quoted)


def _is_direct(sentence: str, report: Report, span: tuple[int, int] | None) -> bool:
    """Whether the speaker's own words stand in quotation marks, around the span where there is one."""
    for q in quotations(sentence):
        if q.holds(report.words[0]) or not any(a - 1 <= q.start and q.end <= b + 1 for a, b in report.scopes):
            continue
        if span and not (q.start <= span[0] and span[1] <= q.end) and not (span[0] <= q.start and q.end <= span[1]):
            continue
        if report.quoting or not (report.relays or _is_a_name(sentence, q)):
            return True
    return False


def _is_a_name(sentence: str, q: Quotation) -> bool:
    """Whether quotation marks only set off a name or a term: codenamed “Night Heron”, the so-called “zone”."""
    words = re.findall(r"\w[\w’'-]*", sentence[q.start : q.end])
    titled = len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)
    return titled or bool(_NAMING.search(sentence[max(0, q.start - 40) : q.start]))


def _resolved(pronoun: str, previous: str | None) -> str | None:
    """Whom "he" means: the one speaker of the sentence before who fits, else its subject when nobody else is named."""
    if not previous or len(previous) > LONGEST_SENTENCE:
        return None
    main = _main(previous, reports(previous))
    if main and not main.pronoun and pronoun_fits(pronoun, name := previous[slice(*main.speaker)]):
        return name
    found = {previous[slice(*r.speaker)] for r in reports(previous) if not r.pronoun}
    fitting = sorted(name for name in found if pronoun_fits(pronoun, name))
    if fitting:
        return fitting[0] if len(fitting) == 1 else None
    return None if found and pronoun == "it" else _subject_of(pronoun, previous)


def _subject_of(pronoun: str, previous: str) -> str | None:
    """The subject of a sentence, where the pronoun fits it and no other name that it could mean follows."""
    w = take_apart(previous)
    found = leading_subject(w, len(w.low))
    if found is None:
        return None
    speaker = found[0]
    name = previous[slice(*speaker)]
    if name.lower() in PRONOUNS or not pronoun_fits(pronoun, name):
        return None
    others = _other_names(w, speaker) if pronoun in ("he", "she") else ()
    return None if any(pronoun_fits(pronoun, other) for other in others) else name


def _other_names(w: Words, speaker: tuple[int, int]) -> list[str]:
    """Runs of capitals after a speaker, without those that a preposition of place or "the" leads in."""
    found: list[list[str]] = []
    running = False
    for at in range(w.index_at(speaker[1]), len(w.words)):
        if w.words[at][0].isupper():
            if not running and (at == 0 or w.low[at - 1] not in _BEFORE_A_PLACE):
                found.append([])
            elif not running:
                continue
            found[-1].append(w.words[at])
        running = w.words[at][0].isupper() and bool(found)
    return [" ".join(run) for run in found if run]


_BEFORE_A_PLACE = frozenset({"in", "at", "of", "near", "from", "inside", "outside", "the", "on", "into", "across"})


def _continued(sentence: str, previous: str | None) -> Attribution | None:
    """The speaker of a quotation that the sentence before opens and this one closes."""
    if not previous or len(previous) > LONGEST_SENTENCE or not any(not q.opened for q in quotations(sentence)):
        return None
    left_open = [q for q in quotations(previous) if not q.closed]
    for report in reports(previous):
        if (
            left_open
            and report.quoting
            and not report.pronoun
            and report.asserts(left_open[-1].start + 1, len(previous))
        ):
            return Attribution(speaker=previous[slice(*report.speaker)], act=report.act, direct=True)
    return None
