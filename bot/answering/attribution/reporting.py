"""Find where a sentence reports what somebody asserts: the speaker, the act, and which part of it is asserted.

A report is a verb with its speaker ("the envoy said", "said the envoy", "denied having"), or a source named beside the
claim ("according to the army"). Its scope is the clause it governs. Refuses to choose between several reports.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.answering.attribution.clauses import Words, is_day, is_finite, take_apart
from bot.answering.attribution.complements import Complement, complement
from bot.answering.attribution.phrases import begins_clause
from bot.answering.attribution.quotations import Quotation, quotations
from bot.answering.attribution.reporting_verbs import Act, Form, forms_of, reporting_words
from bot.answering.attribution.sources import TRIGGERS, Source, sources
from bot.answering.attribution.speakers import PRONOUNS, is_relay
from bot.answering.attribution.subjects import Subject, subject

_MOST_REPORTS = 12
_LETTERS = re.compile(r"[a-z]+")
_CLOSING = frozenset("”\"’»'")
_NEW_CLAUSE = re.compile(r";|,\s+(?:but|while|whereas|although|though)\b")
_AFTER_AN_OBJECT = re.compile(
    r";|,\s+(?:and|but|while|whereas|although|though|as|prompting|leaving|after|when|who|which)\b|\s[–—]\s"
)


class Report(NamedTuple):
    """One report in a sentence. All places are offsets; ``scopes`` is what the speaker asserts.

    ``words`` is where the reporting words stand; ``quoting``: they lead into or out of a quotation; ``relays``: the
    speaker passes on what others say; ``shared``: the speaker was named for an earlier verb.
    """

    speaker: tuple[int, int]
    act: Act
    words: tuple[int, int]
    scopes: tuple[tuple[int, int], ...]
    quoting: bool = False
    relays: bool = False
    pronoun: bool = False
    shared: bool = False

    def asserts(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is part of what is asserted, as a whole."""
        return any(a <= start and end <= b for a, b in self.scopes)


@lru_cache(maxsize=1024)
def reports(text: str) -> tuple[Report, ...]:
    """All reports of a sentence; verbs in their order, then sources named beside a claim.

    >>> text = "The army denied it, according to Ann Lee."
    >>> [(report.act, text[slice(*report.speaker)]) for report in reports(text)]
    [('denied', 'The army'), ('said', 'Ann Lee')]
    """
    if not _may_report(text):
        return ()
    w = take_apart(text)
    quoted = quotations(text)
    found: list[Report] = []
    words = reporting_words()
    for at, word in enumerate(w.low):
        for form in forms_of(word) if word in words else ():
            report = _by_verb(w, at, form, quoted, found) if len(found) < _MOST_REPORTS else None
            if report is not None:
                found.append(report)
                break
    beside = list(sources(w))[:_MOST_REPORTS]
    named = [_by_source(w, source) for source in beside]
    found = [r for r in found if not any(_overlap(r.words, other.words) for other in named)]
    if found and any(source.cited for source in beside):
        found[0] = found[0]._replace(relays=True)
    every = found + named
    return tuple(_bounded(w, report, every, quoted) for report in every)


def _may_report(text: str) -> bool:
    """Whether any word of a text can report; most sentences are done with here."""
    words = _LETTERS.findall(text.lower())
    return not (reporting_words().isdisjoint(words) and TRIGGERS.isdisjoint(words))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _by_verb(w: Words, at: int, form: Form, quoted: tuple[Quotation, ...], found: list[Report]) -> Report | None:
    end = at + 1
    if form.verb.particles:
        if end >= len(w.low) or w.low[end] not in form.verb.particles:
            return None
        end += 1
    who = subject(w, at, form, _shared(w, at, found, quoted))
    if who is None:
        return None
    after = complement(w, end, form)
    if form.kind == "ing" and form.verb.may("w") and not after.surely:
        return None
    scopes = _scopes(w, at, who, form, after, quoted)
    if not scopes:
        return None
    name = w.text[slice(*who.speaker)]
    return Report(
        speaker=who.speaker,
        act=form.verb.act,
        words=(w.starts[at], w.ends[end - 1]),
        scopes=scopes,
        quoting=after.style == "quotation" or _follows_quotation(w, at, who),
        relays=form.verb.may("r") or is_relay(name),
        pronoun=name.lower() in PRONOUNS,
        shared=who.first is None and who.inverted_until is None,
    )


def _scopes(
    w: Words, at: int, who: Subject, form: Form, after: Complement, quoted: tuple[Quotation, ...]
) -> tuple[tuple[int, int], ...]:
    """What a verb governs: the clause after it, the one before it, or both around "…, she said, …"."""
    text, stop = w.text, len(w.text)
    if who.inverted_until is not None:
        rest = w.ends[who.inverted_until - 1]
        return ((0, w.starts[at]), *(((rest, stop),) if re.match(r"\s*,\s*[“\"]", text[rest : rest + 4]) else ()))
    right = ((after.start, stop),) if after.style in ("claim", "quotation") else ()
    if who.first is not None and right and not _may_open(w, who):
        return ()
    if who.first is None:
        return right
    before = who.first - 1
    closes = form.verb.may("q") and before >= 0 and after.style != "none"
    if closes and w.words[before] in _CLOSING and not (right and after.style == "claim" and after.surely):
        return ((0, w.starts[before] + 1), *(right if after.style == "quotation" else ()))
    if right or not closes or w.words[before] not in ",?!":
        return right
    if after.style == "pause" and any(is_finite(w, i) for i in range(w.index_at(after.start), len(w.low))):
        return ((0, w.starts[before]), (after.start, stop))
    return ((0, w.starts[before]),) if _has_content(w, before, quoted) else ()


