"""Write down what was done, by whom, and how it was before and after. Refuses to change what is written."""

from pydantic import JsonValue

from bot.moderation.actors import Actor
from bot.store import Store


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
