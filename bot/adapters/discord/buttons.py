"""Presses on the buttons of cards, also of cards from before a restart: an id is parsed, and its verb is done.

``DynamicItem`` finds them by their ids alone; nothing of a card is kept in memory. Refuses to build buttons: the cards
do. An answer that is no longer kept gets a kind word.
"""

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.adapters.discord.cards import cited, context_card, evidence_card, sources_card
from bot.adapters.discord.cards.items import TEMPLATE, Pressed, parse
from bot.adapters.discord.cards.layout import Card
from bot.adapters.discord.choosing import Choosing
from bot.adapters.discord.own_data import OwnData
from bot.adapters.discord.sharing import Sharing
from bot.adapters.discord.visits import Visit
from bot.store import StoredAnswer

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_SENTENCES_AROUND = 2


class Button(discord.ui.DynamicItem[discord.ui.Item[Any]], template=TEMPLATE):
    """Any button of ours, made from its id."""

    def __init__(self, item: discord.ui.Item[Any], pressed: Pressed | None) -> None:
        super().__init__(item)
        self._pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button that was pressed."""
        return cls(item, parse(match.string))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what it says."""
        if self._pressed is not None:
            await interaction.client.presses.press(interaction, self._pressed)


class Presses:
    """What each button does."""

    def __init__(self, parts: "Parts") -> None:
        self._parts, self._sharing = parts, Sharing(parts)
        self._own_data, self._choosing = OwnData(parts), Choosing(parts)
        self._of_answers: dict[str, Callable[[Visit, StoredAnswer, int], Awaitable[None]]] = {
            "ctx": self._context,
            "more": self._evidence,
            "up": lambda visit, stored, _: self._vote(visit, stored, 1),
            "down": lambda visit, stored, _: self._vote(visit, stored, -1),
            "share": lambda visit, stored, _: self._sharing.answer(visit, stored),
            "now": lambda visit, stored, _: self._sharing.show(visit, stored),
        }

    async def press(self, interaction: discord.Interaction[Any], pressed: Pressed) -> None:
        """Do what a button says, once; every failure becomes a kind word."""
        if not interaction.client.seen.first(interaction.id):
            return
        with self._parts.desk.beside():
            visit = await self._parts.visit(interaction)
            async with visit.guarded():
                await self._do(visit, pressed)

    async def _do(self, visit: Visit, pressed: Pressed) -> None:
        page = pressed.page or 0
        match pressed.verb:
            case "gone":
                await self._dismiss(visit, pressed.key)
            case "src":
                listing, as_of = await self._parts.listing()
                await self._turn_to(visit, sources_card(listing, as_of, page, phrases=visit.phrases, style=visit.style))
            case "export" | "erase":
                await self._own_data.press(visit, pressed)
            case "set":
                await self._choosing.press(visit, pressed)
            case "chk":
                await self._checked(visit, pressed.key, page)
            case "share" if pressed.key in self._parts.checks:
                await self._sharing.check(visit, self._parts.checks[pressed.key], pressed.key)
            case verb:
                stored = await self._parts.store.recall(pressed.key)
                if stored is None:
                    await visit.tell(visit.phrases.get("notice.too_old"))
                else:
                    await self._of_answers[verb](visit, stored, page)

    async def _context(self, visit: Visit, stored: StoredAnswer, page: int) -> None:
        citation, service = cited(stored.answer, page), self._parts.service
        around = []
        withdrawn = citation is not None and citation.source in await self._parts.withdrawn()
        if citation is not None and not withdrawn:
            around = await self._parts.desk.look_up(lambda: service.context(citation, _SENTENCES_AROUND))
        card = context_card(
            stored.key, stored.answer, around, page, phrases=visit.phrases, style=visit.style, withdrawn=withdrawn
        )
        await self._turn_to(visit, card)

    async def _evidence(self, visit: Visit, stored: StoredAnswer, page: int) -> None:
        withdrawn = await self._parts.withdrawn()
        card = evidence_card(
            stored.key, stored.answer, page, phrases=visit.phrases, style=visit.style, withdrawn=withdrawn
        )
        await self._turn_to(visit, card)

    async def _checked(self, visit: Visit, key: str, page: int) -> None:
        check = self._parts.checks.get(key)
        if check is None:
            await visit.tell(visit.phrases.get("notice.check_gone"))
            return
        await self._turn_to(visit, await self._sharing.check_card(visit, check, key, page=page))

    async def _vote(self, visit: Visit, stored: StoredAnswer, value: int) -> None:
        await self._parts.store.rate(stored.key, visit.user, 1 if value > 0 else -1)
        await visit.tell(visit.phrases.get("notice.voted.up" if value > 0 else "notice.voted.down"))

    async def _dismiss(self, visit: Visit, key: str) -> None:
        stored = await self._parts.store.recall(key)
        theirs = stored is not None and self._parts.store.is_asker(stored, visit.user)
        if not (theirs or visit.may_moderate):
            await visit.tell(visit.phrases.get("notice.not_yours"))
            return
        await visit.remove()

    async def _turn_to(self, visit: Visit, card: Card) -> None:
        """Show a page where its button stands, or beside it where the card itself must stay."""
        if visit.turns_a_page:
            await visit.replace(card)
        else:
            await visit.show(card)
