"""Find sources that are named beside a claim without a verb of their own: "according to the army", "quoted as saying".

Refuses phrases that only look so: "according to plan", "citing its size".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.answering.attribution.clauses import Words, without_adjuncts
from bot.answering.attribution.phrases import phrase_after, phrase_before
from bot.answering.attribution.reporting_verbs import Act
from bot.answering.attribution.speakers import can_speak, is_role, tidy


class Source(NamedTuple):
    """A named source: its offsets, the act, where the words that name it begin and end, and on which side the claim is.

    ``relays``: the words say that it passes on a report; ``cited``: the speaker of the sentence cites it.
    """

    speaker: tuple[int, int]
    act: Act
    start: int
    end: int
    side: str
    relays: bool = False
    cited: bool = False


#: A sentence without any of these words names no source in this way.
TRIGGERS = frozenset({"according", "per", "by", "citing", "quoting", "words", "quoted", "cited", "quotes", "cites"})
_BESIDE = re.compile(
    r"\b(?:according to|as per|in the words of|(?P<citing>citing|quoting)"
    r"|as (?:was )?(?P<as>reported|quoted|stated|announced|confirmed|claimed|described|cited) by"
    r"|(?:was|were|is|are|been|being) (?:also |first |later |widely )?"
    r"(?P<by>reported|announced|confirmed|claimed|denied|disclosed|revealed|stated)"
    r"(?: (?:on \w+|late \w+|in a statement))? by)\s+",
    re.IGNORECASE,
)
_QUOTED_AS = re.compile(
    r"\b(?P<being>(?:was|were|is|been|being) (?:\w+ )?)?(?:quoted|quotes|quoting|quote|cited|citing|cites)"
    r"(?P<who>\s[^;:“”\"]{0,120}?)?\s+as\s+(?P<how>saying|telling|stating|claiming|denying|confirming|warning|declaring)\b"
)
_ACTS: dict[str, Act] = {"claimed": "claimed", "claiming": "claimed", "denied": "denied", "denying": "denied"}
_ACTS |= {"confirmed": "confirmed", "confirming": "confirmed"}


def sources(w: Words) -> Iterator[Source]:
    """All sources that a sentence names beside its claim."""
    if TRIGGERS.isdisjoint(w.low):
        return
    quoted = [source for match in _QUOTED_AS.finditer(w.text) if (source := _quoted_as(w, match))]
    yield from quoted
    for match in _BESIDE.finditer(w.text):
        if not any(source.start <= match.start() < source.end for source in quoted):
            yield from _beside(w, match)


def _quoted_as(w: Words, match: re.Match[str]) -> Source | None:
    act = _ACTS.get(match["how"], "said")
    if match["being"]:
        phrase = phrase_before(w, without_adjuncts(w, w.index_at(match.start()) - 1))
    else:
        begin, end = w.index_at(match.start("who") + 1), w.index_at(match.end("who"))
        phrase = (begin, end) if match["who"] and begin < end else None
    speaker = tidy(w, *phrase) if phrase else None
    if speaker is None or not can_speak(w.text[slice(*speaker)]):
        return None
    return Source(speaker, act, min(speaker[0], match.start()), match.end(), "right")


def _beside(w: Words, match: re.Match[str]) -> Iterator[Source]:
    first = w.index_at(match.end())
    phrase = phrase_after(w, first)
    if phrase is None:
        return
    begin, end = _with_name(w, *phrase)
    if w.low[begin] in ("he", "she") and end - begin > 1:
        begin += 1
    speaker = tidy(w, begin, end)
    if speaker is None or not can_speak(w.text[slice(*speaker)], surely=True):
        return
    how = (match["as"] or match["by"] or "").lower()
    stop = w.ends[phrase[1] - 1] if end == phrase[1] else w.ends[end - 1]
    side = "left" if match["by"] else "around"
    yield Source(
        speaker,
        _ACTS.get(how, "said"),
        match.start(),
        stop,
        side,
        relays=how == "reported",
        cited=bool(match["citing"]),
    )


def _with_name(w: Words, begin: int, end: int) -> tuple[int, int]:
    """Take in the name after a role: "the governor, Ann Lee," is one speaker; "officials, Iran and" is not."""
    if end >= len(w.words) or w.words[end] != "," or not is_role(w.text[w.starts[begin] : w.ends[end - 1]]):
        return begin, end
    stop = end + 1
    while stop < len(w.words) and w.words[stop][0].isupper():
        stop += 1
    closed = stop == len(w.words) or w.words[stop] in ",."
    return (begin, stop) if closed and stop - end > 2 else (begin, end)
