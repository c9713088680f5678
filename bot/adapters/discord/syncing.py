"""Tell Discord which commands there are, only when they have changed: it limits how often that may be told.

What was told last stands in the data folder as a hash. Refuses to look at what Discord has.
"""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from discord import app_commands

from bot.adapters.discord.logs import facts
from index.durable import replace

log = logging.getLogger(__name__)

_NAME = "discord-commands.json"


async def sync_if_changed(tree: app_commands.CommandTree[Any], data: Path) -> bool:
    """Tell Discord the commands if they are others than those told last; whether it was told."""
    told = data / _NAME
    now = await _fingerprint(tree)
    if _read(told) == now:
        return False
    await tree.sync()
    replace(told, json.dumps({"commands": now}).encode())
    log.info("commands told", extra=facts(commands=len(tree.get_commands())))
    return True


async def _fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    """A hash over every command as Discord would get it, and over whose they are."""
    assert tree.translator
    payload = [await command.get_translated_payload(tree, tree.translator) for command in _all(tree)]
    stated = json.dumps([tree.client.application_id, payload], sort_keys=True, default=str)
    return hashlib.sha256(stated.encode()).hexdigest()


def _all(tree: app_commands.CommandTree[Any]) -> list[Any]:
    return sorted(tree.get_commands(), key=lambda command: command.name)


def _read(file: Path) -> str | None:
    try:
        found: str = json.loads(file.read_text(encoding="utf-8"))["commands"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found
