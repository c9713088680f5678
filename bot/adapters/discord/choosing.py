"""What a server chooses: shown and changed by people who may manage it, which is checked here at every press.

Discord's own check of command permissions is made by its client alone, and administrators can move it.
"""

from typing import TYPE_CHECKING, Any

from bot.adapters.discord.cards import settings_card
from bot.adapters.discord.cards.choices import NO_LANGUAGE
from bot.adapters.discord.cards.items import Pressed
from bot.adapters.discord.phrases import languages
from bot.adapters.discord.visits import Visit
from bot.store import ServerSettings

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts


class Choosing:
    """The card of ``/settings`` and its controls."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts

    async def show(self, visit: Visit) -> None:
        """Show the settings to somebody who may change them."""
        if await self._may(visit):
            await visit.show(settings_card(visit.settings, phrases=visit.phrases, style=visit.style, controls=True))

    async def press(self, visit: Visit, pressed: Pressed) -> None:
        """Change one setting, and show the card as it is now."""
        if not await self._may(visit):
            return
        change = _changed(pressed, visit.interaction.data)
        guild = visit.interaction.guild_id
        assert guild is not None
        settings = ServerSettings.model_validate(visit.settings.model_dump() | change)
        await self._parts.servers.change(guild, settings, by=visit.user)
        now = Visit(visit.interaction, settings)
        await now.replace(settings_card(settings, phrases=now.phrases, controls=True))

    async def _may(self, visit: Visit) -> bool:
        if visit.may_manage:
            return True
        in_server = visit.interaction.guild_id is not None
        await visit.tell(visit.phrases.get("notice.manage_server" if in_server else "notice.only_in_server"))
        return False


def _changed(pressed: Pressed, data: Any) -> dict[str, Any]:
    """The field that a control changes; nothing for a value that no control of ours has."""
    values = list((data or {}).get("values", ()))
    match pressed.key:
        case "channels":
            return {"answer_channels": tuple(int(value) for value in values)}
        case "language" if values and values[0] in (NO_LANGUAGE, *languages()):
            return {"language": None if values[0] == NO_LANGUAGE else values[0]}
        case "private" | "threads":
            return {pressed.key: pressed.page == 1}
        case "card":
            return {"card": "components" if pressed.page == 1 else "embed"}
    return {}
