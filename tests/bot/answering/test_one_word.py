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
