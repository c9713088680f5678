"""Refreshing the index for moderators: prepared aside, asked the golden questions, held or switched, taken back."""

from bot.moderation.held import Held
from bot.moderation.refreshing.refreshes import Refreshes
from bot.moderation.refreshing.values import Kept, Outcome

__all__ = ["Held", "Kept", "Outcome", "Refreshes"]
