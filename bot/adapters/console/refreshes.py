"""Lay out what a refresh found, what waits for a moderator, and which generations can answer again. Pure: rows out."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.listings import skipped_rows
from bot.adapters.console.screen import Row
from bot.evaluation.gold import GoldQuestion
from bot.moderation.gate import GateReport, Given
from bot.moderation.held import Held
from bot.moderation.refreshing import Kept, Outcome
from bot.text import harmless
from index.comparing import RefreshReport

#: Names of articles that are listed of each kind.
_MOST = 20


def outcome_rows(outcome: Outcome) -> Iterator[Row]:
    """What changed, how the golden questions fared, and whether it answers now."""
    yield from report_rows(outcome.report)
    yield from gate_rows(outcome.gate)
    if outcome.held:
        yield from _waiting_rows(outcome.held)
        return
    name = outcome.report.generation_after
    if outcome.report.switched:
        yield Row(Text(f"Generation {name} answers now ({outcome.seconds:.1f} s)."), apart=True)
    else:
        yield Row(Text(f"Nothing has changed: generation {name} answers ({outcome.seconds:.1f} s)."), apart=True)


def held_rows(held: Held) -> Iterator[Row]:
    """What waits, by whom since when, and why."""
    by = harmless(held.by)
    yield Row(Text(f"Generation {held.generation}, prepared by {by} on {day(held.since)} at {held.since:%H:%M} UTC."))
    yield from report_rows(held.report)
    yield from gate_rows(held.gate)
    yield from _waiting_rows(held.reasons)


def report_rows(report: RefreshReport) -> Iterator[Row]:
    """Which articles came, changed, went or were left out, and how many sentences there are."""
    for what, sources in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        for source in sources[:_MOST]:
            yield Row(Text.assemble((f"{what:<8} ", "cyan"), harmless(source)))
        if len(sources) > _MOST:
            yield Row(Text(f"{what:<8} and {len(sources) - _MOST:,} more"))
    yield from skipped_rows(report.faults, report.duplicates)
    for copy in report.copies[:_MOST]:
        words = f"{copy.source} repeats {copy.of}: {copy.share:.0%} of its sentences stand there word for word."
        yield Row(Text(harmless(words)))
    lost = f", {report.sentences_lost:,} of them lost" if report.sentences_lost else ""
    yield Row(Text(f"Sentences: {report.sentences_before:,} before{lost}, {report.sentences_after:,} after."))


def gate_rows(gate: GateReport | None) -> Iterator[Row]:
    """How the golden questions fared."""
    if gate is None:
        return
    yield Row(Text(f"Golden questions: {gate.right_before} of {gate.asked} right before, {gate.right_after} after."))
    for change in gate.changed:
        style = "yellow" if change.broken else ""
        yield Row(Text(harmless(f"{change.question} ({change.id})"), style=style), indent=True)
        words = f"{change.before} → {change.after}{' — was right, is no longer' if change.broken else ''}"
        yield Row(Text(harmless(words)), indent=True)


def kept_rows(kept: Sequence[Kept]) -> Iterator[Row]:
    """The generations that can answer again, one a row."""
    for each in kept:
        built = f"{day(each.built_at)} {each.built_at:%H:%M} UTC" if each.built_at else "unreadable"
        state = "answers now" if each.current else "" if each.whole else "damaged"
        facts = f"{built} · {each.articles:,} articles · {each.sentences:,} sentences"
        yield Row(Text.assemble((each.name, "bold"), f"  {facts}", f"  {state}" if state else ""))
    if not kept:
        yield Row(Text("No generation has answered yet."))


def golden_rows(questions: Sequence[GoldQuestion]) -> Iterator[Row]:
    """The golden questions with what is right."""
    for each in questions:
        yield Row(Text(harmless(each.question), style="bold"))
        right = "to be declined" if not each.answerable else " / ".join(each.answers) or "as cited"
        sources = ", ".join(dict.fromkeys(evidence.source for evidence in each.evidence))
        yield Row(Text(harmless(" · ".join(filter(None, [each.id, right, sources])))), indent=True)
    yield Row(Text(f"{len(questions):,} golden question{'' if len(questions) == 1 else 's'}.", style="dim"), apart=True)


def asked_rows(asked: Sequence[tuple[GoldQuestion, Given]]) -> Iterator[Row]:
    """The golden questions with what is answered now."""
    for question, given in asked:
        mark = Text("right", style="green") if given.right else Text("WRONG", style="red")
        yield Row(Text.assemble(mark, f"  {harmless(question.question)}"))
        yield Row(Text(harmless(str(given))), indent=True)
    right = sum(given.right for _, given in asked)
    yield Row(Text(f"{right} of {len(asked)} right.", style="dim"), apart=True)


def _waiting_rows(reasons: Sequence[str]) -> Iterator[Row]:
    yield Row(Text("Held: the index in use goes on answering.", style="bold yellow"), apart=True)
    for reason in reasons:
        yield Row(Text(harmless(reason)), indent=True)
    yield Row(Text("Let it answer with `onrecord index confirm`, or forget it with `onrecord index discard`."))
