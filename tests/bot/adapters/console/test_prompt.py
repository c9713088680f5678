import io

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.adapters.console.prompt import converse
from bot.adapters.console.screen import Screen
from tests.bot.answers import FakeService, answered


class Terminal(io.StringIO):
    def isatty(self):
        return True


def talked(stdin, tmp_path, service=None):
    out = io.StringIO()
    screen = Screen(Console(file=out, markup=False, highlight=False, force_terminal=False))
    history = tmp_path / "data" / "console-history"
    converse(service or FakeService({"who mediated?": answered()}), screen, stdin, history=history, names=["Tehran"])
    return out.getvalue()


def typed(keys, tmp_path, service=None):
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        return talked(Terminal(), tmp_path, service)


def test_lines_of_a_pipe_are_answered_until_it_ends(tmp_path):
    shown = talked(io.StringIO("who mediated?\n\n/help\nwho mediated?"), tmp_path)
    assert shown.count("China offered to mediate.") == 2
    assert "/context N" in shown
    assert "ask>" not in shown


@pytest.mark.parametrize("leave", ["/quit", "/exit", "/QUIT "])
def test_quit_ends_before_what_follows(leave, tmp_path):
    assert talked(io.StringIO(f"{leave}\nwho mediated?\n"), tmp_path).strip() == ""


def test_a_typed_question_is_answered_and_remembered_for_the_next_session(tmp_path):
    assert "China offered to mediate." in typed("who mediated?\r\x04", tmp_path)
    service = FakeService()
    typed("\x1b[A\r\x04", tmp_path, service)  # arrow up
    assert [question.text for question in service.asked] == ["who mediated?"]


def test_the_history_is_for_its_owner_alone(tmp_path):
    typed("who mediated?\r\x04", tmp_path)
    assert (tmp_path / "data" / "console-history").stat().st_mode & 0o077 == 0


def test_ctrl_c_drops_the_line_and_ctrl_d_ends(tmp_path):
    service = FakeService()
    typed("who medi\x03who mediated?\r\x04", tmp_path, service)
    assert [question.text for question in service.asked] == ["who mediated?"]


def test_a_name_of_the_articles_is_completed(tmp_path):
    service = FakeService()
    typed("what about Teh\t\r\x04", tmp_path, service)
    assert [question.text for question in service.asked] == ["what about Tehran"]


def test_a_data_folder_that_cannot_be_written_costs_only_the_history(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    assert "China offered to mediate." in typed("who mediated?\r\x04", tmp_path)
