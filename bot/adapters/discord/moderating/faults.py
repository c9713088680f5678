"""Put a fault into words for a moderator: what is amiss and what to do next, without a path of this machine.

Refuses what is no fault of ours: that becomes the usual kind word, and the log has the rest.
"""

import re
from pathlib import Path

from bot.adapters.discord.escaping import shown
from bot.adapters.discord.phrases import Phrases
from bot.errors import BotFault
from index.errors import IndexFault

Fault = BotFault | IndexFault
FAULTS = (BotFault, IndexFault)

_PART = 400
_WHERE = 200
_PATH = re.compile(r"(?<![\w:/.])(?:/[^\s/:;,'\"]+){2,}|\b[A-Za-z]:\\[^\s;,'\"]+")


def fault_words(fault: Fault, phrases: Phrases) -> str:
    """A fault as a moderator reads it."""
    where = "" if Path(fault.where).is_absolute() else fault.where
    told = (_without_paths(part) for part in (fault.what, where, fault.advice))
    rooms = zip(told, (_PART, _WHERE, _PART), strict=True)
    what, where, advice = (phrases.isolated(shown(part.rstrip("."), limit=room)) for part, room in rooms)
    place = phrases.get("moderating.fault.where", what=what, where=where) if where else what
    return phrases.get("moderating.fault", what=place, advice=advice)


def _without_paths(text: str) -> str:
    """A text in which the paths of this machine are reduced to their last name."""
    return _PATH.sub(lambda match: re.split(r"[/\\]", match[0])[-1], text)
