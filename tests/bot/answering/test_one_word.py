from bot.answering import Answerer
from bot.models import Question
from tests.bot.readers import OverlapReader
from tests.builders import generation

ARTICLES = {
    "talks.txt": (
        "The Swiss envoy offered to mediate between the two sides on Friday morning.\n\n"
        "A telephone call between Foreign Minister Anna Berg and her counterpart Ole Brandt helped to calm things."
    )
}


class ContraryReader(OverlapReader):
    """A reader that finds every sentence relevant but those that share a word with the question."""

    version = "contrary-1"

    def read(self, question, passages):  # type: ignore[no-untyped-def]
        return [[r._replace(relevance=-5 * r.relevance) for r in row] for row in super().read(question, passages)]


def test_a_question_of_one_word_is_decided_by_that_word_and_not_by_the_reader() -> None:
    answer = Answerer(generation(ARTICLES), reader=ContraryReader()).answer(Question(text="who mediated?"))
    assert answer.status == "answered"
    assert answer.citations[0].quote.startswith("The Swiss envoy offered to mediate")


class DoubtfulReader(ContraryReader):
    """A reader that sees no answer in the second article."""

    def read(self, question, passages):  # type: ignore[no-untyped-def]
        def doubted(reading, sentence):  # type: ignore[no-untyped-def]
            if "Zurich" not in sentence:
                return reading
            return reading._replace(spans=tuple(span._replace(score=span.score - 20) for span in reading.spans))

        read = super().read(question, passages)
        return [
            [doubted(reading, sentence) for reading, sentence in zip(row, passage.sentences, strict=True)]
            for row, passage in zip(read, passages, strict=True)
        ]


def test_a_second_source_that_holds_the_one_word_supports_the_answer_whatever_the_reader_thinks() -> None:
    second = {"zurich.txt": "In Zurich officials told reporters that the Swiss envoy would mediate again next week."}
    answer = Answerer(generation(ARTICLES | second), reader=DoubtfulReader()).answer(Question(text="who mediated?"))
    assert {each.source for each in answer.citations if each.supports} == {"talks.txt", "zurich.txt"}


class UnconvincedReader(OverlapReader):
    """A reader to which no sentence is relevant."""

    def read(self, question, passages):  # type: ignore[no-untyped-def]
        return [[r._replace(relevance=-6.0) for r in row] for row in super().read(question, passages)]


def test_a_yes_or_no_question_is_not_settled_by_naming_its_subject() -> None:
    answerer = Answerer(generation(ARTICLES), reader=UnconvincedReader())
    assert answerer.answer(Question(text="who mediated?")).status == "answered"
    assert answerer.answer(Question(text="is the mediation over?")).status == "declined"


class Counting(OverlapReader):
    """Counts the passages that it is given."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, question, passages):  # type: ignore[no-untyped-def]
        self.given += len(passages)
        return super().read(question, passages)


def test_only_what_holds_the_one_word_is_read_for_it() -> None:
    reader = Counting()
    quiet = {f"day{n}.txt": f"Nothing else was heard on day {n} of the talks in the valley." for n in range(12)}
    answer = Answerer(generation(ARTICLES | quiet), reader=reader).answer(Question(text="who mediated?"))
    assert reader.given == 1
    assert all("valley" not in each.quote for each in answer.citations)


def test_a_word_that_no_article_holds_is_left_to_the_reader() -> None:
    reader = Counting()
    answerer = Answerer(generation(ARTICLES), reader=reader)
    ranked = answerer.rank(answerer.read("who interceded?"))
    assert reader.given
    assert ranked
