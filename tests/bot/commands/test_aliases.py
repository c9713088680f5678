"""The alias table from the command line, over real files."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import cli

ARTICLES = {
    "talks.txt": "Foreign Minister Jalil Abbas Jilani met the envoys in Geneva on Tuesday morning.",
    "army.txt": "The Balochistan Liberation Army (BLA) said nothing. Minister Jalil Geelani spoke of a mistake.",
}


@pytest.fixture
def onrecord(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "off")
    corpus = tmp_path / "articles"
    corpus.mkdir()
    for name, text in ARTICLES.items():
        (corpus / name).write_text(text, "utf-8")

    def run(*words):
        return CliRunner().invoke(cli, [*words, "--corpus", str(corpus), "--data", str(tmp_path / "data")])

    run.corpus = corpus
    return run


def test_names_are_added_listed_used_and_removed(onrecord):
    assert "No entry in" in onrecord("alias", "list").output
    added = onrecord("alias", "add", "Jilani", "Xhilanee")
    assert (added.exit_code, added.output) == (0, "Jilani = Xhilanee  (names for the same)\n")
    answer = json.loads(onrecord("ask", "--json", "when did Xhilanee meet the envoys?").output)
    assert answer["aliases"][0]["other"] == "Jilani"
    assert "“Xhilanee” was taken for “Jilani” [1]" in onrecord("ask", "when did Xhilanee meet the envoys?").output
    assert "1 entry in" in onrecord("alias", "list").output
    removed = onrecord("alias", "remove", "xhilanee")
    assert removed.output == "xhilanee stands for itself again.\n"
    assert "No entry in" in onrecord("alias", "list").output


def test_the_trail_says_who_changed_the_table(onrecord):
    onrecord("alias", "add", "BLA", "Baloch Army", "--equivalent")
    (entry,) = map(json.loads, onrecord("audit", "--json").output.splitlines())
    assert entry["action"] == "alias.added"


def test_the_kind_of_an_entry_can_be_stated(onrecord):
    assert "(names for the same)" in onrecord("alias", "add", "Jilani", "Geelani", "--equivalent").output
    assert "(spellings of one name)" in onrecord("alias", "add", "China", "Beijing", "--spelling").output


def test_what_is_wrong_in_the_file_is_named_with_file_and_line(onrecord):
    table = onrecord.corpus / "aliases.toml"
    table.write_text('[spellings]\nJilani = ["Geelani"]\nKhan = 3\n', "utf-8")
    listed = onrecord("alias", "list")
    assert listed.exit_code == 3
    assert f"{table}, line 3: the names for “Khan” are no list of texts. Write" in listed.output
    assert "Jilani = Geelani" in listed.output
    as_json = onrecord("alias", "list", "--json")
    assert [json.loads(line)["names"] for line in as_json.stdout.splitlines()] == [["Jilani", "Geelani"]]
    assert "line 3" in as_json.stderr


def test_what_cannot_be_one_is_refused_in_one_line(onrecord):
    refused = onrecord("alias", "add", "Jilani", "jilani")
    assert refused.exit_code == 2
    assert refused.output.startswith("onrecord: Both are matched by the same words already")
    assert onrecord("alias", "remove", "Nobody").exit_code == 2


def test_likely_variants_are_shown_with_a_sentence_until_they_are_in_the_table(onrecord):
    shown = onrecord("alias", "suggest").output
    assert shown.startswith("Balochistan Liberation Army and BLA (stated; ")
    assert "Geelani and Jilani (spelt alike" in shown
    assert "talks.txt, line 1" in shown
    onrecord("alias", "add", "Jilani", "Geelani")
    pairs = [json.loads(line) for line in onrecord("alias", "suggest", "--json").output.splitlines()]
    assert [(pair["one"], pair["other"]) for pair in pairs] == [("Balochistan Liberation Army", "BLA")]
