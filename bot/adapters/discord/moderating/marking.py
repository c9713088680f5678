"""Mark the cards of superseded answers, whoever superseded them: a moderator here, or somebody at the console.

The new answer is posted as a reply below the old card, which then says only that it was superseded, and links to it.
A card that only one person sees, or that is gone, cannot be marked and is left. Refuses to decide what is superseded.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord

from bot.adapters.discord.cards import answer_card
from bot.adapters.discord.cards.layout import Style
from bot.adapters.discord.logs import facts
from bot.adapters.discord.moderating.cards.corrections import message_url, superseded_card
from bot.adapters.discord.persisting import persistently
from bot.adapters.discord.phrases import Phrases, phrases_for
from bot.store import Shown, StoredAnswer, Superseded

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

log = logging.getLogger(__name__)

#: Seconds between looks for what somebody superseded elsewhere.
LOOK_AGAIN = 60.0
_UNREACHABLE = (403, 404)

Client = discord.Client


class Marker:
    """Edits the cards of superseded answers."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts
        self._turn = asyncio.Lock()

    async def mark_all(self, client: Client) -> int:
        """Mark whatever does not say so yet; how many cards were."""
        marked = 0
        # One at a time: each new answer is posted once.
        async with self._turn:
            corrections = self._parts.moderation.corrections
            while batch := await corrections.unmarked():
                for each in batch:
                    marked += await self._mark(client, each)
                    await corrections.mark(each.key)
        return marked

    async def _mark(self, client: Client, superseded: Superseded) -> int:
        old, new = [await self._parts.store.recall(key) for key in (superseded.key, superseded.new_key)]
        if old is None or new is None:
            return 0
        return sum([await self._card(client, old, new, shown) for shown in superseded.messages])

    async def _card(self, client: Client, old: StoredAnswer, new: StoredAnswer, shown: Shown) -> bool:
        channel = client.get_partial_messageable(shown.channel_id, guild_id=old.place.guild_id)
        try:
            message = await persistently(lambda: channel.fetch_message(shown.message_id))
            if client.user is None or message.author.id != client.user.id:
                return False
            style: Style = "components" if message.flags.components_v2 else "embed"
            settings = await self._parts.servers.of(old.place.guild_id)
            phrases = phrases_for(settings.language)
            url = await self._posted(message, old, new, style, phrases)
            card = superseded_card(old.question.text, url, new.key, phrases=phrases).styled(style)
            await persistently(lambda: message.edit(**card.kwargs()))
        except discord.HTTPException as error:
            if error.status not in _UNREACHABLE:
                raise
            log.info("a card cannot be marked", extra=facts(answer=old.key, status=error.status, code=error.code))
            return False
        return True

    async def _posted(
        self, message: discord.Message, old: StoredAnswer, new: StoredAnswer, style: Style, phrases: Phrases
    ) -> str | None:
        """Where the new answer stands; nothing where the bot may not write there any more."""
        as_of = await self._parts.as_of(new.answer.generation)
        card = answer_card(new.key, new.answer, as_of, phrases=phrases, style=style)
        sent: dict[str, Any] = card.kwargs() | {"nonce": f"{message.id}s", "mention_author": False}
        try:
            reply = await persistently(lambda: message.reply(**sent))
        except discord.Forbidden:
            return None
        await self._parts.store.shown(new.key, reply.id, reply.channel.id)
        return message_url(old.place.guild_id, Shown(reply.channel.id, reply.id))


async def keep_marking(
    marker: Callable[[], Marker | None], connected: Callable[[], Client | None], pause: Any = asyncio.sleep
) -> None:
    """Mark what was superseded elsewhere, again and again, while there is a connection."""
    while True:
        await pause(LOOK_AGAIN)
        client, marking = connected(), marker()
        if client is not None and marking is not None:
            try:
                await marking.mark_all(client)
            except Exception:
                log.exception("superseded cards could not be marked")
