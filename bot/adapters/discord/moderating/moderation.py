"""What moderators' commands work with, put together once: guard and use cases. Refuses to do any of the work."""

from dataclasses import dataclass

from bot.adapters.discord.moderating.guard import Guard
from bot.settings import Settings


@dataclass(frozen=True)
class Moderation:
    """The use cases of moderators, and who may use them."""

    settings: Settings
    guard: Guard


def moderation(settings: Settings) -> Moderation:
    """The use cases over one service and its store."""
    return Moderation(settings, Guard.of(settings))
