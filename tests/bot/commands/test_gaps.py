"""Gaps from the command line: what Discord's people asked in vain, over a real store."""

import asyncio
import csv
import io
import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.models import Question
from bot.service import Service
from bot.settings import Settings
from bot.store import Place, Store, database_in

HERE = Place(guild_id=42, channel_id=3)
ASKED = ("which volcano erupted?", "when did the volcano erupt?", "=cmd|' /C calc'!A0 helicopters", "hello")


@pytest.fixture
def onrecord(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "off")
    corpus, data = tmp_path / "articles", tmp_path / "data"
    corpus.mkdir()
    (corpus / "talks.txt").write_text("Foreign Minister Jalil Jilani met the envoys in Geneva on Tuesday.", "utf-8")
    service = Service(Settings(corpus=corpus, data=data, reader=False))

    async def ask():
        store = await Store.open(database_in(data), clock=lambda: datetime.now(UTC))
        for text in ASKED:
            question = Question(text=text)
            await store.remember(service.ask(question), question=question, place=HERE, asker=7)
        await store.close()

    asyncio.run(ask())

    def run(*words):
        return CliRunner().invoke(cli, [*words, "--corpus", str(corpus), "--data", str(data)])

    run.corpus = corpus
    return run


def listed(onrecord, *words):
    return [json.loads(line) for line in onrecord("gaps", "--json", *words).output.splitlines()]


def test_gaps_are_shown_with_counts_wordings_and_missing_words(onrecord):
    shown = onrecord("gaps")
    assert shown.exit_code == 0
    assert "when did the volcano erupt?\n" in shown.output
    assert "declined 2 times; last asked" in shown.output
    assert "also: which volcano erupted?" in shown.output
    assert "in no article: volcano, erupt, erupted" in shown.output
    assert shown.output.endswith("2 gaps, counted 3 times.\n")
    assert "hello" not in shown.output


def test_for_programs_each_gap_is_a_line(onrecord):
    volcano, _ = listed(onrecord)
    assert (volcano["count"], volcano["declined"], volcano["voted_down"]) == (2, 2, 0)
    assert "asker" not in json.dumps(volcano)


def test_the_table_runs_no_formula(onrecord):
    table = onrecord("gaps", "--csv").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["count"] for row in rows] == ["2", "1"]
    assert rows[1]["question"].startswith("'=cmd|")


def test_a_gap_is_solved_dismissed_made_golden_and_reopened(onrecord):
    volcano, formula = listed(onrecord)
    (onrecord.corpus / "etna.txt").write_text("The volcano Etna erupted on Monday morning, officials said.", "utf-8")
    solved = onrecord("gaps", "solve", volcano["key"], "etna.txt")
    assert solved.output.startswith("Solved by etna.txt: ")
    assert "Asked again in 2 wordings: 2 answered, 2 from that article." in solved.output
    assert onrecord("gaps", "dismiss", formula["key"]).output.startswith("Dismissed: =cmd")
    assert onrecord("gaps").output == "No question is without a good answer.\n"
    assert {gap["state"] for gap in listed(onrecord, "--all")} == {"solved", "dismissed"}
    assert onrecord("gaps", "reopen", formula["key"]).exit_code == 0
    assert onrecord("gaps", "golden", formula["key"]).output.startswith("Golden from now on: =cmd")
    assert "helicopters" in onrecord("golden", "list").output
    assert "golden" in onrecord("gaps", "--all").output


def test_what_is_wrong_is_told_in_one_line(onrecord):
    unknown = onrecord("gaps", "dismiss", "nothing")
    assert unknown.exit_code == 2
    assert unknown.output.startswith("onrecord: No gap has this key: nothing. See the gaps with `onrecord gaps`")
    assert onrecord("gaps", "golden", "nothing", "--source", "talks.txt").exit_code == 2
