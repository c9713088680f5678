"""The connection to Discord: which events are wanted, and to whom each is handed. Refuses to do any of the work.

No privileged intent: a message's text comes only where the bot is addressed. Nothing that it sends can mention anybody.
"""

import logging
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord.voice_client import VoiceClient

from bot.adapters.discord.acknowledging import Acknowledging
from bot.adapters.discord.buttons import Button, Presses
from bot.adapters.discord.commands import Tree, add_commands
from bot.adapters.discord.logs import facts
from bot.adapters.discord.mentions import Mentions
from bot.adapters.discord.moderating.buttons import ModeratorButton
from bot.adapters.discord.moderating.commands import add_moderating
from bot.adapters.discord.moderating.marking import Marker
from bot.adapters.discord.parts import Parts
from bot.adapters.discord.phrases.commands import PhrasesTranslator
from bot.adapters.discord.seen import Seen
from bot.adapters.discord.syncing import sync_if_changed

log = logging.getLogger(__name__)

#: Seconds without another server after which the list of servers counts as complete.
_SERVERS_COMPLETE = 0.5
#: Connections to Discord at the same time; a shard takes one for itself.
_CONNECTIONS = 100


class OnrecordClient(discord.AutoShardedClient):
    """Onrecord on Discord."""

    def __init__(self, parts: Parts, data: Path, *, heartbeat_timeout: float = 60.0) -> None:
        # Nothing is ever said aloud here: what voice would need is no news to anybody.
        VoiceClient.warn_nacl = VoiceClient.warn_dave = False
        super().__init__(
            intents=_intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=_SERVERS_COMPLETE,
            heartbeat_timeout=heartbeat_timeout,
            # A burst shall reuse its connections: each new one costs more than the request that it is for.
            connector=aiohttp.TCPConnector(limit=0, limit_per_host=_CONNECTIONS),
        )
        self.acknowledging: Acknowledging | None = None
        self.seen = Seen()
        self.presses = Presses(parts)
        self.parts = parts
        self._data = data
        self._mentions = Mentions(self, parts)
        # A bot in several processes' memory of servers, or in one channel's past, has no use here.
        self._tree = Tree(self, allowed_contexts=_contexts(), allowed_installs=_installs())
        add_commands(self._tree, parts)
        self.marker = Marker(parts)
        self.front = add_moderating(self._tree, parts, self.marker)

    async def setup_hook(self) -> None:
        """Between login and connecting: take old buttons on, and tell Discord the commands if they have changed."""
        self.acknowledging = Acknowledging(self.http.user_agent)
        self.add_dynamic_items(Button, ModeratorButton)
        await self._tree.set_translator(PhrasesTranslator())
        await sync_if_changed(self._tree, self._data, self.front.door.guard.homes)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A home server that the bot comes to later is told its commands then."""
        if guild.id in self.front.door.guard.homes:
            await sync_if_changed(self._tree, self._data, self.front.door.guard.homes)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take the forms; commands and buttons have found their way before this."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.front.submit(interaction)

    async def close(self) -> None:
        """Close every connection."""
        await super().close()
        if self.acknowledging is not None:
            await self.acknowledging.close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is meant for the bot."""
        if self.seen.first(message.id):
            await self._mentions.hear(message)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A question that is deleted is withdrawn."""
        self.parts.asking.withdraw(event.message_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Note that a part of the servers is connected."""
        log.info("connected", extra=facts(shard=shard_id, servers=len(self.guilds)))

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a connection goes on where it broke off."""
        log.info("resumed", extra=facts(shard=shard_id))

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """Note a failure in handling an event; its arguments hold people's words and stay out of the log."""
        log.exception("an event failed", extra=facts(handler=event_method))

    @property
    def connected(self) -> bool:
        """Whether every shard has an open connection."""
        shards = self.shards.values()
        return bool(shards) and len(shards) == self.shard_count and not any(each.is_closed() for each in shards)


def _intents() -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    return intents


def _contexts() -> discord.app_commands.AppCommandContext:
    return discord.app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)


def _installs() -> discord.app_commands.AppInstallationType:
    return discord.app_commands.AppInstallationType(guild=True, user=False)
