"""What is kept about somebody: told, handed over as a file, erased once they have confirmed. To them alone."""

import io
import json
from typing import TYPE_CHECKING, Any

import discord

from bot.adapters.discord.cards import notice_card, privacy_card
from bot.adapters.discord.cards.items import NO_KEY, Pressed, item
from bot.adapters.discord.cards.layout import Card, Row, Text, Tone
from bot.adapters.discord.visits import Visit

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_FILE = "onrecord.json"
_SURE = 1


class OwnData:
    """The buttons of ``/privacy``."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts

    async def tell(self, visit: Visit) -> None:
        """Say what is kept."""
        days = self._parts.retention_days
        await visit.show(privacy_card(days, phrases=visit.phrases, style=visit.style, controls=True))

    async def press(self, visit: Visit, pressed: Pressed) -> None:
        """Hand over, ask whether they are sure, or erase."""
        if pressed.verb == "export":
            await self._export(visit)
        elif pressed.page == _SURE:
            erased = await self._parts.store.erase(visit.user)
            await visit.replace(notice_card(visit.phrases.get("privacy.erased", count=erased), style=visit.style))
        else:
            await visit.show(self._sure(visit))

    async def _export(self, visit: Visit) -> None:
        await visit.interaction.response.defer(ephemeral=True, thinking=True)
        kept = await self._parts.store.export(visit.user)
        if not any(kept.get(part) for part in ("answers", "votes", "audit")):
            await visit.tell(visit.phrases.get("privacy.nothing"))
            return
        content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
        file = discord.File(io.BytesIO(content), filename=_FILE)
        # Plain text, for a card of components would have to hold the file as one of its own.
        words = visit.phrases.get("privacy.exported")
        none = discord.AllowedMentions.none()
        await visit.interaction.followup.send(words, file=file, ephemeral=True, allowed_mentions=none)

    def _sure(self, visit: Visit) -> Card:
        phrases = visit.phrases

        def row() -> list[discord.ui.Item[Any]]:
            button = item("erase", NO_KEY, _SURE, phrases, label=phrases.get("privacy.sure.button"))
            button.style = discord.ButtonStyle.danger
            return [button]

        return Card((Text(phrases.get("privacy.sure")), Row(row)), Tone.NOTICE, visit.style)
