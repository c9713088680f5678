"""Where every command, button, menu and form of moderators arrives, and to whom each is handed.

Acknowledges first, then lets the work be done, then shows its card. Refuses whatever did not come through the door.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.moderating.door import Door
from bot.adapters.discord.moderating.forms import Form, typed_in
from bot.adapters.discord.moderating.guard import Guard
from bot.adapters.discord.moderating.ids import Pressed, parse
from bot.adapters.discord.moderating.visits import ModeratorVisit

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

Interaction = discord.Interaction[Any]
Press = Callable[[ModeratorVisit, Pressed], Awaitable[Card | None]]
Submit = Callable[[ModeratorVisit, Pressed, Mapping[str, str]], Awaitable[Card | None]]
Opening = Callable[[ModeratorVisit, Pressed], Awaitable[Form | None]]

_VISIT = "moderator"


class Area(Protocol):
    """One field of a moderator's work."""

    @property
    def verbs(self) -> "Verbs":
        """What its buttons, menus and forms do."""


class Verbs(NamedTuple):
    """What becomes of presses, of buttons that open a form, and of forms that are sent; by verb."""

    presses: Mapping[str, Press] = {}
    forms: Mapping[str, Opening] = {}
    sent: Mapping[str, Submit] = {}


class Front:
    """Takes moderators' interactions."""

    def __init__(self, parts: "Parts", guard: Guard) -> None:
        self._parts = parts
        self.door = Door(parts, guard)
        #: The names of the commands that only moderators may use.
        self.commands: set[str] = set()
        self.presses: dict[str, Press] = {}
        self.forms: dict[str, Opening] = {}
        self.sent: dict[str, Submit] = {}

    def add(self, *areas: Area) -> None:
        """Take on what areas of work do."""
        for area in areas:
            self.presses |= area.verbs.presses
            self.forms |= area.verbs.forms
            self.sent |= area.verbs.sent

    async def admits(self, interaction: Interaction) -> bool:
        """Whether a command may go on; those that are everybody's may."""
        data: Any = interaction.data or {}
        if data.get("name") not in self.commands:
            return True
        visit = await self.door.enter(interaction, f"/{_command_line(data)}")
        if visit is None:
            return False
        interaction.extras[_VISIT] = visit
        return True

    async def run(self, interaction: Interaction, work: Callable[[ModeratorVisit], Awaitable[Card | None]]) -> None:
        """Do a command's work for whoever was admitted, and show its card."""
        visit: ModeratorVisit = interaction.extras[_VISIT]
        with self._parts.desk.beside():
            async with visit.guarded():
                await visit.acknowledge()
                await _show(visit, await work(visit))

    async def ask(self, interaction: Interaction, make: Callable[[ModeratorVisit], Awaitable[Form | None]]) -> None:
        """Answer a command with a form."""
        visit: ModeratorVisit = interaction.extras[_VISIT]
        async with visit.guarded():
            await _open(visit, await make(visit))

    async def press(self, interaction: Interaction, pressed: Pressed) -> None:
        """Do what a button or a menu says, once."""
        if not interaction.client.seen.first(interaction.id):
            return
        visit = await self.door.enter(interaction, f"button {pressed.verb}")
        if visit is None:
            return
        with self._parts.desk.beside():
            async with visit.guarded():
                if pressed.verb in self.forms:
                    await _open(visit, await self.forms[pressed.verb](visit, pressed))
                elif pressed.verb in self.presses:
                    await visit.acknowledge()
                    await _show(visit, await self.presses[pressed.verb](visit, pressed))

    async def submit(self, interaction: Interaction) -> None:
        """Take a form that was sent, if it is one of ours."""
        data: Any = interaction.data or {}
        pressed = parse(str(data.get("custom_id")))
        if pressed is None or not interaction.client.seen.first(interaction.id):
            return
        visit = await self.door.enter(interaction, f"form {pressed.verb}")
        if visit is None or pressed.verb not in self.sent:
            return
        with self._parts.desk.beside():
            async with visit.guarded():
                await visit.acknowledge()
                await _show(visit, await self.sent[pressed.verb](visit, pressed, typed_in(data)))


async def _show(visit: ModeratorVisit, card: Card | None) -> None:
    if card is not None:
        await visit.put(card)


async def _open(visit: ModeratorVisit, form: Form | None) -> None:
    if form is None:
        await visit.tell(visit.phrases.get("moderating.gone"))
    else:
        await visit.interaction.response.send_modal(form.modal())


def _command_line(data: Any) -> str:
    """A command with its subcommands, without what was typed: "source add"."""
    words = [str(data.get("name"))]
    for option in data.get("options") or ():
        if option.get("type") in (1, 2):
            words.append(_command_line(option))
    return " ".join(words)


def gone(visit: ModeratorVisit) -> Card:
    """What a button was about is not there any more."""
    return notice_card(visit.phrases.get("moderating.gone"))
