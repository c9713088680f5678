import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asking.types import answer_type, asks_for_a_clause, counted_noun, offers_a_choice, repaired
from bot.models import AnswerType

EXAMPLES = {
    AnswerType.PERSON: ["who mediated?", "Which general led the coup?", "whose ship sank?", "what minister resigned"],
    AnswerType.ORGANISATION: ["which militant group was targeted?", "What newspaper broke the story?"],
    AnswerType.PLACE: ["where did it happen", "which iranian province was hit?", "In what city was the summit held?"],
    AnswerType.DATE: ["when did the quake strike?", "what year was it built", "On which day did talks begin?"],
    AnswerType.QUANTITY: [
        "how many died?",
        "how long is the border",
        "what was the death toll?",
        "What is the magnitude?",
    ],
    AnswerType.NAME: ["what was the operation codename?", "What is the ship called?", "what is the name of the storm"],
    AnswerType.DEFINITION: ["what does ECOWAS stand for?", "What does tsunami mean?", "meaning of jirga"],
    AnswerType.REASON: ["why did he resign?", "what caused the fire?", "how come the talks failed"],
    AnswerType.STATEMENT: [
        "what took place in Panama?",
        "what did the mayor say?",
        "how did France react?",
        "what was India's stance?",
    ],
    AnswerType.YES_NO: [
        "did oil prices rise?",
        "Is the border open?",
        "wasn't he arrested?",
        "are they going back",
        "if Iran struck first",
    ],
}


@pytest.mark.parametrize(("kind", "question"), [(kind, q) for kind, questions in EXAMPLES.items() for q in questions])
def test_the_kind_of_answer_is_told_from_the_question(kind: AnswerType, question: str) -> None:
    assert answer_type(question) is kind


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("wat was it", "what was it"), ("wehn did it end", "when did it end"), ("hwo many died", "how many died")],
)
def test_a_mistyped_question_word_is_put_right(typed: str, meant: str) -> None:
    assert repaired(typed) == meant


@pytest.mark.parametrize("question", ["who did it", "then what", "that one", "", "¿?", "was he there", "Where was it"])
def test_other_openings_are_left_alone(question: str) -> None:
    assert repaired(question) == question


@given(st.text(max_size=200))
def test_any_text_has_a_kind(question: str) -> None:
    assert answer_type(repaired(question)) in AnswerType


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("what did the mayor say?", True),
        ("what was the government's stance?", True),
        ("how did the union respond?", True),
        ("what did the paper call the plan?", False),
        ("how did they describe the strike?", False),
        ("what is used to slow down a chain reaction?", False),
    ],
)
def test_what_was_said_is_a_clause_and_what_it_was_called_is_none(question: str, clause: bool) -> None:
    assert asks_for_a_clause(question) is clause


def test_a_question_that_names_what_to_choose_from_is_not_one_for_yes_or_no() -> None:
    assert offers_a_choice("is the border open or closed?")
    assert not offers_a_choice("is the border open?")
    assert not offers_a_choice("who opened or closed it?")


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("how many people were killed?", "people"),
        ("how many small fishing boats sank?", "boats"),
        ("How many administrative divisions does Samoa have?", "divisions"),
        ("how many convergence criteria were there?", "criteria"),
        ("how many new computer staff did they hire?", "staff"),
        ("how many sheep drowned in the flood?", "sheep"),
        ("how many of the 14 boats sank", "boats"),
        ("how many of these small boats sank", "boats"),
        ("how many of Shand's enginemen left", "enginemen"),
        ("how many of dhuwayl’s radar stations", "stations"),
        ("how many hostages Hamas released", "hostages"),
        ("how many states borders Iran", "states"),
        ("how many US troops died", "troops"),
        ("how many us troops died", "troops"),
        ("how many U.S. soldiers died", "soldiers"),
        ("so how many dead?", "dead"),
        ("how many are there?", None),
        ("how many of them left?", None),
        ("how many?", None),
        ("how long is it?", None),
    ],
)
def test_what_is_counted_is_the_noun(question: str, noun: str | None) -> None:
    assert counted_noun(question) == noun
