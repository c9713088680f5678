"""A follow-up is read with what the question before it said; a question that stands alone is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asking.followups import complete
from bot.models import LONGEST_QUESTION, Turn


@pytest.mark.parametrize(
    ("before", "answer", "question", "understood"),
    [
        # A question word alone asks about the same thing.
        ("who mediated?", "Qatar", "and when?", "when was it that Qatar mediated?"),
        ("who mediated?", None, "when?", "when was it that they mediated?"),
        ("who was arrested?", "two ministers", "why?", "why was it that two ministers were arrested?"),
        ("how many people died?", "11", "and when was that?", "when was it that 11 people died?"),
        ("how many ships sank in 1912?", "two liners", "where?", "where was it that two liners sank in 1912?"),
        ("when did Chile strike?", "Thursday", "why?", "why did Chile strike?"),
        ("when did chile strike peru?", "Thursday", "and where?", "where did chile strike peru?"),
        ("who did Chile strike?", "Lima", "why?", "why did Chile strike Lima?"),
        ("what did the mayor say?", None, "when?", "when did the mayor say that?"),
        ("did Chile strike first?", None, "why?", "why did Chile strike first?"),
        ("hey, can you tell me who mediated?", "Qatar", "ok and how?", "how was it that Qatar mediated?"),
        ("who mediated?", "Qatar", "who else?", "who else mediated?"),
        ("how many people died?", "11", "how many children?", "how many children died?"),
        # Another name, place or time.
        ("when did Chile strike?", "Thursday", "what about Peru?", "when did Peru strike?"),
        ("when did chile strike?", "Thursday", "and peru?", "when did peru strike?"),
        ("how many people died in Chile?", "two", "and in Peru?", "how many people died in Peru?"),
        ("how many people died?", "11", "in Peru?", "how many people died in Peru?"),
        ("who is the mayor?", "Ann Lee", "and the governor?", "who is the governor?"),
        ("who mediated?", "Qatar", "and the US?", "was it the US that mediated?"),
        ("what was the operation codename?", "Night Heron", "and Peru's?", "what was Peru's operation codename?"),
        # Pronouns.
        ("who is the mayor?", "Ann Lee", "where was she?", "where was Ann Lee?"),
        ("where was Ann Lee?", "Lima", "when did she return?", "when did Ann Lee return?"),
        ("where was Ann Lee?", "Lima", "what happened there?", "what happened in Lima?"),
        ("what was the codename?", "Night Heron", "what does it mean?", "what does Night Heron mean?"),
        ("how many people died?", "11", "how many of them were children?", "how many of the people were children?"),
        ("who mediated?", "Qatar", "what did they offer?", "what did Qatar offer?"),
        ("who is the mayor?", "Ann Lee", "what was her job?", "what was Ann Lee’s job?"),
        ("how many people died?", "11", "who said that?", "who said that 11 people died?"),
        ("who mediated?", "Qatar", "who said so?", "who said that Qatar mediated?"),
    ],
)
def test_what_a_follow_up_lacks_comes_from_the_question_before(
    before: str, answer: str | None, question: str, understood: str
) -> None:
    assert complete(question, Turn(question=before, short_answer=answer)) == understood


@pytest.mark.parametrize(
    "question",
    [
        "why did Chile strike Peru?",
        "is there a ceasefire?",
        "how many people died?",
        "who else called for restraint?",
        "which country offered to mediate?",
        "was it true that Chile struck first?",
        "how long did it take to end the talks?",
        "did Ann Lee say she would return?",
        "when did that attack happen?",
        "what does Night Heron mean?",
        "thanks",
        "",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert complete(question, Turn(question="who mediated?", short_answer="Qatar")) is None


@pytest.mark.parametrize("question", ["where was he?", "when did she leave?"])
def test_a_pronoun_that_nothing_fits_is_left_alone(question: str) -> None:
    assert complete(question, Turn(question="how many people died?", short_answer="11")) is None


def test_a_long_answer_is_not_put_into_a_question() -> None:
    before = Turn(question="who mediated?", short_answer="a group of " + "very " * 20 + "patient men")
    assert complete("when?", before) == "when was it that they mediated?"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=80) | st.none())
def test_any_two_texts_give_a_short_question_or_none(question: str, before: str, answer: str | None) -> None:
    understood = complete(question, Turn(question=before, short_answer=answer))
    assert understood is None or 0 < len(understood) <= LONGEST_QUESTION


_WORDS = "who what when and how many of them about in Chile Peru was were did he it that said ? ’s the strike".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=14), st.lists(st.sampled_from(_WORDS), max_size=14))
def test_any_words_in_any_order_are_survived(question: list[str], before: list[str]) -> None:
    understood = complete(" ".join(question), Turn(question=" ".join(before), short_answer="Ann Lee"))
    assert understood is None or understood.endswith("?")


@pytest.mark.parametrize("piece", ["and ", "who ", "that ", "A ", "in ", "’s "])
def test_ten_thousand_characters_are_declined_at_once(piece: str) -> None:
    hostile = piece * (10_000 // len(piece))
    assert complete(hostile, Turn(question="who mediated?")) is None
    complete("when?", Turn(question=hostile, short_answer=hostile))
    complete(piece * 100, Turn(question=piece * 100, short_answer=piece * 100))
