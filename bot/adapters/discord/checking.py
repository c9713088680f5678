"""The message command: what somebody wrote, held against the articles. Shown to whoever asked; they may share it."""

import logging
import secrets
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.asking import words_for
from bot.adapters.discord.failing import tell_failure
from bot.adapters.discord.logs import facts
from bot.adapters.discord.outlets import Response
from bot.adapters.discord.reading import everything_in
from bot.adapters.discord.sharing import Sharing
from bot.adapters.discord.visits import Visit

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

log = logging.getLogger(__name__)


class Checking:
    """Holds messages against the articles."""

    def __init__(self, parts: "Parts") -> None:
        self._parts, self._sharing = parts, Sharing(parts)

    async def check(self, visit: Visit, message: discord.Message) -> None:
        """Check a message, for whoever asked alone."""
        text = everything_in(message)
        if (refusal := self._refusal(visit, text)) is not None:
            await visit.tell(refusal)
            return
        outlet = Response(visit.interaction)
        async with self._parts.desk.join(visit.interaction.channel_id or 0) as ticket:
            try:
                async with self._parts.desk.acknowledging(ticket):
                    await outlet.acknowledge(private=True)
                check = await ticket.check(text)
                key = secrets.token_hex(8)
                self._parts.checks.keep(key, check)
                await outlet.deliver(await self._sharing.check_card(visit, check, key), thread=None)
            except Exception as error:
                await tell_failure(
                    error, lambda card: outlet.tell(card.styled(visit.style)), visit.phrases, id=visit.interaction.id
                )
                return
        claims, generation = len(check.claims), check.generation
        log.info("checked", extra=facts(interaction=visit.interaction.id, claims=claims, generation=generation))

    def _refusal(self, visit: Visit, text: str) -> str | None:
        desk, phrases = self._parts.desk, visit.phrases
        if not text:
            return phrases.get("notice.nothing_to_check")
        if desk.closed or desk.full:
            return phrases.get("notice.closing" if desk.closed else "notice.full")
        wait = self._parts.rates.admit(visit.user, visit.interaction.channel_id or 0)
        return None if wait is None else words_for(wait, phrases)
