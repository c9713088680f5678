"""What a card is made of, and how it becomes a request: components v2, or one embed with buttons below it.

Both styles show the same texts in the same order. Refuses to read answers: cards are composed elsewhere, from text that
is already harmless, and every length is settled before it comes here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Literal

import discord

from bot.adapters.discord.escaping import directed

Style = Literal["components", "embed"]
_BUTTONS_IN_A_ROW = 5
_ROWS = 5


class Tone(IntEnum):
    """The colour at a card's edge; never the only sign of what it stands for."""

    ANSWER = 0x2E8B6F
    DIFFERING = 0xC9882B
    DECLINE = 0x80848E
    CHECK = 0x4F7CAC
    NOTICE = 0x5865F2


@dataclass(frozen=True)
class Text:
    """Lines of Discord markup."""

    content: str


@dataclass(frozen=True)
class Linked:
    """Lines with a link button beside them."""

    content: str
    url: str
    label: str


@dataclass(frozen=True)
class Rule:
    """A thin line between parts of a card."""


@dataclass(frozen=True)
class Row:
    """Buttons side by side, or one menu; made anew for every request, as Discord's library ties them to one."""

    make: Callable[[], "list[discord.ui.Item[Any]]"]


Block = Text | Linked | Rule | Row


class _Lasting:
    """Presses are found by their ids, also after a restart: the library shall keep nothing of what was sent."""

    def is_finished(self) -> bool:
        return True


class _Layout(_Lasting, discord.ui.LayoutView):
    pass


class _Buttons(_Lasting, discord.ui.View):
    pass


@dataclass(frozen=True)
class Card:
    """A message to send, as a value."""

    blocks: tuple[Block, ...]
    tone: Tone = Tone.ANSWER
    style: Style = "components"

    def styled(self, style: Style) -> "Card":
        """The same card in another style."""
        return replace(self, style=style)

    @property
    def texts(self) -> list[str]:
        """What the card says, block by block."""
        return [directed(block.content) for block in self.blocks if isinstance(block, Text | Linked)]

    def kwargs(self, *, ephemeral: bool | None = None) -> dict[str, Any]:
        """What sending, responding and editing take; ``ephemeral`` only where an interaction is answered anew."""
        sent: dict[str, Any] = {"allowed_mentions": discord.AllowedMentions.none()}
        if ephemeral is not None:
            sent["ephemeral"] = ephemeral
        if self.style == "components":
            return sent | {"view": _as_layout(self)}
        return sent | {"embeds": [_as_embed(self)], "view": _as_buttons(self)}


def _as_layout(card: Card) -> discord.ui.LayoutView:
    view = _Layout(timeout=None)
    container: discord.ui.Container[_Layout] = discord.ui.Container(accent_color=card.tone.value)
    for block in card.blocks:
        container.add_item(_component(block))
    view.add_item(container)
    return view


def _component(block: Block) -> "discord.ui.Item[Any]":
    match block:
        case Text(content):
            return discord.ui.TextDisplay(directed(content))
        case Linked(content, url, label):
            return discord.ui.Section(directed(content), accessory=discord.ui.Button(url=url, label=label))
        case Rule():
            return discord.ui.Separator()
        case Row(make):
            return discord.ui.ActionRow(*make())


def _as_embed(card: Card) -> discord.Embed:
    """One description; small print, which not every client knows in embeds, becomes ordinary lines."""
    texts = [re.sub(r"^-# ", "", text, flags=re.MULTILINE) for text in card.texts]
    return discord.Embed(description="\n\n".join(texts), colour=card.tone.value)


def _as_buttons(card: Card) -> discord.ui.View:
    view = _Buttons(timeout=None)
    for number, row in enumerate(_rows(card)):
        for item in row:
            item.row = number
            view.add_item(item)
    return view


def _rows(card: Card) -> Iterator["list[discord.ui.Item[Any]]"]:
    links: list[discord.ui.Item[Any]] = [
        discord.ui.Button(url=block.url, label=block.label) for block in card.blocks if isinstance(block, Linked)
    ]
    pressed = [block.make() for block in card.blocks if isinstance(block, Row)]
    room = (_ROWS - len(pressed)) * _BUTTONS_IN_A_ROW
    for start in range(0, min(len(links), room), _BUTTONS_IN_A_ROW):
        yield links[start : start + _BUTTONS_IN_A_ROW]
    yield from pressed
