"""The buttons of the cards and the ids they carry: ``or:<verb>:<key>[:<page>]``, at most 100 characters.

Whoever handles presses parses the ids with ``parse``; cards build the buttons with ``item``, the same after a restart.
Refuses to act: what a press does is the client's work.

====== ============================================== =====================
verb   asks for                                       page counts
====== ============================================== =====================
ctx    the sentences around a citation                see ``context_page``
more   the evidence that the card has no room for     evidence pages from 0
up     a vote for the answer
down   a vote against the answer
share  the private card, for everybody
gone   the card taken away
src    the list of articles (key ``-``)               pages from 0
chk    another page of a claim check                  pages from 0
export a copy of one's own data (key ``-``)
erase  one's own data erased (key ``-``)
set    a setting changed (key: which one)             see ``choices``
now    the answer that took a superseded one's place
====== ============================================== =====================
"""

import re
from typing import Any, Literal, NamedTuple, get_args

import discord

from bot.adapters.discord.phrases import Phrases

Verb = Literal["ctx", "more", "up", "down", "share", "gone", "src", "chk", "export", "erase", "set", "now"]
#: Ids of buttons, for ``DynamicItem`` templates: the verb, the key, the page where there is one.
TEMPLATE = r"or:(?P<verb>[a-z]+):(?P<key>[A-Za-z0-9_-]{1,64})(?::(?P<page>[0-9]{1,6}))?"
#: The key of cards that no stored answer is behind.
NO_KEY = "-"
_LABELS: dict[Verb, str] = {
    "ctx": "button.context",
    "more": "button.more",
    "share": "button.share",
    "gone": "button.dismiss",
    "export": "button.export",
    "erase": "button.erase",
    "now": "superseded.link",
}
_FACES: dict[Verb, str] = {"up": "👍", "down": "👎"}
_PART = 100


class Pressed(NamedTuple):
    """What a button's id says."""

    verb: Verb
    key: str
    page: int | None


def custom_id(verb: Verb, key: str, page: int | None = None) -> str:
    """The id of a button: ("more", "k3f9", 1) → "or:more:k3f9:1"."""
    return f"or:{verb}:{key}" if page is None else f"or:{verb}:{key}:{page}"


def parse(text: str) -> Pressed | None:
    """What an id says, or nothing where it is none of ours."""
    match = re.fullmatch(TEMPLATE, text)
    verb = next((each for each in get_args(Verb) if match and match["verb"] == each), None)
    if match is None or verb is None:
        return None
    return Pressed(verb, match["key"], None if match["page"] is None else int(match["page"]))


def context_page(citation: int, part: int = 0) -> int:
    """The page number of a context: which citation of the answer, and which part where the sentences are long."""
    return part * _PART + citation


def context_place(page: int) -> tuple[int, int]:
    """The citation and the part that a context's page number stands for."""
    return page % _PART, page // _PART


def item(
    verb: Verb, key: str, page: int | None, phrases: Phrases, *, label: str | None = None
) -> "discord.ui.Button[Any]":
    """A button; without a label of its own it carries the usual one of its verb."""
    words = label or (phrases.get(_LABELS[verb]) if verb in _LABELS else None)
    return discord.ui.Button(
        style=discord.ButtonStyle.secondary,
        label=words,
        emoji=None if words else _FACES.get(verb),
        custom_id=custom_id(verb, key, page),
    )
