import json
import re

import pytest
from click.testing import CliRunner

from bot.cli import cli
from tests.bot.moderation.moderating import BORDER, ENVOYS, STRIKE, TRUCE


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in {"truce": TRUCE, "envoys": ENVOYS, "border": BORDER}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "off")

    def command(*words):
        options = ["--corpus", str(corpus), "--data", str(tmp_path / "data")]
        ended = CliRunner().invoke(cli, [*words, *options], prog_name="onrecord")
        return ended.exit_code, ended.stdout + ended.stderr

    return command


def test_a_moderator_refreshes_holds_confirms_and_goes_back(run, corpus):
    status, shown = run("index", "refresh")
    assert status == 0
    assert re.search(r"Generation [0-9a-f]{12} answers now", shown)
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    status, shown = run("index", "refresh")
    assert (status, "added    strike.txt" in shown) == (0, True)
    (corpus / "border.txt").unlink()
    status, shown = run("index", "refresh")
    assert status == 1
    assert "Held: the index in use goes on answering." in shown
    assert "2 of 6 sentences (33 %) would go" in shown
    assert "Held:" in run("index", "history")[1]
    assert run("index", "confirm")[0] == 0
    kept = [json.loads(line) for line in run("index", "history", "--json")[1].splitlines()]
    assert [each["current"] for each in kept] == [True, False, False]
    status, shown = run("index", "rollback", kept[1]["name"], "--yes")
    assert status == 0
    assert f"Generation {kept[1]['name']} answers now" in shown
    assert "border.txt" in run("ask", "when did the border open?")[1]
    actions = [json.loads(line)["action"] for line in run("audit", "--json")[1].splitlines()]
    assert actions[::-1] == [
        "refresh.switched",
        "refresh.switched",
        "refresh.held",
        "refresh.confirmed",
        "index.rollback",
    ]


def test_what_is_held_can_be_forgotten_and_yes_confirms_beforehand(run, corpus):
    run("index", "refresh")
    (corpus / "border.txt").unlink()
    assert run("index", "refresh")[0] == 1
    status, shown = run("index", "discard")
    assert (status, "is forgotten" in shown) == (0, True)
    assert run("index", "confirm") == (2, run("index", "confirm")[1])
    assert run("index", "refresh", "--yes")[0] == 0


def test_a_rollback_asks_first_and_nobody_there_is_a_no(run):
    run("index", "refresh")
    assert run("index", "rollback", "0123456789ab")[0] == 1
    assert run("index", "rollback", "0123456789ab", "--yes")[0] == 3


def test_a_damaged_index_is_repaired(run, tmp_path):
    run("index", "refresh")
    (path,) = (tmp_path / "data").rglob("vocabulary.json")
    path.write_bytes(path.read_bytes() + b" ")
    assert run("index", "verify")[0] == 3
    status, shown = run("index", "verify", "--repair")
    assert (status, "every one stands word for word" in shown) == (0, True)
    assert run("index", "verify")[0] == 0


def test_golden_questions_are_kept_asked_and_removed(run):
    assert run("golden", "add", "who offered to mediate?")[0] == 0
    assert run("golden", "add", "who closed the border?", "--decline")[0] == 0
    lines = [json.loads(line) for line in run("golden", "list", "--json")[1].splitlines()]
    assert [each["answerable"] for each in lines] == [True, False]
    status, shown = run("golden", "ask")
    assert "right  who offered to mediate?" in shown
    assert status in (0, 1)
    assert run("golden", "remove", lines[0]["id"])[0] == 0
    assert "1 golden question." in run("golden", "list")[1]
    assert run("golden", "add", "who?", "--source", "truce.txt")[0] == 2
