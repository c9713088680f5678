import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.console.conversation import COMMANDS, Conversation
from bot.models import Turn
from tests.bot.answers import FakeService, answered, citation, declined

ANSWERS = {
    "who mediated?": answered(),
    "and when?": answered(citation("On Thursday.", "Thursday"), understood="when did China mediate?"),
    "which volcano?": declined(citation("A mountain.", None)),
}


def conversation(service=None):
    return Conversation(service or FakeService(ANSWERS), marks=False)


def said(talk, line):
    return [row.text.plain for row in talk.reply(line)]


def test_a_question_is_answered():
    assert said(conversation(), "who mediated?")[0:3:2] == ["China", "China offered to mediate."]


def test_an_empty_line_says_nothing():
    assert said(conversation(), "   ") == []


def test_a_follow_up_carries_the_question_before():
    service = FakeService(ANSWERS)
    talk = conversation(service)
    for line in ("who mediated?", "and when?", "which volcano?"):
        said(talk, line)
    assert [question.previous for question in service.asked] == [
        None,
        Turn(question="who mediated?", short_answer="China"),
        Turn(question="when did China mediate?", short_answer="Thursday"),
    ]


def test_news_of_the_articles_stands_before_the_answer():
    service = FakeService(ANSWERS)
    service.news = "The articles have changed: 1 added."
    assert said(conversation(service), "who mediated?")[:2] == ["The articles have changed: 1 added.", "China"]


def test_context_shows_the_sentences_around_a_quotation():
    talk = conversation()
    said(talk, "who mediated?")
    assert said(talk, "/context 1") == [
        "Talks had stalled.",
        "China offered to mediate.",
        "Both sides accepted.",
        "truce.txt, line 3",
    ]


def test_context_works_for_the_nearest_sentences_of_a_decline_too():
    talk = conversation()
    said(talk, "which volcano?")
    assert "A mountain." in said(talk, "/context 1")


@pytest.mark.parametrize("argument", ["", "0", "2", "x", "-1", "99999999999999999999", "²", "1 2"])
def test_context_of_no_quotation_says_which_there_are(argument):
    talk = conversation()
    said(talk, "who mediated?")
    assert said(talk, f"/context {argument}") == ["Name a quotation: /context 1 to /context 1."]


@pytest.mark.parametrize("command", ["/context 1", "/more", "/why"])
def test_what_needs_an_answer_asks_for_a_question_first(command):
    assert said(conversation(), command) == ["Ask a question first."]


def test_why_shows_what_was_looked_for():
    talk = conversation()
    said(talk, "who mediated?")
    assert said(talk, "/why")[0] == "Looking for: person. Words matched: mediat."


def test_an_unknown_command_points_to_help():
    assert said(conversation(), "/nosuch x") == ["/nosuch is no command; /help lists them."]


def test_help_names_every_command_and_every_command_but_leaving_works():
    talk = conversation()
    listed = " ".join(said(talk, "/help"))
    for command in COMMANDS:
        assert command in listed
        if command != "/quit":
            assert "is no command" not in " ".join(said(talk, command))


@given(st.lists(st.text(st.characters(exclude_categories=()))))
def test_whatever_is_typed_gets_rows(lines):
    talk = conversation()
    for line in lines:
        said(talk, line)
