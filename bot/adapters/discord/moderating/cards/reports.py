"""The report of a refresh: what it would change, before it counts; or what it has changed. Pure.

Every name, reason and answer stands in it, on as many pages as they take. Refuses to judge: why something is held is
said by whoever held it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.adapters.discord.cards.layout import Card, Row, Text, Tone
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import length
from bot.adapters.discord.moderating.cards.pages import listing_card, said
from bot.adapters.discord.phrases import Phrases
from bot.moderation.golden import GateChange, GateReport, Given
from bot.moderation.refreshing import Outcome
from index.copies import Copy

_NAME = 100
_REASON = 300
_ANSWER = 200
_QUESTION = 200
#: Characters of one block of a list: several fit on a page.
_BLOCK = 1_400


def outcome_card(
    outcome: Outcome,
    page: int | None = None,
    *,
    phrases: Phrases,
    verb: str,
    key: str,
    rows: Callable[[int], Sequence[Row]] | None = None,
    said_first: str = "",
) -> Card:
    """What a refresh did, or what it waits for a moderator with; ``said_first`` is about what led to it."""
    report = outcome.report
    before, after = (_generation(name, phrases) for name in (report.generation_before, report.generation_after))
    changed = phrases.get("report.generations", before=before, after=after) if before != after else after
    took = phrases.get("report.seconds", seconds=f"{outcome.seconds:.1f}") if outcome.seconds >= 0.05 else ""
    return listing_card(
        said_first or phrases.get(f"report.title.{_kind(outcome)}"),
        _blocks(outcome, phrases),
        phrases=phrases,
        verb=verb,
        key=key,
        page=page,
        foot=[phrases.listed([changed, took])],
        rows=rows,
        tone=Tone.DIFFERING if outcome.held else Tone.ANSWER if report.switched else Tone.NOTICE,
    )


def _kind(outcome: Outcome) -> str:
    if outcome.held:
        return "held"
    return "switched" if outcome.report.switched else "unchanged"


def _generation(name: str | None, phrases: Phrases) -> str:
    return said(name, phrases, limit=20) if name else phrases.get("report.no_generation")


def _blocks(outcome: Outcome, phrases: Phrases) -> Iterator[Text]:
    report = outcome.report
    if outcome.held:
        reasons = [f"- {said(reason, phrases, limit=_REASON)}" for reason in outcome.held]
        yield from _list(phrases.get("report.reasons"), reasons)
    yield Text("\n".join(_counts(outcome, phrases)))
    if report.notice:
        yield Text(said(report.notice, phrases, limit=_REASON))
    if outcome.gate is not None:
        yield from _gate(outcome.gate, phrases)
    for kind, sources in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        names = [f"- {said(source, phrases, limit=_NAME)}" for source in sources]
        yield from _list(phrases.get(f"report.{kind}", count=len(sources)), names)
    skipped = [_pair(fault.source, fault.reason, phrases) for fault in report.faults]
    yield from _list(phrases.get("report.skipped", count=len(skipped)), skipped)
    again = [_pair(each.source, phrases.get("report.copy_of", source=each.kept), phrases) for each in report.duplicates]
    yield from _list(phrases.get("report.copies", count=len(again)), again)
    near = [_pair(each.source, _near(each, phrases), phrases) for each in report.copies]
    yield from _list(phrases.get("report.near_copies", count=len(near)), near)


def _counts(outcome: Outcome, phrases: Phrases) -> Iterator[str]:
    report = outcome.report
    kinds = [("added", report.added), ("changed", report.changed), ("removed", report.removed)]
    counted = [phrases.get(f"report.count.{kind}", count=len(sources)) for kind, sources in kinds]
    counted.append(phrases.get("report.count.skipped", count=len(report.faults)))
    yield f"**{phrases.get('report.articles')}**: {phrases.listed(counted)}"
    sentences = phrases.get(
        "report.from_to", before=f"{report.sentences_before:,}", after=f"{report.sentences_after:,}"
    )
    lost = phrases.get("report.lost", lost=f"{report.sentences_lost:,}") if report.sentences_lost else ""
    yield f"**{phrases.get('report.sentences')}**: {phrases.listed([sentences, lost])}"


def _gate(gate: GateReport, phrases: Phrases) -> Iterator[Text]:
    right = phrases.get("report.from_to", before=f"{gate.right_before}", after=f"{gate.right_after}")
    stated = phrases.get("report.golden", asked=gate.asked, right=right)
    changes = [line for change in gate.changed for line in _golden_lines(change, phrases)]
    if not changes:
        yield Text(f"**{phrases.get('report.golden.title')}**: {stated}")
    yield from _list(f"{phrases.get('report.golden.title')}: {stated}", changes)


def _golden_lines(change: GateChange, phrases: Phrases) -> Iterator[str]:
    mark = "⚠ " if change.broken else ""
    question = said(change.question, phrases, limit=_QUESTION)
    before, after = (_given(given, phrases) for given in (change.before, change.after))
    broken = f" **{phrases.get('report.golden.broken')}**" if change.broken else ""
    yield f"- {mark}{question}{broken}\n{small(phrases.get('report.from_to', before=before, after=after))}"


def _given(given: Given, phrases: Phrases) -> str:
    if given.status == "declined":
        return phrases.get("report.golden.declined")
    return said(str(given), phrases, limit=_ANSWER)


def _near(copy: Copy, phrases: Phrases) -> str:
    return phrases.get("report.near_copy", source=copy.of, share=f"{copy.share:.0%}".rstrip("%"))


def _pair(source: str, words: str, phrases: Phrases) -> str:
    return f"- {said(source, phrases, limit=_NAME)}: {said(words, phrases, limit=_REASON)}"


def _list(title: str, lines: Iterable[str]) -> Iterator[Text]:
    """A title with its lines, in as many blocks as their length takes; nothing where there are no lines."""
    block = [f"**{title}**"]
    for line in lines:
        if len(block) > 1 and sum(length(each) + 1 for each in block) + length(line) > _BLOCK:
            yield Text("\n".join(block))
            block = []
        block.append(line)
    if len(block) > 1 or not block[0].startswith("**"):
        yield Text("\n".join(block))
