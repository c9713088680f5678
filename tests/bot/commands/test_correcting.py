import asyncio
import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.models import Question
from bot.store import Place, Store, database_in
from tests.bot.answers import answered, citation
from tests.bot.moderation.moderating import TRUCE

GONE = citation("Oman \x1b[2Joffered to mediate.", "Oman", source="oman.txt", title="Oman")


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "off")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "truce.txt").write_text(TRUCE, "utf-8")
    return ["--corpus", str(corpus), "--data", str(tmp_path / "data")]


@pytest.fixture
def key(tmp_path):
    async def kept():
        store = await Store.open(database_in(tmp_path / "data"), clock=lambda: datetime.now(UTC))
        place, question = Place(guild_id=42, channel_id=3), Question(text="who offered \u202e to mediate?")
        stored = await store.remember(answered(GONE), question=question, place=place, asker=5)
        await store.shown(stored.key, 99)
        await store.close()
        return stored.key

    return asyncio.run(kept())


def run(folders, *words):
    return CliRunner().invoke(cli, ["corrections", *words, *folders])


def test_answers_are_listed_corrected_and_listed_no_more(folders, key):
    listed = run(folders)
    assert listed.exit_code == 0
    assert "“Oman” is no longer among the articles." in listed.stdout
    assert "now: “China”" in listed.stdout
    assert "https://discord.com/channels/42/3/99" in listed.stdout
    assert f"onrecord corrections supersede {key}" in listed.stdout
    assert not {"\x1b", "\u202e"} & set(listed.stdout)

    corrected = run(folders, "supersede", key)
    assert corrected.exit_code == 0
    assert corrected.stdout.startswith(f"{key} → ")
    assert "then: “Oman”" in corrected.stdout
    again = run(folders, "supersede", key)
    assert again.stdout == corrected.stdout

    assert "bear out every answer" in run(folders, "list").stdout
    trail = CliRunner().invoke(cli, ["audit", *folders]).stdout
    assert trail.count("answer.superseded") == 1
    assert "offered" not in trail


def test_answers_are_one_line_of_json_each_for_programs(folders, key):
    (line,) = run(folders, "list", "--json", "--since", "1d").stdout.splitlines()
    found = json.loads(line)
    assert (found["key"], found["changes"][0]["kind"]) == (key, "removed")
    assert found["why"] == "“Oman” is no longer among the articles."
    assert found["messages"] == [[3, 99]]
    assert "asker" not in line


@pytest.mark.parametrize("wrong", ["nosuchkey", "", "\x1b[2J", "-"])
def test_a_key_that_leads_nowhere_is_a_wrong_use(folders, key, wrong):
    ended = run(folders, "supersede", wrong)
    assert ended.exit_code == 2
    assert "No answer is kept under this key" in ended.output
    assert "\x1b" not in ended.output


def test_all_that_is_listed_can_be_corrected_at_once(folders, key):
    ended = run(folders, "supersede", "--all")
    assert ended.exit_code == 0
    assert ended.stdout.startswith(f"{key} → ")
    nothing = run(folders, "supersede", "--all")
    assert (nothing.exit_code, nothing.stdout) == (0, "")


@pytest.mark.parametrize("words", [(), ("abc", "--all")])
def test_what_is_to_be_corrected_must_be_named(folders, words):
    assert run(folders, "supersede", *words).exit_code == 2
