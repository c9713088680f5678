"""Messages that address the bot: a mention, a reply to one of its answers, a direct message.

Everything else is none of its business: no privileged intent, no word where it was not addressed. A question that is
deleted before its answer stays unanswered.
"""

from collections import OrderedDict
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.asking import Asked
from bot.adapters.discord.cards import help_card, notice_card
from bot.adapters.discord.cards.layout import Style
from bot.adapters.discord.outlets import MessageReply
from bot.adapters.discord.phrases import Phrases, phrases_for
from bot.adapters.discord.places import answers_here, may_embed
from bot.adapters.discord.reading import question_in
from bot.models import Turn
from bot.store import ServerSettings

if TYPE_CHECKING:
    from bot.adapters.discord.client import OnrecordClient
    from bot.adapters.discord.parts import Parts

_KINDS = (discord.MessageType.default, discord.MessageType.reply)
_MOST_CONVERSATIONS = 1_000
_MOST_NAMED = 5


class Mentions:
    """Answers messages."""

    def __init__(self, client: "OnrecordClient", parts: "Parts") -> None:
        self._client, self._parts = client, parts
        # In direct messages a question follows on the one before, reply or not.
        self._latest: OrderedDict[int, str] = OrderedDict()

    async def hear(self, message: discord.Message) -> None:
        """Answer a message if it is meant for the bot."""
        me = self._client.user
        if me is None or not self._addressed(message, me):
            return
        settings = await self._parts.servers.of(message.guild.id if message.guild else None)
        phrases = phrases_for(settings.language or _locale(message))
        style: Style = settings.card if may_embed(message.channel) else "components"
        outlet = MessageReply(message, notice_card(phrases.get("notice.cannot_send")))
        text = question_in(message.content, me.id)
        if not answers_here(message.channel, settings):
            await outlet.tell(notice_card(phrases.get("notice.other_channel", channels=_named(settings)), style=style))
        elif not text:
            await outlet.tell(help_card(self._parts.suggestions.examples(), phrases=phrases, style=style))
        else:
            key = await self._parts.asking.ask(self._asked(message, text, phrases, style), outlet)
            self._remember_latest(message, key)

    def _addressed(self, message: discord.Message, me: discord.ClientUser) -> bool:
        if message.author.bot or message.webhook_id or message.type not in _KINDS:
            return False
        if message.guild is None:
            return True
        # Without its text (Discord withholds it where we are not mentioned) there is no question to answer.
        return any(user.id == me.id for user in message.mentions) and bool(message.content)

    def _asked(self, message: discord.Message, text: str, phrases: Phrases, style: Style) -> Asked:
        return Asked(
            id=message.id,
            text=text,
            user=message.author.id,
            channel=message.channel.id,
            phrases=phrases,
            guild=message.guild.id if message.guild else None,
            message=message.id,
            previous=lambda: self._previous(message),
            style=style,
            threads=isinstance(message.channel, discord.TextChannel),
        )

    async def _previous(self, message: discord.Message) -> Turn | None:
        """The turn that a message follows on: of the answer it replies to, or of the answer to the question it does."""
        stored = None
        if message.reference is not None and message.reference.message_id is not None:
            stored = await self._parts.store.by_message(message.reference.message_id)
        elif message.guild is None and (key := self._latest.get(message.channel.id)):
            stored = await self._parts.store.recall(key)
        if stored is None:
            return None
        answer = stored.answer
        return Turn(question=answer.understood or answer.question, short_answer=answer.short_answer)

    def _remember_latest(self, message: discord.Message, key: str | None) -> None:
        if message.guild is None and key is not None:
            self._latest[message.channel.id] = key
            self._latest.move_to_end(message.channel.id)
            if len(self._latest) > _MOST_CONVERSATIONS:
                self._latest.popitem(last=False)


def _named(settings: ServerSettings) -> str:
    return " ".join(f"<#{each}>" for each in settings.answer_channels[:_MOST_NAMED])


def _locale(message: discord.Message) -> str | None:
    return str(message.guild.preferred_locale) if message.guild else None
