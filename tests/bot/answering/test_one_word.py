from collections.abc import Sequence

import pytest

from bot.answering import Answerer
from bot.answering.ranking.one_word import is_one_word
from bot.models import Answer, Question
from bot.reader import Passage, SentenceReading
from tests.bot.readers import OverlapReader
from tests.builders import generation

ARTICLES = {
    "talks.txt": (
        "Nobody said in what language one would mediate.\n\n"
        "The Swiss envoy offered to mediate between the two sides on Friday morning.\n\n"
        "A telephone call between Foreign Minister Anna Berg and her counterpart Ole Brandt helped to calm things."
    )
}


class Preferring(OverlapReader):
    """Finds sentences that hold a phrase relevant, more or less, and no others."""

    def __init__(self, **relevance: float) -> None:
        self._relevance = relevance

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """The readings of the overlap reader with the relevance that was asked for."""
        readings = super().read(question, passages)
        return [
            [
                each._replace(relevance=next((r for word, r in self._relevance.items() if word in sentence), -4.0))
                for each, sentence in zip(row, passage.sentences, strict=True)
            ]
            for row, passage in zip(readings, passages, strict=True)
        ]


def asked(question: str, **relevance: float) -> Answer:
    return Answerer(generation(ARTICLES), reader=Preferring(**relevance)).answer(Question(text=question))


def test_a_question_of_one_word_is_answered_by_a_sentence_that_holds_it_whatever_the_reader_thinks() -> None:
    answer = asked("who mediated?", telephone=8.0, Swiss=-2.0)
    assert answer.status == "answered"
    assert "Swiss" in answer.citations[0].quote
    assert "telephone" in asked("who calmed the two sides?", telephone=8.0, Swiss=-2.0).citations[0].quote


def test_of_several_that_hold_the_one_word_the_reader_chooses() -> None:
    assert "Swiss" in asked("who mediated?", Swiss=3.0, language=-1.0).citations[0].quote
    assert "language" in asked("who mediated?", Swiss=-1.0, language=3.0).citations[0].quote


class Doubtful(Preferring):
    """Sees no answer in what comes from Zurich, and keeps what it was given."""

    def __init__(self, **relevance: float) -> None:
        super().__init__(**relevance)
        self.given: list[Passage] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """The readings, the spans of one article far behind all others."""
        self.given += passages
        return [
            [
                each._replace(spans=tuple(span._replace(score=span.score - 20) for span in each.spans))
                if "Zurich" in sentence
                else each
                for each, sentence in zip(row, passage.sentences, strict=True)
            ]
            for row, passage in zip(super().read(question, passages), passages, strict=True)
        ]


def test_only_what_holds_the_one_word_is_read_for_it() -> None:
    reader = Doubtful()
    quiet = {f"day{n}.txt": f"Nothing else was heard on day {n} of the talks in the valley." for n in range(12)}
    answer = Answerer(generation(ARTICLES | quiet), reader=reader).answer(Question(text="who mediated?"))
    assert reader.given
    assert not any("valley" in sentence for passage in reader.given for sentence in passage.sentences)
    assert all("valley" not in each.quote for each in answer.citations)


def test_a_second_source_that_holds_the_one_word_supports_the_answer_whatever_the_reader_thinks() -> None:
    second = {"zurich.txt": "In Zurich officials told reporters that the Swiss envoy would mediate again next week."}
    reader = Doubtful(offered=6.0, telephone=2.0)
    answer = Answerer(generation(ARTICLES | second), reader=reader).answer(Question(text="who mediated?"))
    assert {each.source for each in answer.citations if each.supports} == {"talks.txt", "zurich.txt"}
    assert not any("telephone" in each.quote for each in answer.citations if each.supports)


def test_what_holds_the_one_word_and_answers_otherwise_stands_near_unless_the_reader_thinks_so_too() -> None:
    other = {"zurich.txt": "In Zurich the lawyers of Ole Brandt told reporters that they would mediate nothing at all."}
    for reader, supported in ((Doubtful(offered=6.0), {"talks.txt"}), (Preferring(offered=6.0, lawyers=6.0), None)):
        answer = Answerer(generation(ARTICLES | other), reader=reader).answer(Question(text="who mediated?"))
        assert "zurich.txt" in {each.source for each in answer.citations}
        assert {each.source for each in answer.citations if each.supports} == (supported or {"talks.txt", "zurich.txt"})


def test_what_does_not_hold_the_one_word_does_not_support_whatever_the_reader_thinks() -> None:
    answer = asked("who mediated?", offered=8.0, telephone=8.0)
    assert [each.supports for each in answer.citations if "telephone" in each.quote] == [False]


def test_a_word_that_no_article_holds_is_left_to_the_reader() -> None:
    answerer = Answerer(generation(ARTICLES), reader=Preferring(telephone=3.0, Swiss=-1.0))
    assert "telephone" in answerer.rank(answerer.read("who interceded?"))[0].candidate.sentence.text


def test_a_yes_or_no_question_is_not_settled_by_naming_its_subject() -> None:
    assert asked("who mediated?", language=-6.0, Swiss=-6.0, telephone=-6.0).status == "answered"
    assert asked("is the mediation over?", language=-6.0, Swiss=-6.0, telephone=-6.0).status == "declined"


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("who mediated?", True),
        ("mediator", True),
        ("what happened?", False),
        ("is the mediation over?", False),
        ("who interceded?", False),
        ("who mediated on Friday?", False),
    ],
)
def test_one_word_is_one_that_names_what_is_asked_after(question: str, one: bool) -> None:
    articles = ARTICLES | {"what.txt": "Officials of the two sides said that what happened was sad."}
    assert is_one_word(Answerer(generation(articles)).read(question)) is one
