"""Every setting of Onrecord: built once from the command line, the environment and a ``.env`` file, then passed down.

The command line wins over the environment, the environment over ``.env``, ``.env`` over the default. Refuses a value
that is not allowed with one sentence that names the variable; nothing else in the project reads the environment.
"""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import env_file as env_files
from bot.errors import SettingsFault

PREFIX = "ONRECORD_"
ENV_FILE = ".env"

Origin = Literal["command line", "environment", ".env", "default"]


class Allowed(NamedTuple):
    """What values a setting takes, in words for whoever typed another one."""

    words: str


class Shown(NamedTuple):
    """A setting as it is shown: its variable, its value with secrets masked, where the value came from."""

    variable: str
    value: str
    origin: Origin
    meaning: str


#: Ids as Discord gives them.
Ids = tuple[Annotated[int, Field(ge=1, lt=2**63)], ...]


def _default_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("onrecord", appauthor=False)


class Settings(BaseSettings):
    """What whoever runs Onrecord can choose."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    corpus: Annotated[Path, Allowed("a folder")] = Field(
        default=Path("seeds"), description="the folder of articles", validate_default=True
    )
    data: Annotated[Path, Allowed("a folder")] = Field(
        default_factory=_default_data, description="the folder for built indexes and the console's history"
    )
    refresh: Annotated[bool, Allowed("on or off")] = Field(
        default=True, description="read the articles again before answering when they have changed"
    )
    keep_generations: Annotated[int, Allowed("a whole number from 1 to 100")] = Field(
        default=3, ge=1, le=100, description="how many built indexes of a corpus stay for a rollback"
    )
    keep_answers: Annotated[int, Allowed("a whole number of days from 1 to 3650")] = Field(
        default=90, ge=1, le=3650, description="days after which an answer given in Discord is deleted"
    )
    correction_days: Annotated[int, Allowed("a whole number of days from 1 to 3650")] = Field(
        default=7, ge=1, le=3650, description="days whose answers are looked at again when the articles have changed"
    )
    refresh_most_lost: Annotated[int, Allowed("a whole number from 0 to 100")] = Field(
        default=20, ge=0, le=100, description="a refresh that would lose more percent of the sentences is held"
    )
    feed_minutes: Annotated[int, Allowed("a whole number of minutes from 1 to 10080")] = Field(
        default=15, ge=1, le=10_080, description="minutes between two looks at the same feed"
    )
    threshold: Annotated[float | None, Allowed("a number from 0 to 1")] = Field(
        default=None, ge=0, le=1, description="the confidence below which a question is declined; unset: as calibrated"
    )
    reader: Annotated[bool, Allowed("on or off")] = Field(
        default=True, description="let the small reader model choose among the sentences; off: word matching alone"
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Allowed("one of debug, info, warning, error")
    ] = Field(default="warning", description="how much is written to standard error")

    discord_token: Annotated[SecretStr | None, Allowed("the bot's token")] = Field(
        default=None, description="the Discord bot's token; better kept in a file, see the next"
    )
    discord_token_file: Annotated[Path | None, Allowed("a file")] = Field(
        default=None, description="the file that holds the Discord bot's token (a Docker secret)"
    )
    discord_workers: Annotated[int, Allowed("a whole number from 1 to 64")] = Field(
        default=1, ge=1, le=64, description="questions from Discord that are answered at the same time"
    )
    discord_waiting: Annotated[int, Allowed("a whole number from 1 to 100000")] = Field(
        default=1000, ge=1, le=100_000, description="questions from Discord that may wait; who asks beyond is told so"
    )
    discord_user_rate: Annotated[int, Allowed("a whole number; 0 for no limit")] = Field(
        default=12, ge=0, description="questions a minute from one Discord user"
    )
    discord_channel_rate: Annotated[int, Allowed("a whole number; 0 for no limit")] = Field(
        default=60, ge=0, description="questions a minute from one Discord channel"
    )
    discord_closing: Annotated[int, Allowed("a whole number of seconds from 0 to 600")] = Field(
        default=25, ge=0, le=600, description="seconds to finish the answers under way when the bot is stopped"
    )
    discord_refresh: Annotated[int, Allowed("a whole number of minutes; 0 for never")] = Field(
        default=0, ge=0, description="minutes after which the Discord bot looks whether the articles have changed"
    )
    discord_watch: Annotated[bool, Allowed("on or off")] = Field(
        default=False, description="let the Discord bot take in the articles as soon as one changes"
    )
    discord_home_servers: Annotated[Ids, NoDecode, Allowed("ids of Discord servers, with commas between them")] = Field(
        default=(), description="the Discord servers in which moderators may work; none: moderation is off there"
    )
    discord_moderator_roles: Annotated[Ids, NoDecode, Allowed("ids of Discord roles, with commas between them")] = (
        Field(default=(), description="the roles that moderate in the home servers, beside Manage Server")
    )
    discord_log_channel: Annotated[int | None, Allowed("the id of a Discord channel")] = Field(
        default=None, ge=1, lt=2**63, description="the channel in a home server that gets a line for each action"
    )

    @field_validator("discord_home_servers", "discord_moderator_roles", mode="before")
    @classmethod
    def _ids_stand_between_commas(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("corpus", "data", mode="before")
    @classmethod
    def _a_folder_has_a_name(cls, value: object) -> object:
        if not str(value).strip() or "\0" in str(value):
            raise ValueError("an empty name")
        return Path(str(value)).expanduser()


def load(given: Mapping[str, object], *, env_file: str | None = ENV_FILE) -> Settings:
    """Build the settings; ``given`` holds what the command line states. Raises SettingsFault naming the variable."""
    stated: dict[str, Any] = {"_env_file": env_file, **given}
    env_files.check(env_file, PREFIX)
    try:
        return Settings(**stated)
    except ValidationError as error:
        raise _not_allowed(error, given) from error


def variable(name: str) -> str:
    """The environment variable of a setting: "corpus" → "ONRECORD_CORPUS"."""
    return PREFIX + name.upper()


def show(settings: Settings, given: Mapping[str, object], *, env_file: str | None = ENV_FILE) -> list[Shown]:
    """Every setting with its value and origin, in the order in which they are documented."""
    from_file = env_files.names_in(env_file)
    shown = []
    for name, field in type(settings).model_fields.items():
        origin = _origin(name, given, from_file)
        shown.append(Shown(variable(name), _words(getattr(settings, name)), origin, field.description or ""))
    return shown


def unknown_variables(*, env_file: str | None = ENV_FILE) -> list[str]:
    """Names that look like settings of Onrecord but are none, for whoever mistyped one; see ``nearest``."""
    known = {variable(name) for name in Settings.model_fields}
    seen = {name.upper() for name in (*os.environ, *env_files.names_in(env_file))}
    return sorted(name for name in seen - known if name.startswith(PREFIX))


def nearest(unknown: str) -> str | None:
    """The setting that a mistyped name may have meant."""
    found = get_close_matches(unknown.removeprefix(PREFIX).lower(), Settings.model_fields, n=1, cutoff=0.75)
    return variable(found[0]) if found else None


def _words(value: object) -> str:
    """A value as it would be typed; pydantic's secrets mask themselves when they become text."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def _origin(name: str, given: Mapping[str, object], from_file: frozenset[str]) -> Origin:
    if name in given:
        return "command line"
    if any(key.upper() == variable(name) and value for key, value in os.environ.items()):
        return "environment"
    return ".env" if variable(name) in from_file else "default"


def _not_allowed(error: ValidationError, given: Mapping[str, object]) -> SettingsFault:
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    field = Settings.model_fields.get(name)
    words = next((mark.words for mark in field.metadata if isinstance(mark, Allowed)), "another value") if field else ""
    where = f"--{name.replace('_', '-')}" if name in given else variable(name)
    # The value itself is not repeated: it may be a secret that was pasted into the wrong variable.
    return SettingsFault("A setting has a value that is not allowed", where=where, advice=f"It takes {words}")
