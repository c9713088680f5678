"""When two questions ask for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.answering.aliases import NO_ALIASES
from bot.moderation.likeness import Asked, asked_for, groups, likeness
from tests.builders import generation

ARTICLES = {
    "a.txt": "Foreign Minister Jalil Jilani met the envoys in Geneva. Pakistan and Iran said the talks went well.",
    "b.txt": "Pakistan sent teams to the border with Iran. Pakistan said that Iranian envoys had agreed.",
}


@pytest.fixture(scope="module")
def answerer():
    return Answerer(generation(ARTICLES))


def grouped(answerer, *questions):
    return groups(asked_for([answerer.read(each) for each in questions], answerer.idf, NO_ALIASES))


@pytest.mark.parametrize(
    "questions",
    [
        ("which volcano erupted?", "when did the volcano erupt?"),
        ("who is Jilani?", "who is Geelani?"),
        ("what did Zelensky say?", "how old is Zelenskyy?"),
        ("how many helicopters crashed?", "where did the helicopters crash?"),
        ("envoys of Iran?", "Iranian envoys?"),
    ],
)
def test_these_ask_for_the_same(answerer, questions):
    assert grouped(answerer, *questions) == [[0, 1]]


@pytest.mark.parametrize(
    "questions",
    [
        ("which volcano erupted in Pakistan?", "who was president of Pakistan in the nineties?"),
        ("who is Zelensky?", "who is Macron?"),
        ("what did Zelensky say to Macron?", "who is Macron?"),
        ("how many boats sank?", "what was bought by the army?"),
    ],
)
def test_these_do_not(answerer, questions):
    assert grouped(answerer, *questions) == [[0], [1]]


WORDS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 2), min_size=1)


@given(st.lists(WORDS, max_size=12))
def test_every_question_is_in_one_group_and_like_its_leader(weights):
    asked = [Asked(each, sum(each.values()), frozenset()) for each in weights]
    found = groups(asked)
    assert sorted(number for group in found for number in group) == list(range(len(asked)))
    for leader, *others in found:
        assert all(likeness(asked[leader], asked[other]) >= 0.5 for other in others)
