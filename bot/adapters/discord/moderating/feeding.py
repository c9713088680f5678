"""``/feed``: follow feeds, ask them, and decide on what they announced. Refuses to take anything in unseen.

An item is looked at as any article is before it is kept; only a feed that was added as automatic takes in by itself.
"""

from typing import TYPE_CHECKING

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.articles import preview_card
from bot.adapters.discord.moderating.cards.feeds import feeds_card, polled_card, waiting_card
from bot.adapters.discord.moderating.cards.pages import said
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed
from bot.adapters.discord.moderating.sourcing import Sourcing
from bot.adapters.discord.moderating.visits import ModeratorVisit

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_TITLE = 200
_MOST_CHOICES = 25
_CHOICE = 100


class Following:
    """What moderators do with feeds."""

    def __init__(self, parts: "Parts", sourcing: Sourcing) -> None:
        self._feeds, self._sourcing = parts.moderation.feeds, sourcing

    @property
    def verbs(self) -> Verbs:
        """Its buttons and menus."""
        return Verbs(
            {
                "feeds": lambda visit, pressed: self.listed(visit, pressed.page),
                "feed_poll": lambda visit, _: self.poll(visit),
                "waiting": lambda visit, pressed: self.waiting(visit, pressed.page),
                "item": self._item,
                "approve": self._approve,
                "reject": self._reject,
            }
        )

    async def add(self, visit: ModeratorVisit, url: str, automatic: bool) -> Card:
        """Follow a feed from now on."""
        feed = await self._feeds.add(url.strip(), visit.actor, automatic)
        title = said(feed.title or feed.url, visit.phrases, limit=_TITLE)
        return notice_card(visit.phrases.get(f"feeds.added.{'on' if automatic else 'off'}", title=title))

    async def listed(self, visit: ModeratorVisit, page: int | None = None) -> Card:
        """The feeds that are followed."""
        return feeds_card(await self._feeds.list(), page, phrases=visit.phrases)

    async def remove(self, visit: ModeratorVisit, named: str) -> Card:
        """Follow a feed no more; its articles stay."""
        number = next(
            (each.number for each in await self._feeds.list() if named.strip() in (each.url, str(each.number))), 0
        )
        feed = await self._feeds.remove(number, visit.actor)
        return notice_card(
            visit.phrases.get("feeds.removed", title=said(feed.title or feed.url, visit.phrases, limit=_TITLE))
        )

    async def poll(self, visit: ModeratorVisit) -> Card:
        """Ask every feed now."""
        return polled_card(await self._feeds.poll(everything=True), phrases=visit.phrases)

    async def waiting(self, visit: ModeratorVisit, page: int | None = None) -> Card:
        """What was announced and waits for somebody to decide."""
        return waiting_card(await self._feeds.waiting(), page, phrases=visit.phrases)

    async def suggest(self, so_far: str) -> list[tuple[str, str]]:
        """Feeds whose title or address holds what was typed."""
        wanted = so_far.casefold()
        found = [each for each in await self._feeds.list() if wanted in f"{each.title} {each.url}".casefold()]
        return [
            (plain(each.title or each.url, limit=_CHOICE) or "…", str(each.number)) for each in found[:_MOST_CHOICES]
        ]

    async def _item(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        number = _number(pressed)
        if number is None:
            return gone(visit)
        preview = await self._feeds.preview(number)
        return preview_card(preview, str(number), phrases=visit.phrases, keep="approve", drop="reject")

    async def _approve(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        number = _number(pressed)
        if number is None:
            return gone(visit)
        return self._sourcing.changed(visit, await self._feeds.approve(number, visit.actor), "added")

    async def _reject(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        number = _number(pressed)
        if number is None:
            return gone(visit)
        item = await self._feeds.reject(number, visit.actor)
        title = said(item.title or item.link, visit.phrases, limit=_TITLE)
        return notice_card(visit.phrases.get("feeds.rejected", title=title))


def _number(pressed: Pressed) -> int | None:
    text = pressed.values[0] if pressed.values else pressed.key
    return int(text) if text.isdecimal() and len(text) < 16 else None
