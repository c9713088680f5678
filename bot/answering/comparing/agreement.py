"""Compare what several citations answer: one value or more, who gives which, and whether they exclude each other.

Values are grouped whatever order the citations come in; within a group and between groups of equal support the order of
the citations decides. Different numbers, dates or codenames are called a disagreement only where the sentences clearly
speak of the same event and come from different sources; otherwise they are other figures, or several answers. Refuses
to average values and to pick one.
"""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Literal

from bot.answering.aliases import NO_ALIASES, AliasTable
from bot.answering.comparing.events import Scene, same_event, scene
from bot.answering.comparing.independence import independent_sources, share_origin
from bot.answering.comparing.values import AnswerValue, read_value, same_value
from bot.models import Agreement, AliasUse, AnswerType, Citation, Value
from index.terms import fold

Relation = Literal["single", "agree", "disagree", "other", "several"]

#: Figures published further apart than this many days may both have been right.
SAME_NEWS_DAYS = 1
#: Questions of these kinds may have several answers that are all right.
SEVERAL = frozenset(
    {AnswerType.PERSON, AnswerType.ORGANISATION, AnswerType.PLACE, AnswerType.STATEMENT, AnswerType.REASON}
)
_EXCLUSIVE = frozenset({AnswerType.QUANTITY, AnswerType.DATE, AnswerType.NAME})


def agreement(
    kind: AnswerType, question: str, citations: Sequence[Citation], aliases: AliasTable = NO_ALIASES
) -> Agreement | None:
    """Group the citations that mark a short answer by its value; nothing where none does."""
    marked = [(number, each.answer_span) for number, each in enumerate(citations) if each.answer_span is not None]
    if not marked:
        return None
    read = {number: _canonical(read_value(citations[number].quote, span), aliases) for number, span in marked}
    scenes = {number: _canonical_scene(scene(citations[number].quote, span), aliases) for number, span in marked}
    groups = _grouped(kind, citations, read, scenes)
    values = sorted(
        (_value(citations, read, group) for group in groups), key=lambda value: (-value.sources, value.citations)
    )
    return Agreement(relation=_relation(kind, question, citations, values, read, scenes), values=tuple(values))


def grouped_by_alias(
    kind: AnswerType, agreed: Agreement | None, citations: Sequence[Citation], aliases: AliasTable
) -> tuple[AliasUse, ...]:
    """The aliases without which values that count as one would not."""
    if agreed is None or not aliases:
        return ()
    uses = (_use(kind, citations, value.citations, aliases) for value in agreed.values if len(value.citations) > 1)
    return tuple(use for use in uses if use is not None)


def _use(
    kind: AnswerType, citations: Sequence[Citation], members: Sequence[int], aliases: AliasTable
) -> AliasUse | None:
    """What joins two values of a group that are not one by themselves."""
    read = {n: read_value(each.quote, each.answer_span) for n in members if (each := citations[n]).answer_span}
    if all(aliases.canonical(each.name) == each.name for each in read.values()):
        return None
    for one, other in combinations(read, 2):
        if same_value(kind, read[one], read[other]) is True:
            continue
        if (joint := aliases.joint(read[one].name, read[other].name)) is not None:
            name, same_as, group = joint
            return AliasUse(name=name, other=same_as, kind=group, effect="grouped", citations=(one, other))
    return None


def _canonical(value: AnswerValue, aliases: AliasTable) -> AnswerValue:
    return value._replace(name=aliases.canonical(value.name)) if aliases else value


def _canonical_scene(found: Scene, aliases: AliasTable) -> Scene:
    return found._replace(names=tuple(map(aliases.canonical, found.names))) if aliases else found


def _grouped(
    kind: AnswerType, citations: Sequence[Citation], read: dict[int, AnswerValue], scenes: dict[int, Scene]
) -> list[list[int]]:
    """Put together what is one value, the fullest first; "Guterres" stands alone between two who share the name."""
    groups: list[list[int]] = []
    for number in sorted(read, key=lambda n: _place(read[n], citations[n])):
        fitting = [group for group in groups if _joins(kind, number, group, read, scenes)]
        if any(_conflict(kind, one, other, read) for one, other in combinations(fitting, 2)):
            fitting = []
        groups = [group for group in groups if group not in fitting]
        groups.append([number, *(each for group in fitting for each in group)])
    return [sorted(group) for group in groups]


def _conflict(kind: AnswerType, one: Sequence[int], other: Sequence[int], read: dict[int, AnswerValue]) -> bool:
    return any(same_value(kind, read[a], read[b]) is False for a, b in product(one, other))


def _place(value: AnswerValue, citation: Citation) -> tuple[int, str, str, int]:
    """An order that does not depend on the order of the citations."""
    return -value.detail, fold(value.text), citation.source, citation.start


def _joins(
    kind: AnswerType, number: int, group: Sequence[int], read: dict[int, AnswerValue], scenes: dict[int, Scene]
) -> bool:
    if any(scenes[number].denied != scenes[each].denied for each in group):
        return False
    found = [same_value(kind, read[number], read[each]) for each in group]
    return True in found and False not in found


def _value(citations: Sequence[Citation], read: dict[int, AnswerValue], group: Sequence[int]) -> Value:
    members = [citations[number] for number in group]
    return Value(
        text=read[group[0]].text,
        citations=tuple(group),
        articles=len({each.source for each in members}),
        sources=independent_sources(members),
    )


def _relation(
    kind: AnswerType,
    question: str,
    citations: Sequence[Citation],
    values: Sequence[Value],
    read: dict[int, AnswerValue],
    scenes: dict[int, Scene],
) -> Relation:
    if len(values) == 1:
        return "agree" if values[0].sources > 1 else "single"
    if kind in SEVERAL:
        return "several"
    pairs = combinations([value.citations for value in values], 2)
    if kind in _EXCLUSIVE and any(_exclude(kind, question, citations, pair, read, scenes) for pair in pairs):
        return "disagree"
    return "other"


def _exclude(
    kind: AnswerType,
    question: str,
    citations: Sequence[Citation],
    groups: tuple[Sequence[int], Sequence[int]],
    read: dict[int, AnswerValue],
    scenes: dict[int, Scene],
) -> bool:
    """Whether two values contradict each other; never where one article gives both."""
    sources = [{citations[number].source for number in group} for group in groups]
    if sources[0] & sources[1]:
        return False
    return any(
        same_value(kind, read[one], read[other]) is False
        and not share_origin(citations[one], citations[other])
        and not _news_moved_on(kind, citations[one], citations[other])
        and same_event(scenes[one], scenes[other], question)
        for one, other in product(*groups)
    )


def _news_moved_on(kind: AnswerType, one: Citation, other: Citation) -> bool:
    """A toll that rose from one day to another is no contradiction."""
    if kind is not AnswerType.QUANTITY or one.published is None or other.published is None:
        return False
    return abs((one.published - other.published).days) > SAME_NEWS_DAYS
