"""What moderators' commands work with, put together once: guard and use cases. Refuses to do any of the work."""

from dataclasses import dataclass

from bot.adapters.discord.moderating.guard import Guard
from bot.moderation.aliases import Aliases
from bot.moderation.corrections import Corrections
from bot.moderation.gaps import Gaps
from bot.moderation.golden import Golden
from bot.moderation.refreshing import Refreshes
from bot.moderation.sourcing.feeds import Feeds
from bot.moderation.sourcing.sources import Sources
from bot.service import Service
from bot.settings import Settings
from bot.store import Store


@dataclass(frozen=True)
class Moderation:
    """The use cases of moderators, and who may use them."""

    settings: Settings
    guard: Guard
    service: Service
    refreshes: Refreshes
    sources: Sources
    feeds: Feeds
    golden: Golden
    aliases: Aliases
    gaps: Gaps
    corrections: Corrections


def moderation(service: Service, store: Store, settings: Settings) -> Moderation:
    """The use cases over one service and its store."""
    refreshes = Refreshes(service, store, settings)
    sources = Sources(service, store, settings, refreshes)
    return Moderation(
        settings,
        Guard.of(settings),
        service,
        refreshes,
        sources,
        feeds=Feeds(store, sources, settings),
        golden=Golden(service, store),
        aliases=Aliases(service, store),
        gaps=Gaps(service, store),
        corrections=Corrections(service, store, settings),
    )
