"""How an answer reaches whoever asked: as the response to an interaction, or as a reply to a message.

Both acknowledge, tell how long it takes, and deliver one card. Refuses to know what is answered.
"""

import logging
from contextlib import suppress
from itertools import count
from typing import Any, Literal, NamedTuple, Protocol

import discord

from bot.adapters.discord.cards import Card
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.logs import facts
from bot.adapters.discord.persisting import persistently
from bot.store import Shown

log = logging.getLogger(__name__)

ALREADY_ACKNOWLEDGED = 40060
UNKNOWN_INTERACTION = 10062
UNKNOWN_MESSAGE = 10008
INVALID_BODY = 50035
_THREAD_NAME = 90
_A_DAY: Literal[1440] = 1440


class Gone(Exception):
    """There is nobody left to answer: the interaction has expired, or the question was deleted."""


class Thread(NamedTuple):
    """A thread to answer in: its title, and the card that points to it where a response must stand."""

    title: str
    pointer: Card

    @property
    def name(self) -> str:
        """The title, as much of it as fits."""
        return plain(self.title, limit=_THREAD_NAME) or "…"


class Outlet(Protocol):
    """The way back to whoever asked; ``private`` where others do not see what they are told."""

    @property
    def private(self) -> bool:
        """Whether they alone see what they are told."""

    async def acknowledge(self, *, private: bool) -> None:
        """Say that an answer is coming. Raises Gone."""

    async def tell(self, card: Card) -> None:
        """Say something else than an answer, to whoever asked alone where that is possible."""

    async def deliver(self, card: Card, *, thread: Thread | None) -> Shown | None:
        """Send the answer, in a thread where one is wished; where its message stands. Raises Gone."""


class Response:
    """The response to a slash command or message command."""

    private = True

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._acknowledged = False

    async def acknowledge(self, *, private: bool) -> None:
        """Defer: Discord waits three seconds for this, then fifteen minutes for the answer."""
        tries = count()
        try:
            await persistently(lambda: self._defer(private, next(tries)))
        except discord.HTTPException as error:
            # Somebody else answers an interaction that is acknowledged: a second process, an earlier delivery.
            if error.code in (UNKNOWN_INTERACTION, ALREADY_ACKNOWLEDGED):
                raise Gone from error
            raise
        self._acknowledged = True

    async def tell(self, card: Card) -> None:
        """Respond, or replace what was responded."""
        if self._acknowledged:
            await self._edit(card)
        else:
            await self._interaction.response.send_message(**card.kwargs(ephemeral=True))

    async def deliver(self, card: Card, *, thread: Thread | None) -> Shown | None:
        """Put the answer where the acknowledgement stands; with a thread, below it."""
        if thread is None:
            return _where(await self._edit(card))
        pointer = await self._edit(thread.pointer)
        try:
            opened = await pointer.create_thread(name=thread.name, auto_archive_duration=_A_DAY)
            return _where(await opened.send(**card.kwargs(), nonce=str(self._interaction.id)))
        except (discord.HTTPException, ValueError):
            return _where(await self._edit(card))

    async def _defer(self, private: bool, tried: int) -> None:
        try:
            await self._interaction.client.acknowledging.thinking(self._interaction, private=private)
        except discord.HTTPException as error:
            # The first attempt arrived, and only its answer was lost.
            if error.code != ALREADY_ACKNOWLEDGED or not tried:
                raise

    async def _edit(self, card: Card) -> discord.InteractionMessage:
        try:
            return await persistently(lambda: self._interaction.edit_original_response(**card.kwargs()))
        except discord.HTTPException as error:
            if error.status in (401, 404):
                raise Gone from error
            raise


class MessageReply:
    """The reply to a message that addresses the bot."""

    private = False

    def __init__(self, message: discord.Message, may_not_write: Card) -> None:
        self._message = message
        self._may_not_write = may_not_write
        self._notice: discord.Message | None = None

    async def acknowledge(self, *, private: bool) -> None:  # noqa: ARG002 - a message is never private
        """Show that something is being typed."""
        with suppress(discord.HTTPException):
            await self._message.channel.typing()

    async def tell(self, card: Card) -> None:
        """Reply with a notice; the answer takes its place when it comes."""
        if self._notice is not None:
            await self._notice.edit(**card.kwargs())
        else:
            self._notice = await self._reply(card, nonce=f"{self._message.id}n")

    async def deliver(self, card: Card, *, thread: Thread | None) -> Shown | None:
        """Reply, in a thread where one is wished, or in private where the bot may not write."""
        if self._notice is not None:
            notice = self._notice
            return _where(await persistently(lambda: notice.edit(**card.kwargs())))
        try:
            return _where(await self._in_thread(card, thread) if thread else await self._reply(card))
        except discord.Forbidden as error:
            log.info("may not write there", extra=facts(channel=self._message.channel.id, code=error.code))
            return await self._in_private(card)

    async def _reply(self, card: Card, nonce: str | None = None) -> discord.Message:
        message, sent = self._message, card.kwargs() | {"nonce": nonce or str(self._message.id)}
        try:
            return await persistently(lambda: message.reply(**sent, mention_author=False))
        except discord.HTTPException as error:
            if error.code in (UNKNOWN_MESSAGE, INVALID_BODY) and "message_reference" in error.text:
                raise Gone from error
            raise

    async def _in_thread(self, card: Card, named: Thread) -> discord.Message:
        message, sent = self._message, card.kwargs() | {"nonce": str(self._message.id)}
        try:
            thread = await persistently(lambda: message.create_thread(name=named.name, auto_archive_duration=_A_DAY))
        except discord.HTTPException as error:
            if error.code == UNKNOWN_MESSAGE:
                raise Gone from error
            return await self._reply(card)
        return await persistently(lambda: thread.send(**sent))

    async def _in_private(self, card: Card) -> Shown | None:
        author = self._message.author
        try:
            await author.send(**self._may_not_write.styled(card.style).kwargs())
            return _where(await author.send(**card.kwargs(), nonce=str(self._message.id)))
        except discord.HTTPException:
            return None


def _where(message: discord.Message) -> Shown:
    """A thread is a channel of its own, and so are direct messages."""
    return Shown(message.channel.id, message.id)
