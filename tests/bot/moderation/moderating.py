"""Who moderates, when, three articles and a fourth that comes later; and the trail as a list."""

from datetime import UTC, datetime

from bot.moderation.actors import Actor
from bot.moderation.trail import AuditRow, audit_rows
from bot.store import Store

AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=1)
WATCH = Actor(kind="watch", name="Onrecord")
NOON = datetime(2024, 1, 20, 12, tzinfo=UTC)

TRUCE = "China offered to mediate between the two neighbours on Thursday.\n\nBoth sides accepted on Friday morning.\n"
ENVOYS = "The envoys of both countries returned to their posts on Sunday.\n"
BORDER = "The border stayed closed for two more days, traders said.\n\nIt opened for families on Monday evening.\n"
STRIKE = "The army said that a missile had struck a village near the border on Tuesday.\n"


class Trail:
    """What was written down, in the order in which it happened."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def rows(self) -> list[AuditRow]:
        return (await audit_rows(self._store, NOON))[::-1]

    async def actions(self) -> list[str]:
        return [row.action for row in await self.rows()]
