"""Names and descriptions of commands in the languages that Discord offers, from the resource files of the phrases."""

import discord
from discord import app_commands

from bot.adapters.discord.phrases import ENGLISH, phrases_for


def words(key: str) -> app_commands.locale_str:
    """A command's words by their key: English here, other languages where Discord asks for them."""
    return app_commands.locale_str(phrases_for(ENGLISH).get(key), key=key)


class Translator(app_commands.Translator):
    """Answers Discord's library with phrases; nothing where a language lacks one, so that English is shown."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        """The phrase in the language of a locale."""
        phrases = phrases_for(str(locale))
        key = string.extras.get("key")
        return None if key is None or phrases.locale == ENGLISH else phrases.exactly(key)
