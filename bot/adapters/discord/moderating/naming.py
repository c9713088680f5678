"""``/alias``: names that are taken for one and the same, and likely variants found in the articles.

Refuses to know what a name matches: the alias table does.
"""

import asyncio
from typing import TYPE_CHECKING

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.names import aliases_card, variants_card
from bot.adapters.discord.moderating.cards.pages import said
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed
from bot.adapters.discord.moderating.recent import Recent
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.moderation.variants import Suggestion
from index.aliases import Kind

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_NAME = 100
_MOST_CHOICES = 25


class Naming:
    """What moderators do with names."""

    def __init__(self, parts: "Parts") -> None:
        self._aliases = parts.moderation.aliases
        self._found: Recent[list[Suggestion]] = Recent()

    @property
    def verbs(self) -> Verbs:
        """Its buttons."""
        return Verbs(
            {
                "aliases": lambda visit, pressed: self.listed(visit, pressed.page),
                "variants": self._variants,
                "variant": self._variant,
            }
        )

    async def add(self, visit: ModeratorVisit, one: str, other: str, kind: Kind | None = None) -> Card:
        """Take two names for one, from the next question on."""
        group = await self._aliases.add(one, other, visit.actor, kind=kind)
        names = visit.phrases.listed([said(name, visit.phrases, limit=_NAME) for name in group.names[:_MOST_CHOICES]])
        return notice_card(visit.phrases.get(f"alias.added.{group.kind}", names=names))

    async def remove(self, visit: ModeratorVisit, name: str) -> Card:
        """Take a name out of its entry."""
        left = await self._aliases.remove(name, visit.actor)
        removed = visit.phrases.get("alias.removed", name=said(name, visit.phrases, limit=_NAME))
        rest = [said(each, visit.phrases, limit=_NAME) for each in left.names[:_MOST_CHOICES]] if left else []
        kept = visit.phrases.get("alias.left", names=visit.phrases.listed(rest)) if rest else ""
        return notice_card("\n".join(part for part in (removed, kept) if part))

    async def listed(self, visit: ModeratorVisit, page: int | None = None) -> Card:
        """The names that are taken for one."""
        return aliases_card(await asyncio.to_thread(self._aliases.table), page, phrases=visit.phrases)

    async def variants(self, visit: ModeratorVisit) -> Card:
        """Names in the articles that may be one."""
        found = await asyncio.to_thread(self._aliases.suggestions)
        return variants_card(found, key=self._found.keep(found), phrases=visit.phrases)

    async def _variants(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        found = self._found.find(pressed.key)
        return (
            gone(visit) if found is None else variants_card(found, pressed.page, key=pressed.key, phrases=visit.phrases)
        )

    async def _variant(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        """Take a suggested pair for one."""
        found = self._found.find(pressed.key)
        place = pressed.values[0] if pressed.values else ""
        if found is None or not place.isdecimal() or int(place) >= len(found):
            return gone(visit)
        pair = found[int(place)]
        return await self.add(visit, pair.one, pair.other, pair.kind)

    async def suggest(self, so_far: str) -> list[tuple[str, str]]:
        """Names in the table that hold what was typed."""
        entries = await asyncio.to_thread(self._aliases.table)
        wanted = so_far.casefold()
        names = [name for group in entries.groups for name in group.names if wanted in name.casefold()]
        return [(plain(name, limit=_NAME) or "…", name) for name in dict.fromkeys(names) if len(name) <= _NAME][
            :_MOST_CHOICES
        ]
