"""Structured logs: one JSON object a line, with ids of interaction, answer and generation; never a user's words.

What the bot logs itself are fixed phrases and ids. The library's own lines pass through, with every secret of this run
replaced. Its debug level, which prints whole messages, stays off whatever is chosen.
"""

import json
import logging
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TextIO

import aiohttp
import discord

from bot.errors import BotFault
from index.errors import IndexFault

_FACTS = "onrecord_facts"
#: The library tells at this level what everybody wrote.
_LIBRARY = "discord"


#: Others may: a validation error shows the value that did not fit.
_HARMLESS = (BotFault, IndexFault, OSError, aiohttp.ClientError, discord.DiscordException)


def facts(**stated: object) -> dict[str, object]:
    """Ids and figures for ``extra=`` of a log call: ``log.info("answered", extra=facts(answer=key))``."""
    return {_FACTS: {name: value for name, value in stated.items() if value is not None}}


class JsonLines(logging.Formatter):
    """Format a record as one line of JSON."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self._secrets = [each for each in secrets if each]

    def format(self, record: logging.LogRecord) -> str:
        """One line, without a secret in it."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, _FACTS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["traceback"] = "".join(_told(record.exc_info[1]))
        return self._masked(json.dumps(line, ensure_ascii=True, default=str))

    def _masked(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def _told(error: BaseException) -> Iterator[str]:
    """Where an exception and those behind it were raised; its message only where it repeats nobody."""
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None:
        yield from _told(behind)
    yield from traceback.format_tb(error.__traceback__)
    message = f": {error}" if isinstance(error, _HARMLESS) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{message}\n"


def log_to(stream: TextIO, *, level: str, secrets: Sequence[str] = ()) -> None:
    """Send every log of this process to a stream, in JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger(_LIBRARY).setLevel(max(logging.INFO, logging.getLogger().level))
    # The state of every shard's websocket is told at INFO, and aiohttp repeats what asyncio already logged.
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
