import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.moderation.actors import Actor
from bot.moderation.trail import record
from bot.store import Store, database_in

HOSTILE = "Ami\x1b[2Jna\u202e"


@pytest.fixture
def data(tmp_path):
    async def kept():
        store = await Store.open(database_in(tmp_path), clock=lambda: datetime.now(UTC))
        actor = Actor(kind="discord", name=HOSTILE, user_id=7, guild_id=42)
        await record(store, actor, "source.withdrawn", before={"answers": True}, after="with\ndrawn", source="ع \ud800")
        await store.note("refresh.switched")
        await store.close()

    asyncio.run(kept())
    return tmp_path


def audit(data, *words):
    return CliRunner().invoke(cli, ["audit", *words, "--data", str(data)])


def test_each_entry_says_who_when_from_where_what_before_and_after(data):
    ended = audit(data)
    assert ended.exit_code == 0
    shown = ended.output
    assert shown.index("refresh.switched") < shown.index("source.withdrawn")
    assert "by Ami\ufffd[2Jna\ufffd, from Discord (server 42)" in shown
    assert "before: answers: yes\n" in shown
    assert "after: with drawn\n" in shown
    assert "source: ع" in shown
    assert "\x1b" not in shown
    assert "2 entries since" in shown


def test_entries_are_one_line_of_json_each_for_programs(data):
    ended = audit(data, "--json")
    switched, withdrawn = map(json.loads, ended.output.splitlines())
    assert (switched["action"], switched["by"]) == ("refresh.switched", "Onrecord")
    assert (withdrawn["by"], withdrawn["origin"], withdrawn["guild_id"]) == (HOSTILE, "discord", 42)
    assert (withdrawn["before"], withdrawn["after"]) == ({"answers": True}, "with\ndrawn")
    assert "\u202e" not in ended.output


@pytest.mark.parametrize("since", ["36h", "1d", "2w", "2020-01-20", "2020-01-20T10:00", "2020-01-20T10:00+05:00"])
def test_a_moment_can_be_named_in_several_ways(data, since):
    assert "2 entries since" in audit(data, "--since", since).output


def test_what_is_older_is_left_out(data):
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert audit(data, "--since", tomorrow).output.startswith("Nothing since")


@pytest.mark.parametrize("since", ["", "soon", "7", "99999999999d", "-7d", "٧d", "2024-13-01"])
def test_a_moment_that_is_none_is_a_wrong_use(data, since):
    ended = audit(data, "--since", since)
    assert ended.exit_code == 2
    assert "2024-01-20" in ended.output
