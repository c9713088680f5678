"""Corrections: the answers of the last days that the articles no longer bear out, marked with one press; and tools.

What is marked is what the moderator has seen in the list. Refuses to alter an answer: a new one takes its place.
"""

from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.moderating.cards.corrections import affected_card, tools_card
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed
from bot.adapters.discord.moderating.marking import Marker
from bot.adapters.discord.moderating.progress import shown_progress
from bot.adapters.discord.moderating.recent import Recent
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.errors import AnswerUnknown
from bot.moderation.corrections import Correction

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts


class Correcting:
    """What moderators do about answers that were given."""

    def __init__(self, parts: "Parts", marker: Marker) -> None:
        self._corrections, self._store, self._marker = parts.moderation.corrections, parts.store, marker
        self._lists: Recent[list[Correction]] = Recent()

    @property
    def verbs(self) -> Verbs:
        """Its buttons."""
        return Verbs(
            {
                "affected": lambda visit, _: self.affected(visit),
                "affected_page": self._page,
                "supersede": self._supersede,
                "renew": self._renew,
            }
        )

    async def affected(self, visit: ModeratorVisit) -> Card:
        """The answers that ought to be marked."""
        found = await self._corrections.affected()
        return affected_card(found, key=self._lists.keep(found), phrases=visit.phrases)

    async def tools(self, visit: ModeratorVisit, message: discord.Message) -> Card:
        """What can be done about the answer that a message shows."""
        stored = await self._store.by_message(message.id)
        if stored is None:
            return notice_card(visit.phrases.get("tools.none"))
        return tools_card(stored, await self._store.votes(stored.key), phrases=visit.phrases)

    async def _page(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        found = self._lists.find(pressed.key)
        if found is None:
            return gone(visit)
        return affected_card(found, pressed.page, key=pressed.key, phrases=visit.phrases)

    async def _supersede(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        found = self._lists.take(pressed.key)
        if found is None:
            return gone(visit)
        corrected = 0
        async with shown_progress(visit) as progress:
            for number, each in enumerate(found, 1):
                try:
                    await self._corrections.correct(each.key, visit.actor)
                    corrected += 1
                except AnswerUnknown:  # its time was up, or whoever asked had it erased
                    continue
                finally:
                    progress("correcting", number, len(found))
            marked = await self._marker.mark_all(visit.interaction.client)
        return self._done(visit, corrected, marked)

    async def _renew(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        await self._corrections.correct(pressed.key, visit.actor)
        return self._done(visit, 1, await self._marker.mark_all(visit.interaction.client))

    def _done(self, visit: ModeratorVisit, corrected: int, marked: int) -> Card:
        answers = visit.phrases.get("corrections.done", count=corrected)
        cards = visit.phrases.get("corrections.cards", count=marked)
        return notice_card(visit.phrases.listed([answers, cards]))
