"""Lay out an answer that was given: first as ``ask`` would show it, then when, to what, and whether it still holds."""

from collections.abc import Iterator

from rich.text import Text

from bot.adapters.console.answers import answer_rows, day
from bot.adapters.console.screen import Row
from bot.memory import Replay
from bot.models import Answer
from bot.text import harmless


def replay_rows(replay: Replay, *, marks: bool) -> Iterator[Row]:
    """Everything to show about one answer that was given."""
    yield from answer_rows(replay.stored.answer, replay.as_of, marks=marks)
    yield Row(Text(given_line(replay)), apart=True)
    yield Row(Text(now_line(replay), style="bold"))


def given_line(replay: Replay) -> str:
    """When the answer was given, to which question, and how it was found."""
    stored = replay.stored
    given = f"Given on {day(stored.asked_at)} at {stored.asked_at:%H:%M} UTC to “{harmless(stored.question.text)}”"
    if stored.question.previous:
        given += f", after “{harmless(stored.question.previous.question)}”"
    up, down = replay.votes
    return f"{given}. {up} found it good, {down} did not." if up or down else f"{given}."


def now_line(replay: Replay) -> str:
    """Whether the index in use would still answer so."""
    if replay.now is None:
        return f"It was not asked again: {harmless(replay.hindrance or '')}".rstrip(".") + "."
    generation = f"generation {replay.now.generation}"
    if replay.now.generation == replay.stored.answer.generation:
        generation += ", which it came from"
    match replay.verdict:
        case "same":
            return f"The index in use ({generation}) still answers the same."
        case "other sentences":
            return f"The index in use ({generation}) gives the same answer, but from other sentences."
        case _:
            return f"The index in use ({generation}) answers differently: {_words(replay.now)}"


def _words(answer: Answer) -> str:
    if answer.status == "declined":
        return f"it declines. {harmless(answer.reason.message)}" if answer.reason else "it declines."
    return f"“{harmless(answer.short_answer or answer.citations[0].quote)}”"
