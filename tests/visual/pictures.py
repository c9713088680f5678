"""Take pictures of cards as a Discord client shows them: simcord's simulated Discord, drawn by Chromium.

Needs ``simcord[screenshot]`` and a Chromium on the path; ``ABSENT`` says which is missing. Nothing leaves the machine.
"""

import shutil
from collections.abc import Mapping
from functools import partialmethod
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.adapters.discord.cards import Card

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_MISSING = [name for name in ("simcord", "playwright", "PIL") if find_spec(name) is None] + (
    [] if CHROMIUM else ["Chromium"]
)
ABSENT = f"no pictures without {', '.join(_MISSING)}" if _MISSING else ""
#: Widths and heights in CSS pixels.
DESKTOP, PHONE = (880, 1_400), (390, 1_800)


async def photograph(cards: Mapping[str, Card], folder: Path) -> list[Path]:
    """A picture of every card, as wide as a desktop and as wide as a phone."""
    import simcord

    files = []
    async with simcord.run(discord.Client(intents=discord.Intents.default())) as env:
        env.backend.bot_user.name = "Onrecord"
        guild = env.create_guild()
        channel = guild.create_text_channel("crisis-desk")
        reader = guild.add_member(env.create_user("reader"))
        there: Any = env.bot.get_channel(channel.id)
        sent = {name: await there.send(**card.kwargs()) for name, card in cards.items()}
        async with env.preview(channel, viewers=[reader], display="fixed") as preview:
            for name, message in sent.items():
                for kind, size in (("desktop", DESKTOP), ("phone", PHONE)):
                    file = folder / f"{name}-{kind}.png"
                    await preview.screenshot(file, target=message, viewport=size, allow_incomplete=True)
                    files.append(file)
    return files


def use_system_chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Playwright start the Chromium of the system, which as root runs without its sandbox only."""
    from playwright.async_api import BrowserType

    launch = partialmethod(BrowserType.launch, executable_path=CHROMIUM, args=["--no-sandbox"])
    monkeypatch.setattr(BrowserType, "launch", launch)
