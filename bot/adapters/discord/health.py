"""The heartbeat file: written while every shard is connected and the event loop turns, read by Docker's HEALTHCHECK.

A file and no port, so that nothing listens. Refuses to judge anything but the file's age.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from index.durable import replace

#: Seconds between two beats, and how old the latest may be; three may be missed, as a reconnect takes its time.
INTERVAL = 15.0
OLDEST = 4 * INTERVAL
_NAME = "discord-heartbeat.json"


def heartbeat_file(data: Path) -> Path:
    """Where the heartbeat is kept."""
    return data / _NAME


def beat(data: Path, *, shards: int, clock: Callable[[], float] = time.time) -> None:
    """Say that the bot is alive."""
    replace(heartbeat_file(data), json.dumps({"at": clock(), "shards": shards}).encode())


def problem(data: Path, clock: Callable[[], float] = time.time) -> str | None:
    """Why the bot is not healthy, or nothing where it is."""
    try:
        written = json.loads(heartbeat_file(data).read_text(encoding="utf-8"))["at"]
        age = clock() - float(written)
    except FileNotFoundError:
        return "the bot has not connected yet"
    except (OSError, ValueError, KeyError, TypeError):
        return "the heartbeat file cannot be read"
    return None if age <= OLDEST else f"the last heartbeat is {age:.0f} seconds old"
