"""The commands that feed the index, over a small corpus."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import cli
from tests.bot.moderation.sourcing.conftest import ENVOYS, TRUCE


@pytest.fixture
def run(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "truce.txt").write_text(TRUCE, "utf-8")
    (tmp_path / "envoys.txt").write_text(ENVOYS, "utf-8")

    def call(*words, **options):
        places = ["--corpus", str(tmp_path / "corpus"), "--data", str(tmp_path / "data")]
        return CliRunner(env={"ONRECORD_READER": "off"}).invoke(cli, [*words, *places], **options)

    call.folder = tmp_path
    return call


def added(run, *words):
    ended = run("source", "add", str(run.folder / "envoys.txt"), "--publisher", "The Daily", *words)
    assert ended.exit_code == 0, ended.output
    (source,) = [path.name for path in (run.folder / "corpus" / "added").glob("*.txt")]
    return f"added/{source}"


def test_an_article_is_shown_and_kept_only_after_a_yes(run):
    path = str(run.folder / "envoys.txt")
    for no in ("n\n", ""):
        ended = run("source", "add", path, input=no)
        assert ended.exit_code == 1
        assert "Envoys return to their posts" in ended.output
        assert "Nothing was kept." in ended.output
    assert not (run.folder / "corpus" / "added").exists()
    ended = run("source", "add", path, "--published", "2024-01-21", input="y\n")
    assert ended.exit_code == 0
    assert "Kept: added/envoys-" in ended.output
    assert run("ask", "who asked for the return of the envoys?").exit_code == 0
    again = run("source", "add", path, "--yes")
    assert again.exit_code == 2
    assert "added before" in again.output


def test_text_from_standard_input_needs_a_yes_beforehand(run):
    assert "--yes" in run("source", "add", "-", input=ENVOYS).output
    ended = run("source", "add", "-", "--yes", "--title", "Given", input=ENVOYS)
    assert ended.exit_code == 0
    assert "Kept: added/given-" in ended.output


def test_an_article_is_withdrawn_restored_corrected_and_purged(run):
    source = added(run, "--yes")
    assert run("source", "withdraw", source).exit_code == 0
    assert run("ask", "who asked for the return of the envoys?").exit_code == 1
    assert "withdrawn" in run("source", "list", "withdrawn").output
    assert run("source", "restore", source).exit_code == 0
    assert run("source", "correct", source, "--title", "Other", "--clear", "publisher").exit_code == 0
    shown = json.loads(run("source", "show", source, "--json").output)
    assert (shown["title"], shown["publisher"], shown["received"]["by_kind"]) == ("Other", None, "console")
    assert run("source", "purge", source, "--yes").exit_code == 2
    run("source", "withdraw", source)
    assert run("source", "purge", source, input="n\n").exit_code == 1
    assert (run.folder / "corpus" / source).exists()
    assert run("source", "purge", source, "--yes").exit_code == 0
    assert not (run.folder / "corpus" / source).exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["source", "add", "nowhere.txt"], 2, "cannot be read"),
        (["source", "add", "http://127.0.0.1/"], 2, "not on the public web"),
        (["source", "add", "http://user:secret@news.example/"], 2, "credentials"),
        (["source", "show", "nothing.txt"], 2, "no such article"),
        (["source", "withdraw", "../x"], 2, "no such article"),
        (["source", "correct", "truce.txt"], 2, "Say what to correct"),
        (["source", "correct", "truce.txt", "--url", "javascript:alert(1)"], 2, "not a web address"),
        (["source", "correct", "truce.txt", "--published", "yesterday"], 2, "yesterday"),
        (["feed", "add", "http://[::1]/feed"], 2, "not on the public web"),
        (["feed", "approve", "7"], 2, "no such item"),
        (["feed", "remove", "7"], 2, "no such feed"),
        (["feed", "list"], 0, "No feed yet"),
        (["feed", "waiting"], 0, "Nothing waits"),
        (["feed", "poll"], 0, "No feed is due"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(run, words, status, said):
    ended = run(*words)
    assert ended.exit_code == status, ended.output
    assert said in ended.output
    assert "secret" not in ended.output
    assert "Traceback" not in ended.output


def test_hostile_words_of_an_article_do_nothing_to_a_terminal(run):
    (run.folder / "envoys.txt").write_text(f"\x1b[2J\u202eEnvoys return to their posts\n\n{ENVOYS}\x1b[31m", "utf-8")
    source = added(run, "--yes", "--title", "a\x1b[2Jb")
    for words in (["source", "show", source], ["source", "list"], ["source", "show", source, "--json"]):
        ended = run(*words)
        assert ended.exit_code == 0
        assert "\x1b" not in ended.output
        assert "\u202e" not in ended.output