def _may_open(w: Words, who: Subject) -> bool:
    """Whether a pronoun can mean somebody of the sentence before: only where no name or clause stands before it."""
    if who.first is None or w.text[slice(*who.speaker)].lower() not in PRONOUNS:
        return True
    before = range(who.first)
    return not any(is_finite(w, i) or (i and w.words[i][0].isupper() and not is_day(w.words[i])) for i in before) and (
        who.first == 0 or w.words[who.first - 1] in ',:“"' or w.low[who.first - 1] in ("and", "but")
    )


def _has_content(w: Words, before: int, quoted: tuple[Quotation, ...]) -> bool:
    """Whether what stands before a comma is a claim, not only "On Friday"."""
    return any(q.start < w.starts[before] for q in quoted) or any(is_finite(w, i) for i in range(before))


def _follows_quotation(w: Words, at: int, who: Subject) -> bool:
    before = at - 1 if who.inverted_until is not None else -1 if who.first is None else who.first - 1
    return before >= 0 and w.words[before] in _CLOSING


def _shared(w: Words, at: int, found: list[Report], quoted: tuple[Quotation, ...]) -> tuple[int, int] | None:
    """The speaker that a verb without a subject of its own continues, where no other clause could be its subject's."""
    here = w.starts[at]
    outside = [r for r in found if r.words[1] <= here and not any(q.holds(r.words[0]) != q.holds(here) for q in quoted)]
    if not outside:
        return None
    last = outside[-1]
    first = w.index_at(max((a for a, _ in last.scopes), default=here))
    if first < len(w.low) and w.low[first] == "that":
        first += 1
    between = range(first, at)
    clause = any(is_finite(w, i) for i in between) and not any(q.holds(w.starts[first]) for q in quoted)
    return None if clause and w.low[first] not in PRONOUNS else last.speaker


def _by_source(w: Words, source: Source) -> Report:
    left, right = (0, source.start), (source.end, len(w.text))
    leads = not any(is_finite(w, i) for i in range(w.index_at(source.start)))
    scopes = (left,) if source.side == "left" else (right,) if leads or source.side == "right" else (left, right)
    relays = source.relays or is_relay(w.text[slice(*source.speaker)])
    pronoun = w.text[slice(*source.speaker)].lower() in PRONOUNS
    words = (source.start, source.end)
    return Report(source.speaker, source.act, words, scopes, relays=relays, pronoun=pronoun)


def _bounded(w: Words, report: Report, every: list[Report], quoted: tuple[Quotation, ...]) -> Report:
    """Cut the scopes at the border of a clause that has a report of its own, or that cannot be an object."""
    scopes = tuple(_cut(w, report, scope, every, quoted) for scope in report.scopes)
    return report._replace(scopes=tuple(scope for scope in scopes if scope[0] < scope[1]))


def _has_verb(w: Words, start: int, comma: int) -> bool:
    """Whether a clause is asserted, not only an object, up to the first comma."""
    return comma < 0 or any(is_finite(w, i) for i in range(w.index_at(start), w.index_at(comma)))


def _new_clause(w: Words, start: int, stop: int, quoted: tuple[Quotation, ...]) -> int:
    """Where an object ends and the next clause begins: "announced a truce, the rebels reacted"."""
    for at in range(w.index_at(start), len(w.words)):
        if w.words[at] != "," or w.starts[at] >= stop or any(q.holds(w.starts[at]) for q in quoted):
            continue
        first = w.words[at + 1] if at + 1 < len(w.words) else ""
        if (first[:1].isupper() or first in ("the", "a", "an")) and begins_clause(w, at + 1):
            return w.starts[at]
    return stop


def _cut(
    w: Words, report: Report, scope: tuple[int, int], every: list[Report], quoted: tuple[Quotation, ...]
) -> tuple[int, int]:
    start, stop = scope
    forms = forms_of(w.text[slice(*report.words)].split()[0].lower())
    objects = bool(forms) and not any(form.verb.may("t") for form in forms)
    follows = bool(forms) and start >= report.words[1] and not w.text.startswith(",", start)
    if follows and not _has_verb(w, start, w.text.find(",", start)):
        stop = min(stop, _new_clause(w, start, stop, quoted))
    for match in (_AFTER_AN_OBJECT if objects else _NEW_CLAUSE).finditer(w.text, start, stop):
        if any(q.holds(match.start()) for q in quoted):
            continue
        if start < report.words[0]:
            if any(other.words[0] < match.start() and not other.pronoun for other in every if other is not report):
                start = match.end()
        elif not w.text[match.end() :].lstrip().startswith("that "):
            return start, match.start()
    continued = [
        o.words[0]
        for o in every
        if o.shared and o.speaker == report.speaker and start < o.words[0] < stop and report.words[0] < o.words[0]
    ]
    return start, min([stop, *continued])
