"""Questions found in sentences, and offered to whoever types."""

import time

import pytest

from bot.models import Answer, Citation
from bot.suggesting import Candidate, Suggestions, answers_well, candidates, questions_in
from tests.builders import generation

ARTICLES = {
    "one.txt": "Norland recalled its ambassador on Monday.\n\nAt least 14 sailors were rescued after the fire.\n",
    "two.txt": "Officials said that 14 sailors were rescued at night from the sea.\n\nHe said that it was over now.\n",
}


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("China offered to mediate between the two.", "Who offered to mediate between the two?"),
        ("At least 14 sailors were rescued.", "How many sailors were rescued?"),
        ("The attack killed two children.", "How many children were killed?"),
        ("The army began an operation codenamed “Dawn”.", "What was the operation codenamed?"),
        ("The harbour was closed on Monday.", "When was the harbour closed?"),
        ("The harbour was closed because of the storm.", "Why was the harbour closed?"),
    ],
)
def test_a_sentence_is_turned_into_the_question_it_answers(sentence: str, question: str) -> None:
    assert question in list(questions_in(sentence))


@pytest.mark.parametrize(
    "sentence", ["", "He killed them.", "It was closed.", "They offered it to him on Monday.", "x" * 9000]
)
def test_what_cannot_stand_alone_is_no_question(sentence: str) -> None:
    assert list(questions_in(sentence)) == []


def test_what_several_articles_tell_is_offered_first() -> None:
    found = candidates(generation(ARTICLES), 10)
    assert found[0].question == "How many sailors were rescued?"
    assert len({source for source, _ in found[0].places}) == 2


def test_an_empty_index_offers_nothing() -> None:
    assert candidates(generation({}), 10) == []


def test_only_an_answer_from_where_the_question_came_is_good() -> None:
    quote = "Norland recalled its ambassador on Monday."
    cited = Citation(source="one.txt", start=0, end=len(quote), quote=quote, answer_span=(0, 7))
    answer = Answer(
        id="a",
        question="q",
        status="answered",
        short_answer="Norland",
        confidence=1,
        citations=(cited,),
        generation="g",
    )
    assert answers_well(Candidate("q", frozenset({("one.txt", 0)})), answer)
    assert not answers_well(Candidate("q", frozenset({("one.txt", 9)})), answer)


class TestTyping:
    suggestions = Suggestions(["Who mediated?", "How many people were killed?", "Who recalled the ambassador?"])

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("", "Who mediated?"),
            ("how", "How many people were killed?"),
            ("killed peop", "How many people were killed?"),
            ("ambasador", "Who recalled the ambassador?"),
        ],
    )
    def test_what_goes_on_from_the_words_is_first(self, typed: str, first: str) -> None:
        assert self.suggestions.matching(typed, 25)[0] == first

    def test_what_nobody_wrote_about_finds_nothing(self) -> None:
        assert self.suggestions.matching("zzzzzz qqqq", 25) == []

    def test_no_more_than_wished_are_offered(self) -> None:
        assert len(self.suggestions.matching("", 2)) == 2


def test_a_keystroke_is_quick_also_with_many_suggestions_and_hostile_text() -> None:
    many = Suggestions([f"Who recalled ambassador number {n} of the republic?" for n in range(200)])
    begun = time.perf_counter()
    for typed in ("who", "ambasador", "((((" * 2000, "\u202e" * 5000):
        many.matching(typed, 25)
    assert time.perf_counter() - begun < 1.0
