"""What must outlive a restart: answers given, votes, each server's settings, the audit trail. SQLite, one file.

Asynchronous, safe from several tasks and several processes. A user stands in it only as a keyed hash. Imported by what
remembers and by nothing else: it loads SQLAlchemy.
"""

from bot.store.models import (
    AskedOnDay,
    AuditEntry,
    Gap,
    GapState,
    MarkedGap,
    Place,
    ServerSettings,
    Shown,
    StoredAnswer,
    Superseded,
    Votes,
)
from bot.store.reading import Reading
from bot.store.retention import retain
from bot.store.store import Store, database_in, unknown

__all__ = [
    "AskedOnDay",
    "AuditEntry",
    "Gap",
    "GapState",
    "MarkedGap",
    "Place",
    "Reading",
    "ServerSettings",
    "Shown",
    "Store",
    "StoredAnswer",
    "Superseded",
    "Votes",
    "database_in",
    "retain",
    "unknown",
]
