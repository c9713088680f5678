"""The ids of moderators' buttons, menus and forms: ``om:<verb>:<key>[:<page>]``, at most 100 characters.

A key is short and plain: a generation's name, a digest of a source (``digest``), a key that something was kept under.
The page of a step that cannot be undone is ``SURE`` once somebody has been asked again. Refuses to act.
"""

import hashlib
import re
from typing import Any, NamedTuple

import discord

from bot.adapters.discord.escaping import plain
from bot.adapters.discord.phrases import Phrases

TEMPLATE = r"om:(?P<verb>[a-z_]+):(?P<key>[A-Za-z0-9_-]{1,64})(?::(?P<page>[0-9]{1,6}))?"
NO_KEY = "-"
#: The page of a press that was asked for twice.
SURE = 1
_LABEL = 40
_DIGEST = 20


class Pressed(NamedTuple):
    """What an id says, and what was chosen where it is a menu's."""

    verb: str
    key: str
    page: int | None = None
    values: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether this is the second press, after being asked once more."""
        return self.page == SURE


def custom_id(verb: str, key: str = NO_KEY, page: int | None = None) -> str:
    """The id of a button: ("withdraw", "9f3c", 1) → "om:withdraw:9f3c:1"."""
    return f"om:{verb}:{key}" if page is None else f"om:{verb}:{key}:{page}"


def parse(text: str, values: tuple[str, ...] = ()) -> Pressed | None:
    """What an id says, or nothing where it is none of ours."""
    match = re.fullmatch(TEMPLATE, text)
    if match is None:
        return None
    return Pressed(match["verb"], match["key"], None if match["page"] is None else int(match["page"]), values)


def digest(text: str) -> str:
    """A short name for a text of any length, the same after a restart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def button(
    verb: str,
    phrases: Phrases,
    key: str = NO_KEY,
    page: int | None = None,
    *,
    label: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> "discord.ui.Button[Any]":
    """A button; without a label of its own it carries the usual one of its verb."""
    words = label or phrases.get(f"button.moderating.{verb}")
    return discord.ui.Button(style=style, label=plain(words, limit=_LABEL), custom_id=custom_id(verb, key, page))


def danger(verb: str, phrases: Phrases, key: str = NO_KEY, page: int | None = None) -> "discord.ui.Button[Any]":
    """A red button, for what takes something away."""
    return button(verb, phrases, key, page, style=discord.ButtonStyle.danger)
