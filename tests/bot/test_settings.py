from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import settings
from bot.errors import SettingsFault
from bot.settings import Settings, load, nearest, show, unknown_variables


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def origins(given=None):
    given = given or {}
    return {row.variable: (row.value, row.origin) for row in show(load(given), given)}


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_default(monkeypatch):
    assert origins()["ONRECORD_CORPUS"] == ("seeds", "default")
    Path(".env").write_text("ONRECORD_CORPUS=from-file\n")
    assert origins()["ONRECORD_CORPUS"] == ("from-file", ".env")
    monkeypatch.setenv("ONRECORD_CORPUS", "from-environment")
    assert origins()["ONRECORD_CORPUS"] == ("from-environment", "environment")
    assert origins({"corpus": "from-line"})["ONRECORD_CORPUS"] == ("from-line", "command line")


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("ONRECORD_THRESHOLD", "")
    assert load({}).threshold is None


def test_ids_stand_between_commas(monkeypatch):
    monkeypatch.setenv("ONRECORD_DISCORD_HOME_SERVERS", "12, 34,56")
    assert load({}).discord_home_servers == (12, 34, 56)
    assert origins()["ONRECORD_DISCORD_HOME_SERVERS"] == ("12,34,56", "environment")
    assert load({}).discord_moderator_roles == ()


def test_a_folder_may_be_named_from_home(monkeypatch):
    monkeypatch.setenv("HOME", "/home/somebody")
    assert load({"corpus": "~/articles"}).corpus == Path("/home/somebody/articles")


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("ONRECORD_REFRESH", "perhaps", "on or off"),
        ("ONRECORD_READER", "7", "on or off"),
        ("ONRECORD_KEEP_GENERATIONS", "0", "a whole number from 1 to 100"),
        ("ONRECORD_KEEP_GENERATIONS", "three", "a whole number from 1 to 100"),
        ("ONRECORD_THRESHOLD", "1.5", "a number from 0 to 1"),
        ("ONRECORD_THRESHOLD", "nan", "a number from 0 to 1"),
        ("ONRECORD_LOG_LEVEL", "loud", "one of debug, info, warning, error"),
        ("ONRECORD_CORPUS", "  ", "a folder"),
        ("ONRECORD_DISCORD_HOME_SERVERS", "here", "ids of Discord servers"),
        ("ONRECORD_DISCORD_MODERATOR_ROLES", "12,-3", "ids of Discord roles"),
        ("ONRECORD_DISCORD_LOG_CHANNEL", "#log", "the id of a Discord channel"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_what_is(monkeypatch, variable, value, allowed):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsFault) as refused:
        load({})
    assert variable in str(refused.value)
    assert allowed in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_option_that_is_not_allowed_is_named_as_it_was_typed():
    with pytest.raises(SettingsFault, match="--corpus"):
        load({"corpus": ""})


def test_a_variable_that_is_no_setting_is_reported_by_name_alone(monkeypatch):
    monkeypatch.setenv("ONRECORD_CORPSU", "x")
    Path(".env").write_text("ONRECORD_TOKEN=s3cret\nOTHER=1\n")
    assert unknown_variables() == ["ONRECORD_CORPSU", "ONRECORD_TOKEN"]


def test_a_mistyped_name_leads_to_the_one_that_was_meant():
    assert nearest("ONRECORD_CORPSU") == "ONRECORD_CORPUS"
    assert nearest("ONRECORD_WEATHER") is None


def test_a_secret_is_masked_wherever_it_is_shown():
    class WithSecret(Settings):
        token: SecretStr = SecretStr("s3cret")

    shown = {row.variable: row.value for row in show(WithSecret(), {})}
    assert shown["ONRECORD_TOKEN"] == "**********"


def test_settings_cannot_be_changed_after_they_were_built():
    with pytest.raises(ValueError, match="frozen"):
        load({}).corpus = Path("x")


def test_importing_the_settings_reads_nothing(monkeypatch):
    assert not [value for value in vars(settings).values() if isinstance(value, Settings)]
