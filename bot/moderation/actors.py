"""Who does something with the rights of a moderator: a person in Discord or at the console, or Onrecord by itself."""

import getpass
from typing import Literal

from bot.store.models import Id
from index.models import Frozen

Kind = Literal["console", "discord", "schedule", "watch", "feed"]


class Actor(Frozen):
    """Somebody (or something) that acts. Unlike who asks, who changes what the bot knows is named in the trail."""

    kind: Kind
    name: str
    user_id: Id | None = None
    guild_id: Id | None = None

    def __str__(self) -> str:
        """As people read it: "Amina (discord)"."""
        return f"{self.name} ({self.kind})"


def at_the_console() -> Actor:
    """Whoever is logged in where the command runs."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        name = "unknown"
    return Actor(kind="console", name=name)
