"""The log channel: a line for everything that enters the audit trail, whoever did it and from wherever.

Follows the trail itself, so that what is done at the console, by schedule or by a feed is told too; how far it was told
stands in the data folder. Refuses a channel that is not in a home server.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.escaping import length
from bot.adapters.discord.logs import facts
from bot.adapters.discord.moderating.cards.trail import lines
from bot.adapters.discord.persisting import persistently
from bot.adapters.discord.phrases import Phrases, phrases_for
from bot.store import AuditEntry
from index.durable import replace

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

_NAME = "discord-log.json"
#: Seconds between looks at the trail.
_EVERY = 2.0
#: Entries told at a time; whoever floods the trail does not flood the channel.
_MOST = 50
_LONGEST = 1_900
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Telling:
    """Follows the trail, and tells the channel."""

    def __init__(self, parts: "Parts", data: Path) -> None:
        self._parts, self._file = parts, data / _NAME
        self._told = _read(self._file)

    async def tell(self, client: discord.Client) -> None:
        """Tell what is new since the last time."""
        entries = await self._parts.store.trail(_BEGINNING, most=_MOST)
        latest = entries[0].number if entries else 0
        if self._told is None or self._told > latest:  # nobody wants to hear what was before the channel was named
            self._note(latest)
            return
        new = [entry for entry in reversed(entries) if entry.number > self._told]
        if not new:
            return
        channel = self._channel(client)
        if channel is None:
            return
        settings = await self._parts.servers.of(channel.guild.id)
        phrases = phrases_for(settings.language or str(channel.guild.preferred_locale))
        unsaid = max(0, new[0].number - self._told - 1)
        none = discord.AllowedMentions.none()
        for number, text in enumerate(messages(new, phrases, unsaid=unsaid)):
            nonce = f"log{latest}-{number}"
            await persistently(lambda text=text, nonce=nonce: channel.send(text, nonce=nonce, allowed_mentions=none))  # type: ignore[misc]
        self._note(latest)

    def _channel(self, client: discord.Client) -> "discord.TextChannel | discord.Thread | None":
        wanted = self._parts.moderation.settings.discord_log_channel
        channel = client.get_channel(wanted) if wanted else None
        if isinstance(channel, discord.TextChannel | discord.Thread):
            if channel.guild.id in self._parts.moderation.guard.homes:
                return channel
            log.warning("the log channel is in no home server", extra=facts(channel=wanted))
        return None

    def _note(self, number: int) -> None:
        self._told = number
        replace(self._file, json.dumps({"told": number}).encode())


def messages(entries: Sequence[AuditEntry], phrases: Phrases, *, unsaid: int = 0) -> Iterator[str]:
    """Entries as texts that Discord takes, each as long as it may be."""
    block: list[str] = [phrases.get("log.unsaid", count=unsaid)] if unsaid else []
    for entry in entries:
        line = "\n".join(lines(entry, phrases))
        if block and sum(length(each) + 1 for each in block) + length(line) > _LONGEST:
            yield "\n".join(block)
            block = []
        block.append(line)
    if block:
        yield "\n".join(block)


async def keep_telling(
    telling: Telling, connected: Callable[[], discord.Client | None], pause: Pause = asyncio.sleep
) -> None:
    """Tell the channel what is done, as long as there is a connection."""
    while True:
        client = connected()
        if client is not None:
            try:
                await telling.tell(client)
            except Exception:
                log.exception("the log channel could not be told")
        await pause(_EVERY)


def _read(file: Path) -> int | None:
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["told"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
