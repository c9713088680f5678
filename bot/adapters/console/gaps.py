"""Lay out gaps for people: how often, when last, in which words, what no article contains, what came near. Pure."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.adapters.console.answers import day, source_line
from bot.adapters.console.screen import Row
from bot.moderation.gaps import GapGroup, Solved
from bot.text import harmless

#: Other wordings and sentences shown of one gap.
_WORDINGS = 3
_SENTENCES = 1


def gap_rows(groups: Sequence[GapGroup]) -> Iterator[Row]:
    """Each gap under its key, then how many there are."""
    for number, group in enumerate(groups):
        yield Row(Text.assemble((group.key, "cyan"), "  ", (harmless(group.question), "bold")), apart=number > 0)
        yield Row(Text(_counts(group)), indent=True)
        for wording in group.wordings[1 : 1 + _WORDINGS]:
            yield Row(Text(f"also: {harmless(wording)}"), indent=True)
        if group.missing:
            yield Row(Text(f"in no article: {harmless(', '.join(group.missing))}"), indent=True)
        for citation in group.nearest[:_SENTENCES]:
            yield Row(Text(f"nearest: {harmless(citation.quote)}"), indent=True)
            yield Row(Text(source_line(citation), style="dim"), indent=True)
    asked = sum(group.count for group in groups)
    total = f"{len(groups):,} gap{'' if len(groups) == 1 else 's'}, counted {asked:,} time{'' if asked == 1 else 's'}."
    yield Row(Text(total if groups else "No question is without a good answer.", style="dim"), apart=bool(groups))


def solved_rows(solved: Solved) -> Iterator[Row]:
    """What became of a gap that an article solved."""
    group = solved.group
    yield Row(Text(f"Solved by {harmless(group.source or '')}: {harmless(group.question)}"))
    asked = f"Asked again in {solved.asked} wording{'' if solved.asked == 1 else 's'}"
    yield Row(Text(f"{asked}: {solved.answered} answered, {solved.from_source} from that article."))
    if solved.from_source < solved.asked:
        yield Row(Text("It comes back when it is asked in vain again.", style="dim"))


def _counts(group: GapGroup) -> str:
    parts = [f"declined {_times(group.declined)}"] if group.declined else []
    parts += [f"voted down {_times(group.voted_down)}"] if group.voted_down else []
    line = f"{', '.join(parts)}; last asked {day(group.latest)}"
    if group.state == "solved":
        return f"{line}; solved by {harmless(group.source or '')}"
    return f"{line}; {group.state}" if group.state else line


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
