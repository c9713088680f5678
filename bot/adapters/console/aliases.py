"""Lay out the alias table for people: which names are one, what in the file is wrong, what may be one. Pure."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from bot.adapters.console.screen import Row
from bot.moderation.variants import Suggestion
from bot.text import harmless
from index.aliases import AliasEntries, AliasGroup

_KINDS = {"spellings": "spellings of one name", "equivalents": "names for the same"}


def table_rows(entries: AliasEntries, path: Path) -> Iterator[Row]:
    """The entries, then what could not be understood, each with its line."""
    for group in entries.groups:
        yield Row(entry(group))
    for number, problem in enumerate(entries.problems):
        line = harmless(f"{path}, {problem.reason}. {problem.advice}")
        yield Row(Text(line, style="yellow"), apart=number == 0 and bool(entries.groups))
    count = len(entries.groups)
    where = harmless(str(path))
    total = f"{count:,} entr{'y' if count == 1 else 'ies'} in {where}." if count else f"No entry in {where}."
    yield Row(Text(total, style="dim"), apart=bool(entries.groups or entries.problems))


def entry(group: AliasGroup) -> Text:
    """One entry in a line."""
    first, *others = map(harmless, group.names)
    return Text.assemble((first, "bold"), f" = {', '.join(others)}  ", (f"({_KINDS[group.kind]})", "dim"))


def suggestion_rows(found: Sequence[Suggestion]) -> Iterator[Row]:
    """Names that may be one, with the command that takes them for one and a sentence for either."""
    for number, each in enumerate(found):
        names = Text.assemble((harmless(each.one), "bold"), " and ", (harmless(each.other), "bold"))
        counts = f" ({each.why}; in {each.one_in:,} and {each.other_in:,} sentences)"
        yield Row(names.append(counts, "dim"), apart=number > 0)
        for example in each.examples:
            yield Row(Text(harmless(f"{example.quote} · {example.source}, line {example.line}")), indent=True)
    total = "To take two for one: onrecord alias add ONE OTHER." if found else "No names look as if they were one."
    yield Row(Text(total, style="dim"), apart=bool(found))
