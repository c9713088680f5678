"""Lay out answers that the articles no longer bear out: what was said, why not any more, what would be said now."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.screen import Row
from bot.models import Answer
from bot.moderation.corrections import Corrected, Correction
from bot.store import Shown
from bot.text import harmless


def correction_rows(found: Sequence[Correction]) -> Iterator[Row]:
    """Every answer that ought to be corrected, then how to do that."""
    for number, each in enumerate(found, 1):
        yield Row(Text(harmless(each.question), style="bold"), label=str(number), apart=number > 1)
        given = f"answered {harmless(in_words(each.then))} on {day(each.asked_at)} at {each.asked_at:%H:%M} UTC"
        yield Row(Text(given), indent=True)
        yield Row(Text(harmless(each.why), style="yellow"), indent=True)
        yield Row(Text(f"now: {harmless(in_words(each.now))}"), indent=True)
        for shown in each.messages:
            yield Row(Text(link(shown, each.guild_id), style="dim"), indent=True)
        yield Row(Text(f"onrecord corrections supersede {each.key}", style="dim"), indent=True)
    if not found:
        yield Row(Text("The articles still bear out every answer of these days."))
    else:
        count = "1 answer is" if len(found) == 1 else f"{len(found):,} answers are"
        yield Row(Text(f"{count} no longer borne out by the articles.", style="dim"), apart=True)


def corrected_rows(done: Corrected) -> Iterator[Row]:
    """What took an answer's place, and the messages that a running bot will mark."""
    yield Row(Text(f"{done.old.key} → {done.new.key}", style="bold"))
    yield Row(Text(f"then: {harmless(in_words(done.old.answer))}"), indent=True)
    yield Row(Text(f"now:  {harmless(in_words(done.new.answer))}"), indent=True)
    for shown in done.messages:
        yield Row(Text(link(shown, done.old.place.guild_id), style="dim"), indent=True)


def in_words(answer: Answer) -> str:
    """An answer in a line: "“China”", or why it declines."""
    if answer.status == "declined":
        return f"declined: {answer.reason.message}" if answer.reason else "declined"
    return f"“{answer.short_answer or answer.citations[0].quote}”"


def link(shown: Shown, guild_id: int | None) -> str:
    """Where a message can be looked at."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{shown.channel_id}/{shown.message_id}"
