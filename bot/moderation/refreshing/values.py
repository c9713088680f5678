"""What a refresh tells moderators: what it did, and which generations they can go back to."""

from datetime import datetime

from bot.moderation.gate import GateReport
from index.comparing import RefreshReport
from index.models import Frozen


class Outcome(Frozen):
    """How a refresh ended. ``held`` are the reasons why it waits; where there is none, what it found answers now.

    ``gate`` is missing where no generation changed, or no golden question is there.
    """

    report: RefreshReport
    gate: GateReport | None = None
    held: tuple[str, ...] = ()
    seconds: float = 0.0


class Kept(Frozen):
    """A generation on disk that a moderator can go back to; ``whole`` is false where a file of it is damaged."""

    name: str
    built_at: datetime | None
    articles: int = 0
    sentences: int = 0
    current: bool = False
    whole: bool = True
