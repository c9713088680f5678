"""Tell what follows a reporting verb: the claim, a quotation, a pause, the end, or something that is no report at all.

"said that …", "said: “…”", "told reporters …", "denied having …" lead into what is asserted; "said on Monday." closes
it; "claimed 40 lives", "reported to the police", "is said to be" assert nothing. Refuses to look left of the verb.
"""

import re
from typing import Literal, NamedTuple

from bot.answering.attribution.clauses import Words, clause_words, is_finite
from bot.answering.attribution.reporting_verbs import Form

Style = Literal["claim", "quotation", "pause", "end", "none"]


class Complement(NamedTuple):
    """What follows a verb, and where what is asserted begins; ``surely`` where "that" or a colon says so."""

    style: Style
    start: int
    surely: bool = False


_AHEAD = r"(?=\s+that\b|\s*,?\s*[:“\"]|,\s|\s*[.!?…]*\s*\Z)"
_ADJUNCT = re.compile(
    r"\s*,?\s+(?:in|at|from|during|after|before|to|on|outside|near|by|via|through|with|late|early|earlier|later|today|"
    r"yesterday|again|last|this|afterwards|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    rf"[^;,:“”\"]{{0,90}}?{_AHEAD}"
)
_HEARER = re.compile(rf"\s+(?!that\b)[^;,:“”\"]{{1,90}}?{_AHEAD}")
_ON_A_DAY = re.compile(
    r"\s+(?:(?:late|early)\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?\b"
)
_INFINITIVE = re.compile(r"\s+to\s")
_OPENS_QUOTATION = re.compile(r"\s*[,:]?\s*(?:that\s+)?(?:[“«\"„]|[‘'](?=\w))")
_QUOTATION_NEAR = re.compile(r"[^,;.]{0,80}?[“«\"‘„]")
_THAT = re.compile(r"\s*,?\s*that\b|\s*:")
_END = re.compile(r"[\s.!?…”\"’')\]]*\Z")
_PAUSE = re.compile(r"\s*[,;—–]")
_LOSSES = re.compile(
    r"\s+(?:[\w,’'-]+\s+){0,6}?(?:lives|life|victims?|victory|titles?|prizes?|medals?|seats?|asylum|compensation|benefits|"
    r"land|territory|crown|championship|casualties|souls|scalps?)\b"
)
#: Forms that are nouns as often as verbs: only a following "that" or pronoun makes them verbs.
_NOUN_LIKE = frozenset(
    "claim report state note comment post tweet remark reply promise estimate demand call appeal label brand praise "
    "blame dub term point highlight stress caution shout boast recall respond complain write".split()
)
_OPENINGS_OF_A_CLAUSE = frozenset("that it he she they there no its his their".split())
_ABOUT = frozenset({"of", "about", "against", "over"})
_FARTHEST = 40


def complement(w: Words, end: int, form: Form) -> Complement:
    """What follows the verb that ends with word ``end - 1`` (a particle included)."""
    verb, stop = form.verb, w.ends[end - 1]
    if verb.base == "claim" and _LOSSES.match(w.text, stop):
        return Complement("none", stop)
    after = _past_what_stands_between(w, end, stop, form)
    if match := _OPENS_QUOTATION.match(w.text, after):
        return Complement("quotation", match.end() - 1, surely=True)
    if match := _THAT.match(w.text, after):
        return Complement("claim" if verb.may("t", "q", "o") else "none", match.end(), surely=True)
    if form.kind in ("base", "present") and verb.base in _NOUN_LIKE and not _opens_clause(w, end, form):
        return Complement("none", stop)
    if _END.match(w.text, after):
        return Complement("end", after)
    if _PAUSE.match(w.text, after):
        return Complement("pause", after)
    return _bare(w, w.index_at(after), after, form)


def _past_what_stands_between(w: Words, end: int, stop: int, form: Form) -> int:
    """Step over the hearer ("told reporters") or a time and place ("said in Geneva") before what is asserted."""
    if _OPENS_QUOTATION.match(w.text, stop) or _THAT.match(w.text, stop):
        return stop
    if form.verb.may("i") and _INFINITIVE.match(w.text, stop):
        return stop
    if day := _ON_A_DAY.match(w.text, stop):
        stop = day.end()
    match = (_HEARER if form.verb.may("h") else _ADJUNCT).match(w.text, stop)
    if match is None:
        return stop
    closes = _END.match(w.text, match.end()) or _PAUSE.match(w.text, match.end())
    told_when = w.low[end] in ("after", "before") if end < len(w.low) else False
    if closes and not told_when and _has_finite(w, w.index_at(stop), match.end()):
        return stop
    return match.end()


def _bare(w: Words, first: int, after: int, form: Form) -> Complement:
    """A claim without "that": a clause, an infinitive, an object or a matter, as the verb allows."""
    verb = form.verb
    if first >= len(w.low):
        return Complement("end", after)
    word, lists = w.low[first], clause_words()
    if verb.may("d"):
        match = _QUOTATION_NEAR.match(w.text, after)
        return Complement("quotation", match.end() - 1) if match else Complement("none", after)
    if word == "to":
        return Complement("claim" if verb.may("i") else "none", after)
    if word in ("and", "or", "but", "as"):
        return Complement("pause", after)
    if word in lists.preposition:
        fits = word in _ABOUT and verb.may("t") and verb.base not in ("say", "tell", "write", "post")
        return Complement("claim" if fits or verb.particles else "none", after)
    if verb.may("s"):
        return Complement("none", after)
    if verb.may("t") and _has_finite(w, first + 1, len(w.text)):
        return Complement("claim", after)
    return Complement("claim" if verb.may("o") else "none", after)


def _opens_clause(w: Words, at: int, form: Form) -> bool:
    opening = w.low[at] if at < len(w.low) else ""
    return opening in _OPENINGS_OF_A_CLAUSE or (opening == "to" and form.verb.may("i"))


def _has_finite(w: Words, first: int, stop: int) -> bool:
    """Whether a finite verb stands from word ``first`` to offset ``stop``."""
    for at in range(first, min(len(w.low), first + _FARTHEST)):
        if w.starts[at] >= stop or w.words[at] == ";":
            return False
        if is_finite(w, at):
            return w.low[at - 1] not in ("and", "or", "but")
    return False
