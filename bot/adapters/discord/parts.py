"""Everything that the Discord adapter works with, put together once and passed down. Refuses to do any of the work."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Protocol

import discord

from bot.adapters.discord.asking import Asking
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.desk import Service as Answering
from bot.adapters.discord.moderating.moderation import Moderation
from bot.adapters.discord.rates import Rates
from bot.adapters.discord.servers import Servers
from bot.adapters.discord.visits import Visit
from bot.models import Citation, ClaimCheck
from bot.reports import AsOf, Listing
from bot.store import Store
from bot.suggesting import Suggestions
from index.models import Sentence

_MOST_CHECKS = 500


class Service(Answering, Protocol):
    """What the adapter needs of the service."""

    @property
    def answerer(self) -> object:
        """What answers: loaded when it is first asked for, which takes a while."""

    def refresh(self) -> object:
        """Bring the index up to its articles."""

    def context(self, citation: Citation, sentences: int = 2) -> list[Sentence]:
        """The sentences around a citation."""

    def sources(self) -> Listing:
        """The articles."""

    def withdrawn(self) -> frozenset[str]:
        """The sources that must not be quoted any more."""


class Checks(OrderedDict[str, ClaimCheck]):
    """The latest claim checks by their keys: in memory alone, for a message of somebody else is nothing to keep."""

    def keep(self, key: str, check: ClaimCheck) -> None:
        """Remember one, and forget the oldest."""
        self[key] = check
        if len(self) > _MOST_CHECKS:
            self.popitem(last=False)


@dataclass
class Parts:
    """The parts."""

    service: Service
    store: Store
    desk: Desk
    rates: Rates
    servers: Servers
    asking: Asking
    moderation: Moderation
    retention_days: int | None = None
    checks: Checks = field(default_factory=Checks)
    suggestions: Suggestions = field(default_factory=Suggestions)

    async def visit(self, interaction: discord.Interaction[Any]) -> Visit:
        """An interaction with the settings of its server."""
        return Visit(interaction, await self.servers.of(interaction.guild_id))

    async def listing(self) -> tuple[Listing, AsOf]:
        """The articles, and as of when."""
        return await self.desk.look_up(lambda: (self.service.sources(), self.service.as_of()))

    async def withdrawn(self) -> frozenset[str]:
        """The sources that must not be quoted any more, as of now."""
        return await self.desk.look_up(self.service.withdrawn)

    async def as_of(self, generation: str) -> AsOf:
        """What an earlier answer was drawn from, as far as that is still known."""
        now = await self.desk.look_up(self.service.as_of)
        return now if now.generation == generation else AsOf(generation=generation)
