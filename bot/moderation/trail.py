"""Write down what was done, by whom, and how it was before and after; read it again, entry by entry.

Refuses to change what is written. What is read back holds untrusted words (titles, names of people), to be made
harmless where it is shown.
"""

from collections.abc import Collection
from datetime import datetime

from pydantic import AwareDatetime, Field, JsonValue

from bot.models import Count
from bot.moderation.actors import Actor
from bot.store import AuditEntry, Reading, Store
from bot.store.models import Id
from index.models import Frozen

#: Entries that are read at most, the latest first.
MOST = 1000

_ONRECORD = "Onrecord"


class AuditRow(Frozen):
    """One entry for people: who did what, when, from where (which kind of actor, which server), before and after.

    ``by`` is a name as it was then; ``actor`` is the keyed hash that tells namesakes apart.
    """

    number: Count
    at: AwareDatetime
    by: str
    origin: str | None = None
    guild_id: Id | None = None
    actor: str | None = None
    action: str
    before: JsonValue = None
    after: JsonValue = None
    details: dict[str, JsonValue] = Field(default_factory=dict)


async def record(
    store: Store,
    actor: Actor,
    action: str,
    *,
    before: JsonValue = None,
    after: JsonValue = None,
    **details: JsonValue,
) -> None:
    """Add an entry to the audit trail: ``action`` in dotted words ("source.withdrawn"), by name and by keyed hash."""
    told: dict[str, JsonValue] = {"by": actor.name, "from": actor.kind}
    told |= {name: value for name, value in (("before", before), ("after", after)) if value is not None}
    await store.note(action, actor=actor.user_id, guild_id=actor.guild_id, details=told | details)


async def audit_rows(
    store: Reading,
    since: datetime,
    guild_id: int | None = None,
    *,
    actions: Collection[str] = (),
    most: int = MOST,
) -> list[AuditRow]:
    """What was done since then, the latest first; with ``guild_id`` only what was done from that server.

    With ``actions`` only entries of these kinds.
    """
    entries = await store.trail(since, guild_id=guild_id, actions=actions, most=most)
    return [row_of(entry) for entry in entries]


def row_of(entry: AuditEntry) -> AuditRow:
    """An entry with its parts in their places, whoever wrote it and however long ago."""
    told = _in_places(entry)
    by, origin = told.pop("by", None), told.pop("from", None)
    return AuditRow(
        number=entry.number,
        at=entry.at,
        by=by if isinstance(by, str) else _somebody(entry),
        origin=origin if isinstance(origin, str) else None,
        guild_id=entry.guild_id,
        actor=entry.actor_hash,
        action=entry.action,
        before=told.pop("before", None),
        after=told.pop("after", None),
        details=told,
    )


def _in_places(entry: AuditEntry) -> dict[str, JsonValue]:
    """The details; what a server has chosen is written as name → [before, after] and is turned into the two."""
    if entry.action != "settings":
        return dict(entry.details)
    pairs = {name: value for name, value in entry.details.items() if isinstance(value, list) and len(value) == 2}
    before, after = ({name: value[side] for name, value in pairs.items()} for side in (0, 1))
    return {"before": before, "after": after}


def _somebody(entry: AuditEntry) -> str:
    return _ONRECORD if entry.actor_hash is None else f"user {entry.actor_hash[:8]}"
