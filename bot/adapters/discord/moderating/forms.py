"""Forms (Discord's modals): what a moderator is asked to type, and what they typed.

A form is found again by its id when it is sent, also after a restart; the library keeps none of them. Refuses to
believe a length: what was typed is cut to what its field takes.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import discord

from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.ids import NO_KEY, custom_id

#: Discord's own limits.
_TITLE, _LABEL, _HINT = 45, 45, 100
LONGEST_TEXT = 4_000


class Field(NamedTuple):
    """One thing to type; ``value`` stands there already."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    most: int = 300
    required: bool = False
    is_long: bool = False


class Form(NamedTuple):
    """What to type, and the verb and key that it is sent under."""

    verb: str
    title: str
    fields: tuple[Field, ...]
    key: str = NO_KEY

    def modal(self) -> discord.ui.Modal:
        """The form as the library sends it."""
        modal = _Modal(title=plain(self.title, limit=_TITLE), custom_id=custom_id(self.verb, self.key))
        for field in self.fields:
            modal.add_item(_labelled(field))
        return modal


class _Modal(discord.ui.Modal):
    def is_finished(self) -> bool:
        """The library shall keep nothing: whoever sends the form is found by its id."""
        return True


def _labelled(field: Field) -> "discord.ui.Label[Any]":
    style = discord.TextStyle.paragraph if field.is_long else discord.TextStyle.short
    # A line break or a control character in a short field would cost the whole form.
    value = _beginning(field.value, field.most) if field.is_long else plain(field.value, limit=field.most)
    typed: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id=field.name,
        style=style,
        default=value or None,
        required=field.required,
        max_length=field.most,
    )
    hint = plain(field.hint, limit=_HINT) or None
    return discord.ui.Label(text=plain(field.label, limit=_LABEL), description=hint, component=typed)


def _beginning(text: str, most: int) -> str:
    """So much of a text as Discord counts to ``most``: UTF-16 units, none of them half a character."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore")


def typed_in(data: Any) -> Mapping[str, str]:
    """What was typed, by the names of the fields; a field that was left empty is not there."""
    found = {name: value[:LONGEST_TEXT] for name, value in _values((data or {}).get("components", ()))}
    return {name: value for name, value in found.items() if value.strip()}


def _values(components: Any) -> Iterator[tuple[str, str]]:
    for each in components:
        if isinstance(each.get("value"), str) and "custom_id" in each:
            yield str(each["custom_id"]), each["value"]
        yield from _values(each.get("components", ()))
        yield from _values([each["component"]] if "component" in each else ())
