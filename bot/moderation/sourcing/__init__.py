"""Where articles come from: looked at, kept, withdrawn, restored, purged, corrected by moderators; fetched; feeds."""

from bot.moderation.sourcing.feeds import Feeds, Polled
from bot.moderation.sourcing.models import Changed, Duplicate, Kept, Page, Preview, Source
from bot.moderation.sourcing.sources import Sources

__all__ = ["Changed", "Duplicate", "Feeds", "Kept", "Page", "Polled", "Preview", "Source", "Sources"]
