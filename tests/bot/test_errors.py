"""Every exception that people may see says what, where and what to do next, and stands in its tree's drawing."""

import inspect

import pytest

import bot.errors
import bot.reader.errors
import index.errors
from bot.commands import failing

TREES = (bot.errors, bot.reader.errors, index.errors)
KINDS = [
    kind
    for tree in TREES
    for _, kind in inspect.getmembers(tree, inspect.isclass)
    if issubclass(kind, Exception) and kind.__module__ == tree.__name__
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
def test_an_error_says_what_where_and_what_to_do_next(kind):
    error = kind("The index is damaged", where="/data/x", advice="Build it again")
    assert (error.what, error.where, error.advice) == ("The index is damaged", "/data/x", "Build it again")
    assert failing.line_about(error) == "The index is damaged: /data/x. Build it again."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
def test_an_error_is_drawn_in_the_tree_of_its_module(kind):
    assert kind.__name__ in (inspect.getmodule(kind).__doc__ or "")


def test_wrong_use_and_faults_end_differently():
    assert failing.status_of(bot.errors.SettingsFault("a", where="b", advice="c")) == 2
    assert failing.status_of(index.errors.CorpusMissing("a", where="b", advice="c")) == 3
    assert failing.status_of(bot.reader.errors.ReaderMissing("a", where="b", advice="c")) == 3
    assert failing.status_of(OSError(28, "No space left on device")) == 3


def test_a_refusal_of_the_system_becomes_one_line_with_a_next_step():
    assert failing.line_about(OSError(28, "No space left on device", "/data/x")) == (
        "No space left on device: /data/x. Free some space and run it again; what was there before is kept."
    )


def test_what_nobody_foresaw_shows_nothing_internal(capsys):
    status = failing.tell(ValueError("secret"), verbose=False)
    told = capsys.readouterr().err
    assert status == 3
    assert "secret" not in told
    assert "-v" in told
    assert told.count("\n") == 1


def test_a_hostile_file_name_is_harmless_in_a_message(capsys):
    failing.tell(index.errors.CorpusMissing("No folder", where="a\x1b[2J\nb", advice="c"), verbose=False)
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert told.count("\n") == 1
