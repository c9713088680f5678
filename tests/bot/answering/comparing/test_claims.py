import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.comparing.claims import MOST_CLAIMS, claim_sentences, differences


def claims(message: str) -> list[str]:
    return [message[start:end] for start, end in claim_sentences(message)]


def told(claim: str, sentence: str) -> list[tuple[str, str | None, str | None]]:
    return [(found.kind, found.claim, found.source) for found in differences(claim, sentence)]


def test_claims_are_the_declarative_sentences_of_a_message() -> None:
    message = (
        "hey guys, I heard 50 people died in Kano on Monday 😢 https://x.example/z\n- Turkey offered to mediate\n"
        "> Dr. Smith of the U.N. said that talks failed on Nov. 3. Did they?\n/check this\nthanks!"
    )
    assert claims(message) == [
        "I heard 50 people died in Kano on Monday",
        "Turkey offered to mediate",
        "Dr. Smith of the U.N. said that talks failed on Nov. 3.",
    ]


@pytest.mark.parametrize(
    "message",
    ["", "hello!", "who mediated?", "Did Iran strike Pakistan", "lol", "I am going to bed now",
     "My cat sleeps on the sofa.", "https://example.org/iran-struck-pakistan",
     "Please read the article by Reuters.",
     "/ask who mediated", "!!! ???",
     "good morning everyone", "what a day it has been"],
)  # fmt: skip
def test_questions_greetings_links_and_commands_claim_nothing(message: str) -> None:
    assert claims(message) == []


def test_a_message_without_capitals_can_claim() -> None:
    assert claims("iran struck pakistan on tuesday") == ["iran struck pakistan on tuesday"]


def test_no_more_than_a_few_claims_are_taken() -> None:
    assert len(claims("The dam broke in 1975. " * 20)) == MOST_CLAIMS


STRIKES = "Iran’s deputy governor, Alireza Marhamati, said that 10 people were killed in the Pakistani strikes."
DENIED = "The BLF denied having any hideouts in Iran and said no BLF fighters were killed in the attacks."
MEDIATED = "The United Nations and the United States called for restraint, and China offered to mediate."
THURSDAY = "In response, Pakistan conducted precision strikes on militant targets inside Iran on Thursday."


@pytest.mark.parametrize(
    ("claim", "sentence", "expected"),
    [
        ("50 people were killed in the strikes", STRIKES, ("number", "50 people", "10 people")),
        ("50 killed in the strikes", STRIKES, ("number", "50", "10 people")),
        ("The quake had a magnitude of 6.8", "A magnitude 7.2 quake struck.",
         ("number", "magnitude of 6.8", "magnitude 7.2")),
        ("He won with 53% of the vote", "He won 43.3 percent of the vote.", ("number", "53%", "43.3 percent")),
        ("Pakistan struck Iran on Monday", THURSDAY, ("date", "Monday", "Thursday")),
        ("The Titanic sank in 1913", "The Titanic sank on 15 April 1912.", ("date", "1913", "15 April 1912")),
        ("Turkey offered to mediate", MEDIATED, ("name", "Turkey", "China")),
        ("turkey offered to mediate", MEDIATED, ("name", "turkey", "China")),
        ("It was codenamed Red Falcon by the army", "The army codenamed it ‘Iron Dawn’.",
         ("name", "Red Falcon", "Iron Dawn")),
        ("The BLF has hideouts in Iran", DENIED, ("negation", "hideouts", "denied having any hideouts")),
        ("BLF fighters were killed", DENIED, ("negation", "fighters were killed", "no BLF fighters were killed")),
        ("The army didn't fire on protesters", "Soldiers fired on protesters.",
         ("negation", "didn't fire on protesters", "fired on protesters")),
    ],
)  # fmt: skip
def test_a_difference_in_one_slot_is_told(claim: str, sentence: str, expected: tuple[str, str, str]) -> None:
    assert told(claim, sentence) == [expected]


def test_swapped_roles_are_told_for_both() -> None:
    found = told("Chad attacked Libya", "Libya attacked Chad on Monday.")
    assert found == [("name", "Chad", "Libya"), ("name", "Libya", "Chad")]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ten people were killed", STRIKES),
        ("10 killed in strikes", STRIKES),
        ("50 killed in strikes", "A strike killed two children and injured three girls."),
        ("Two children were killed", "A strike killed two children and injured three girls."),
        ("About 1,000 people fled", "1,012 people fled the town."),
        ("Pakistan struck Iran on Thursday", THURSDAY),
        ("Pakistan struck Iran", THURSDAY),
        ("Pakistan struck Iran the next day", THURSDAY),
        ("Iran struck Pakistan on Tuesday", THURSDAY),
        ("Both agreed to calm tensions on Friday", "They calmed tensions after Chad attacked Libya on Monday."),
        ("China offered to mediate", MEDIATED),
        ("Beijing offered to mediate", MEDIATED),
        ("The United States called for restraint", MEDIATED),
        ("Kakar was in Switzerland", "Anwaarul Haq Kakar, who was in Davos, cut short his visit."),
        ("The BLF denied having hideouts in Iran", DENIED),
        ("Tehran condemned the strikes", "Iran had condemned the strikes."),
        ("Chad was attacked by Libya", "Libya attacked Chad."),
        ("The dam broke in 1975", "The cup final was played in 1976."),
        ("", ""),
    ],
)
def test_no_difference_is_told_because_a_sentence_says_more_or_something_else(claim: str, sentence: str) -> None:
    assert told(claim, sentence) == []


@given(st.text(max_size=400))
def test_claims_are_slices_of_any_message(message: str) -> None:
    found = claim_sentences(message)
    assert len(found) <= MOST_CLAIMS
    assert all(0 <= start < end <= len(message) for start, end in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


PIECES = "Chad Libya attacked 10 people killed no not Monday in on 1912 denied , and ‘Iron Dawn’ said the".split(" ")
TEXTS = st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@given(TEXTS, TEXTS)
def test_differences_quote_both_sides(claim: str, sentence: str) -> None:
    for found in differences(claim, sentence):
        assert found.claim is not None
        assert found.claim in claim
        assert found.source is not None
        assert found.source in sentence


@given(TEXTS)
def test_a_sentence_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ()


@pytest.mark.parametrize(
    "unit", ["a ", "I. ", "1 000 ", "hello ", "\n", "not ", "https://", "x.\n", "killed 10 people "]
)
def test_hostile_messages_take_linear_time(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    began = time.process_time()
    claim_sentences(text)
    differences(text, text[::-1])
    differences(text, STRIKES)
    assert time.process_time() - began < 1.0
