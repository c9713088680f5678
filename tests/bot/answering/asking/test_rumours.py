import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asking.rumours import as_question
from bot.answering.asking.types import answer_type
from bot.models import AnswerType


@pytest.mark.parametrize(
    "rumour",
    [
        "is it true that the bridge fell?",
        "Is it true the bridge fell?",
        "so is it really true that the bridge fell?",
        "can anyone confirm that the bridge fell?",
        "could someone please confirm if the bridge fell?",
        "are the rumours true that the bridge fell?",
        "is there any truth to the rumor that the bridge fell?",
        "the bridge fell, is that true?",
        "i heard that the bridge fell. is this true",
        "people are saying the bridge fell, true or not?",
        "I've read that the bridge fell - is it true??",
    ],
)
def test_a_rumour_is_asked_as_a_question(rumour: str) -> None:
    assert as_question(rumour) == "did the bridge fell?"
    assert answer_type(as_question(rumour)) is AnswerType.YES_NO


@pytest.mark.parametrize(
    "text",
    [
        "is it true?",
        "true?",
        "who said that it is true?",
        "what was Operation True Promise?",
        "i heard the blast, what was it?",
        "did it fall?",
        "can anyone help?",
        "is it right to strike civilians?",
        "is it true to call it a coup?",
        "was it confirmed by the ministry that the bridge fell?",
        "was it real gold that they stole?",
        "can you confirm the date of the attack?",
        "which claim is half-true?",
        "... is it true?",
    ],
)
def test_what_is_no_rumour_stays_as_it_is(text: str) -> None:
    assert as_question(text) == text


def test_a_question_about_a_rumour_stays_a_question() -> None:
    assert as_question("was the bridge hit, is that confirmed?") == "was the bridge hit?"
    assert as_question("can you confirm who mediated?") == "can you confirm who mediated?"


@pytest.mark.parametrize("claim", ["White House officials resigned?", "when the war began thousands fled?"])
def test_a_claim_that_begins_like_a_question_is_a_claim(claim: str) -> None:
    assert answer_type(as_question(f"is it true that {claim}")) is AnswerType.YES_NO


def test_what_is_claimed_keeps_its_verb() -> None:
    assert as_question("we saw ten people die, is that true?") == "did we saw ten people die?"


@given(st.text(max_size=80))
def test_any_text_is_taken_and_what_is_claimed_stays_word_for_word(text: str) -> None:
    asked = as_question(text)
    assert asked == text or asked.removeprefix("did ").removesuffix("?") in text
