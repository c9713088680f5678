"""The bot's token: from the environment, or from a file that Docker mounts. Refuses to print, log or keep it."""

from pathlib import Path

from bot.errors import SettingsFault
from bot.settings import Settings, variable

_WHERE_FROM = "Copy it from the Discord developer portal (Bot, Token)"


def token(settings: Settings) -> str:
    """The token; SettingsFault says what to do where there is none, or two."""
    stated, file = settings.discord_token, settings.discord_token_file
    if stated and file:
        where = f"{variable('discord_token')} and {variable('discord_token_file')}"
        raise SettingsFault("The bot's token is given twice", where=where, advice="Keep one of the two")
    if file:
        return _usable(_read(file), variable("discord_token_file"))
    if stated:
        return _usable(stated.get_secret_value(), variable("discord_token"))
    advice = f"{_WHERE_FROM}, or name a file that holds it in {variable('discord_token_file')}"
    raise SettingsFault("The bot's token is missing", where=variable("discord_token"), advice=advice)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        advice = "Check that the file exists and can be read by whoever runs the bot"
        raise SettingsFault("The bot's token cannot be read", where=str(file), advice=advice) from error


def _usable(text: str, where: str) -> str:
    """The token without the blanks and the prefix that are copied along; nothing of it is repeated in the message."""
    found = text.strip().removeprefix("Bot ").strip()
    if not found or any(sign.isspace() or not sign.isprintable() or ord(sign) > 126 for sign in found):
        raise SettingsFault("The bot's token is not one", where=where, advice=_WHERE_FROM)
    return found
