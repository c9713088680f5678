"""Decide on a generation that was built because the articles changed, with no moderator there: may it answer at once?

What loses too much or breaks a golden question is kept on disk and held, for a moderator to decide. Refuses to switch.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.moderation.gate import asked_of, reasons
from bot.moderation.held import Held, hold
from bot.settings import Settings
from index.refresh import Prepared
from index.snapshot import Snapshots

if TYPE_CHECKING:
    from bot.answering import Answerer

_BY = "Onrecord (when it was opened)"


def held_back(
    settings: Settings,
    snapshots: Snapshots,
    prepared: Prepared,
    answerers: "Callable[[], tuple[Answerer, Answerer]]",
) -> tuple[str, ...]:
    """Why it must wait, in sentences for people; ``answerers`` are made only where golden questions are there."""
    gate, faults = asked_of(settings.corpus, snapshots, answerers)
    why = reasons(prepared.report, gate, most_lost=settings.refresh_most_lost) + faults
    if why:
        snapshots.write(prepared.generation)
        name, now = prepared.generation.name, datetime.now(UTC)
        held = Held(generation=name, since=now, by=_BY, reasons=why, report=prepared.report, gate=gate)
        hold(snapshots, held, prepared.signature)
    return why
