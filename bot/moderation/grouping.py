"""Count gaps together: questions alike become one group, with its wordings, what no article contains, what was near.

Greetings and texts that nobody could look up are no gaps. Pure; refuses to read the store and to ask anything.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple, get_args

from pydantic import AwareDatetime

from bot.answering import Answerer
from bot.answering.aliases import NO_ALIASES
from bot.answering.asking.smalltalk import reply
from bot.models import LONGEST_QUESTION, Citation, Count
from bot.moderation.likeness import Asked, asked_for, groups
from bot.store import Gap, GapState, MarkedGap
from index.generation import Generation
from index.models import Frozen

#: Wordings, missing words and sentences that are told of one gap.
MOST_WORDINGS = 10
MOST_MISSING = 10
NEAREST = 3

_STATES: tuple[GapState, ...] = get_args(GapState)
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|@\d{15,20}")


class GapGroup(Frozen):
    """Questions alike that found no good answer; ``key`` names the group, whatever else is asked meanwhile.

    ``question`` is the wording that was asked most, ``wordings`` are all of them. ``missing`` are words of them that no
    article contains today, ``nearest`` the sentences that were shown and still stand in their articles. ``state`` is
    what a moderator made of it, ``source`` the article that solved it.
    """

    key: str
    question: str
    wordings: tuple[str, ...]
    declined: Count
    voted_down: Count
    latest: AwareDatetime
    missing: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    state: GapState | None = None
    source: str | None = None

    @property
    def count(self) -> int:
        """How often it was declined or voted down."""
        return self.declined + self.voted_down


class Group(NamedTuple):
    """A group and what the store knows its questions by."""

    shown: GapGroup
    alike: tuple[str, ...]


def grouped(gaps: Sequence[Gap], marks: Sequence[MarkedGap], answerer: Answerer, *, with_settled: bool) -> list[Group]:
    """The gaps by likeness, most frequent first; those that were dealt with apart from the others, or left out.

    A question of the same words as one that was dismissed or made golden counts as dealt with too.
    """
    plain = answerer.with_aliases(NO_ALIASES)
    read = {gap.alike: plain.read(without_mentions(gap.question)) for gap in gaps if _asks_something(gap.question)}
    kept = [gap for gap in gaps if gap.alike in read and read[gap.alike].terms]
    lasting = [mark for mark in marks if mark.state != "solved"]
    questions = [*(read[gap.alike] for gap in kept), *(plain.read(mark.alike) for mark in lasting)]
    asked = asked_for(questions, answerer.idf, answerer.aliases)
    settled = _settled(kept, asked, marks, lasting)
    made: list[Group] = []
    for state in (None, *_STATES) if with_settled else (None,):
        ours = [n for n in range(len(kept)) if (mark.state if (mark := settled[n]) else None) == state]
        for members in groups([asked[n] for n in ours]):
            numbers = [ours[n] for n in members]
            made.append(_made([kept[n] for n in numbers], settled[numbers[0]], answerer))
    return sorted(made, key=lambda group: (-group.shown.count, -group.shown.latest.timestamp(), group.shown.key))


def _settled(
    gaps: Sequence[Gap], asked: Sequence[Asked], marks: Sequence[MarkedGap], lasting: Sequence[MarkedGap]
) -> list[MarkedGap | None]:
    """What moderators made of each gap; ``asked`` goes on with what the lasting marks are about."""
    of_question = {mark.alike: mark for mark in marks}
    of_words = {frozenset(each.words): mark for each, mark in zip(asked[len(gaps) :], lasting, strict=True)}
    settled: list[MarkedGap | None] = []
    for gap, each in zip(gaps, asked, strict=False):
        mark = of_question.get(gap.alike)
        if mark is None or (mark.state == "solved" and gap.latest > mark.at):
            mark = of_words.get(frozenset(each.words))
        settled.append(mark)
    return settled


def _made(members: Sequence[Gap], mark: MarkedGap | None, answerer: Answerer) -> Group:
    wordings = tuple(dict.fromkeys(without_mentions(gap.question) for gap in members))
    missing = dict.fromkeys(word for wording in wordings for word in answerer.read(wording).missing)
    nearest = dict.fromkeys(each for gap in members for each in gap.nearest if _stands(each, answerer.generation))
    shown = GapGroup(
        key=key_of(members[0].alike),
        question=wordings[0],
        wordings=wordings[:MOST_WORDINGS],
        declined=sum(gap.declined for gap in members),
        voted_down=sum(gap.voted_down for gap in members),
        latest=max(gap.latest for gap in members),
        missing=tuple(missing)[:MOST_MISSING],
        nearest=tuple(nearest)[:NEAREST],
        state=mark.state if mark else None,
        source=mark.source if mark else None,
    )
    return Group(shown, tuple(gap.alike for gap in members))


def _stands(citation: Citation, generation: Generation) -> bool:
    document = generation.by_source.get(citation.source)
    return document is not None and document.text[citation.start : citation.end] == citation.quote


def _asks_something(question: str) -> bool:
    """Whether a question could have been answered at all: no greeting, and no longer than one may be."""
    return len(question) <= LONGEST_QUESTION and bool(question.strip()) and reply(question.strip()) is None


def without_mentions(question: str) -> str:
    """A wording without the ids of people, roles and channels that it mentions."""
    return " ".join(_MENTION.sub("", question).split())


def key_of(alike: str) -> str:
    """The key of a question by what it has in common with its like."""
    return hashlib.sha256(alike.encode("utf-8", "surrogatepass")).hexdigest()[:8]
