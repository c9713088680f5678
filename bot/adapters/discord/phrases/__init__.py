"""The bot's own words on Discord, by language: a resource file each, English where a language lacks a phrase.

A phrase is filled with values that are already harmless. Refuses untrusted text, and to guess a language: an unknown
locale reads English. A new language is one more ``xx.json`` beside ``en.json`` (keys as there, ``language`` is its own
name, ``direction`` is ``rtl`` or ``ltr``).

>>> phrases_for("en-GB").get("sources.count", count=2)
'2 sources'
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import Literal

from bot.adapters.discord.escaping import isolated

ENGLISH = "en"


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language."""

    locale: str
    language: str
    direction: Literal["ltr", "rtl"]
    own: Mapping[str, str] = field(repr=False)
    fallback: Mapping[str, str] = field(repr=False)

    def get(self, key: str, **values: object) -> str:
        """A phrase with its values filled in; ``count`` chooses between ``key.one`` and ``key.other``."""
        if "count" in values:
            key = f"{key}.{'one' if values['count'] == 1 else 'other'}"
        return (self.own.get(key) or self.fallback[key]).format(**values)

    def exactly(self, key: str) -> str | None:
        """A phrase in this language alone: for Discord, which falls back by itself."""
        return self.own.get(key)

    def isolated(self, text: str) -> str:
        """Harmless text set apart where it reads in the other direction."""
        return isolated(text, right_to_left=self.direction == "rtl")

    def day(self, when: date) -> str:
        """A date for people: 18 January 2024."""
        return self.get("date.day", day=when.day, month=self.get(f"date.month.{when.month}"), year=when.year)

    def moment(self, when: datetime) -> str:
        """A time for people: 20 January 2024, 21:30 UTC."""
        return self.get("date.moment", day=self.day(when), time=f"{when:%H:%M}")

    def listed(self, parts: list[str]) -> str:
        """Parts side by side."""
        return self.get("list.separator").join(part for part in parts if part)


def phrases_for(locale: str | None) -> Phrases:
    """The phrases of a Discord locale: its own, those of its language, or English."""
    known = languages()
    exact = locale or ENGLISH
    return _load(next((each for each in (exact, exact.split("-")[0]) if each in known), ENGLISH))


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """Every language that has a file: its locale and its own name, English first."""
    files = [each.name for each in resources.files(__package__).iterdir() if each.name.endswith(".json")]
    locales = sorted((name.removesuffix(".json") for name in files), key=lambda name: (name != ENGLISH, name))
    return {locale: str(_read(locale)["language"]) for locale in locales}


@lru_cache(maxsize=64)
def _load(locale: str) -> Phrases:
    own, english = _read(locale), _read(ENGLISH)
    direction: Literal["ltr", "rtl"] = "rtl" if own["direction"] == "rtl" else "ltr"
    return Phrases(locale, own["language"], direction, own, english)


def _read(locale: str) -> dict[str, str]:
    text = resources.files(__package__).joinpath(f"{locale}.json").read_text(encoding="utf-8")
    table: dict[str, str] = json.loads(text)
    return table
