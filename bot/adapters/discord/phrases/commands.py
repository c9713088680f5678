"""Names and descriptions of commands by language, in the form that Discord's library asks for them.

A command is declared with ``command_words(key)``; the translator then answers for every language that has a file and
that Discord offers. Refuses to fall back: Discord shows the English words itself where a language has none.
"""

from collections.abc import Callable

import discord
from discord import app_commands

from bot.adapters.discord.phrases import ENGLISH, Phrases, phrases_for

_KEY = "phrase"


def command_words(key: str) -> app_commands.locale_str:
    """The English words of a key such as ``command.ask.name``, to be translated by the key."""
    return app_commands.locale_str(phrases_for(ENGLISH).get(key), **{_KEY: key})


class PhrasesTranslator(app_commands.Translator):
    """Translates command names, descriptions and options out of the resource files."""

    def __init__(self, lookup: Callable[[str], Phrases] = phrases_for) -> None:
        self._lookup = lookup

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - the library passes it
    ) -> str | None:
        """The words for a locale, or nothing where it has none of its own."""
        found = self._lookup(locale.value)
        key = string.extras.get(_KEY)
        return found.exactly(key) if isinstance(key, str) and found.locale != ENGLISH else None
