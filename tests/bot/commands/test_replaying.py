import asyncio
import importlib.util
import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.models import Question
from bot.store import Place, Store, database_in
from tests.bot.answers import answered, citation


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def key(data):
    async def kept():
        store = await Store.open(database_in(data), clock=lambda: datetime.now(UTC))
        question = Question(text="who \ud800 mediated?")
        stored = await store.remember(answered(citation()), question=question, place=Place(channel_id=1), asker=5)
        await store.close()
        return stored.key

    return asyncio.run(kept())


def replay(data, *words):
    return CliRunner().invoke(cli, ["replay", *words, "--data", str(data), "--corpus", str(data / "articles")])


def test_an_answer_is_replayed_by_its_key(data, key):
    ended = replay(data, key)
    assert ended.exit_code == 0
    assert ended.output.startswith("China\n")
    assert "China offered to mediate." in ended.output
    assert "It was not asked again: there is no index" in ended.output
    assert "Traceback" not in ended.output


def test_a_replay_is_one_line_of_json_for_programs(data, key):
    ended = replay(data, key, "--json")
    (line,) = ended.output.splitlines()
    found = json.loads(line)
    assert found["stored"]["key"] == key
    assert found["stored"]["answer"]["short_answer"] == "China"
    assert (found["verdict"], found["now"], found["votes"]) == ("not asked", None, [0, 0])


@pytest.mark.parametrize("wrong", ["nosuchkey", "", "\x1b[2J", "a" * 10_000, "-"])
def test_a_key_that_leads_nowhere_is_a_wrong_use(data, key, wrong):
    ended = replay(data, wrong)
    assert ended.exit_code == 2
    assert "No answer is kept under this key" in ended.output
    assert "\x1b" not in ended.output


def test_where_nothing_is_kept_and_nothing_sound_are_faults(data, key):
    nowhere = replay(data / "elsewhere", key)
    assert (nowhere.exit_code, nowhere.output.count("\n")) == (3, 1)
    assert "No answers are kept here" in nowhere.output
    database_in(data).write_bytes(b"no database" * 1000)
    damaged = replay(data, key)
    assert (damaged.exit_code, damaged.output.count("\n")) == (3, 1)
    assert "damaged" in damaged.output


def test_without_the_library_that_is_said(data, key, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    ended = replay(data, key)
    assert ended.exit_code == 2
    assert "pip install 'onrecord[discord]'" in ended.output
