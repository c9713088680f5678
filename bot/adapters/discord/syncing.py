"""Tell Discord which commands there are, only when they have changed: it limits how often that may be told.

Everybody's commands are told once for all servers; moderators' only to the home servers, and taken away again from a
server that is none any more. What was told last stands in the data folder as hashes. Refuses to look at what Discord
has.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.adapters.discord.logs import facts
from index.durable import replace

log = logging.getLogger(__name__)

_NAME = "discord-commands.json"
_EVERYWHERE = "everywhere"


async def sync_if_changed(tree: app_commands.CommandTree[Any], data: Path, homes: Iterable[int] = ()) -> bool:
    """Tell Discord the commands if they are others than those told last; whether it was told any."""
    file = data / _NAME
    told = _read(file)
    wanted = {_EVERYWHERE: None, **{str(home): discord.Object(home) for home in homes}}
    now = {place: await _fingerprint(tree, guild) for place, guild in wanted.items()}
    changed = False
    for place in sorted({*told, *now}):
        if told.get(place) != now.get(place):
            guild = wanted.get(place, discord.Object(int(place)) if place != _EVERYWHERE else None)
            if await _tell(tree, guild):
                changed = True
                told = {name: hash for name, hash in {**told, place: now.get(place)}.items() if hash}
                replace(file, json.dumps({"commands": told}).encode())
    return changed


async def _tell(tree: app_commands.CommandTree[Any], guild: discord.Object | None) -> bool:
    """Tell the commands of one place; a home server that the bot is not in yet is told when it is."""
    try:
        await tree.sync(guild=guild)
    except discord.HTTPException as error:
        # Yesterday's commands still work.
        where = None if guild is None else guild.id
        log.warning("commands could not be told", extra=facts(guild=where, status=error.status, code=error.code))
        return False
    told = facts(commands=len(tree.get_commands(guild=guild)), guild=None if guild is None else guild.id)
    log.info("commands told", extra=told)
    return True


async def _fingerprint(tree: app_commands.CommandTree[Any], guild: discord.Object | None) -> str:
    """A hash over every command as Discord would get it, and over whose they are."""
    assert tree.translator
    payload = [await command.get_translated_payload(tree, tree.translator) for command in _all(tree, guild)]
    stated = json.dumps([tree.client.application_id, payload], sort_keys=True, default=str)
    return hashlib.sha256(stated.encode()).hexdigest()


def _all(tree: app_commands.CommandTree[Any], guild: discord.Object | None) -> list[Any]:
    return sorted(tree.get_commands(guild=guild), key=lambda command: command.name)


def _read(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))["commands"]
        # An earlier version told everybody's alone, and noted one hash.
        told = {_EVERYWHERE: found} if isinstance(found, str) else dict(found)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {place: str(hash) for place, hash in told.items() if place == _EVERYWHERE or place.isdecimal()}
