"""A generation that waits for a moderator, beside the generations on disk. Refuses to decide what waits."""

from datetime import datetime

from bot.moderation.gate import GateReport
from index import holding
from index.comparing import RefreshReport
from index.models import Frozen
from index.snapshot import Snapshots


class Held(Frozen):
    """A generation that is built and waits for a moderator: prepared by whom, since when, and why it waits."""

    generation: str
    since: datetime
    by: str
    reasons: tuple[str, ...]
    report: RefreshReport
    gate: GateReport | None = None


def hold(snapshots: Snapshots, held: Held, signature: str) -> None:
    """Let a generation wait that holds the folder in the state of a signature."""
    told = held.model_dump(mode="json", exclude={"generation"})
    holding.hold(snapshots.folder, holding.Waiting(held.generation, signature, told))


def held_in(snapshots: Snapshots) -> tuple[Held, str] | None:
    """What waits, with the signature of the folder's state that it holds; nothing where nothing does."""
    waiting = holding.held(snapshots.folder)
    if waiting is None:
        return None
    try:
        return Held.model_validate({"generation": waiting.generation, **waiting.told}), waiting.signature
    except ValueError:
        return None
