"""What waits for a moderator beside the generations: one that is held, and a state of the folder that was declined.

``held.json`` names a generation that is built and waits to be confirmed or discarded, with whatever is to be told of
it; it is not pruned meanwhile. ``set_aside.json`` remembers the state of the folder that somebody decided against, so
that nothing switches to it by itself. Refuses to decide: damaged files count as absent, and looking again is all it
costs.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from index.durable import replace, storage_faults, sync_folder

HELD = "held.json"
SET_ASIDE = "set_aside.json"


class Waiting(NamedTuple):
    """A generation that is held, the folder's state that it holds, and what is to be told of it."""

    generation: str
    signature: str
    told: dict[str, Any]


def hold(folder: Path, waiting: Waiting) -> None:
    """Let a generation wait; one that waited before is forgotten."""
    with storage_faults(folder):
        replace(folder / HELD, json.dumps(waiting._asdict()).encode())


def held(folder: Path) -> Waiting | None:
    """What waits, if anything does."""
    found = _read(folder / HELD)
    try:
        return Waiting(str(found["generation"]), str(found["signature"]), dict(found["told"]))
    except (KeyError, TypeError, ValueError):
        return None


def release(folder: Path) -> None:
    """Let nothing wait any more."""
    with storage_faults(folder):
        (folder / HELD).unlink(missing_ok=True)
        if folder.is_dir():
            sync_folder(folder)


def set_aside(folder: Path, signature: str) -> None:
    """Remember the state of the folder that somebody decided against."""
    with storage_faults(folder):
        replace(folder / SET_ASIDE, json.dumps({"signature": signature}).encode())


def is_set_aside(folder: Path, signature: str) -> bool:
    """Whether nothing may switch to this state of the folder by itself: decided against, or waiting for a decision."""
    waiting = held(folder)
    return _read(folder / SET_ASIDE).get("signature") == signature or bool(waiting and waiting.signature == signature)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
