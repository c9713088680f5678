from datetime import UTC, datetime

import pytest

from bot.adapters.console.replays import replay_rows
from bot.memory import Replay
from bot.models import Question, Turn
from bot.reports import AsOf
from bot.store import Place, StoredAnswer, Votes
from tests.bot.answers import answered, citation, declined


def lines(**stated):
    question = stated.pop("question", Question(text="who mediated?"))
    stored = StoredAnswer(
        key="abc",
        answer=stated.pop("answer", answered()),
        question=question,
        asked_at=datetime(2024, 1, 20, 9, 5, tzinfo=UTC),
        place=Place(channel_id=1),
    )
    values = {"votes": Votes(0, 0), "as_of": AsOf(generation="abc"), "verdict": "not asked"}
    replay = Replay(stored=stored, **{**values, **stated})
    return [row.text.plain for row in replay_rows(replay, marks=True)]


def test_a_replay_shows_the_answer_as_it_was_then_when_then_whether_it_holds():
    shown = lines(verdict="same", now=answered())
    assert shown[0] == "China"
    assert "China offered to mediate." in shown
    assert shown[-3:] == [
        "As of generation abc.",
        "Given on 20 January 2024 at 09:05 UTC to “who mediated?”.",
        "The index in use (generation abc, which it came from) still answers the same.",
    ]


@pytest.mark.parametrize(
    ("verdict", "now", "words"),
    [
        ("same", answered(generation="new"), "The index in use (generation new) still answers the same."),
        (
            "other sentences",
            answered(generation="new"),
            "The index in use (generation new) gives the same answer, but from other sentences.",
        ),
        (
            "different",
            answered(citation("Oman did.", "Oman"), generation="new"),
            "The index in use (generation new) answers differently: “Oman”",
        ),
        (
            "different",
            answered(citation("Oman did.", None), generation="new"),
            "The index in use (generation new) answers differently: “Oman did.”",
        ),
        (
            "different",
            declined(generation="new"),
            "The index in use (generation new) answers differently: it declines. No article speaks of a volcano.",
        ),
        ("not asked", None, "It was not asked again: there is no index."),
    ],
)
def test_a_replay_says_whether_the_answer_still_holds(verdict, now, words):
    hindrance = None if now else "there is no index"
    assert lines(verdict=verdict, now=now, hindrance=hindrance)[-1] == words


def test_a_replay_tells_what_came_before_and_what_people_thought_of_it():
    question = Question(text="and \x1b[31mwho?", previous=Turn(question="who \u202estruck?"))
    assert lines(question=question, votes=Votes(2, 1))[-2] == (
        "Given on 20 January 2024 at 09:05 UTC to “and \ufffd[31mwho?”, after “who \ufffdstruck?”. "
        "2 found it good, 1 did not."
    )


def test_a_declined_question_is_replayed_too():
    assert lines(answer=declined())[0] == "No article speaks of a volcano."
