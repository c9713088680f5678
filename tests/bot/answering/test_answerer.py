import json
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.models import LONGEST_QUESTION, Answer, Question, Turn
from tests.bot.readers import OverlapReader
from tests.builders import generation

ARTICLES = {
    "ferry.txt": (
        "The ferry Aurora sank off the coast of Gotland on Monday night after a fire broke out on board.\n\n"
        "Sweden offered to lead the rescue. Captain Ole Brandt said that 14 passengers were missing.\n\n"
        "He called on all ships nearby to join the search before the storm arrived in the evening."
    ),
    "storm.txt": (
        "A storm was expected to reach Gotland in the evening, the weather service said on Monday morning.\n\n"
        "Fishermen in Visby stayed in the harbour and waited for the wind to turn during the afternoon."
    ),
}
HOSTILE = (
    "“He said…\u202e <@123> **bold** \x1b[31m ‘x” 3.5.\n\n\ufeffIs this. A “text that” "
    "never ends\u200b? Yes. 中国提出调解。"
)

#: Half surrogate pairs as well: bytes of a command line that are no UTF-8 and escapes in JSON give them.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(generation(ARTICLES), reader=OverlapReader(), threshold=0.0)


def assert_verbatim(answer: Answer, answerer: Answerer) -> None:
    for citation in (*answer.citations, *answer.nearest):
        text = answerer.generation.document(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.answer_span is None or citation.short_answer in citation.quote


def test_an_answer_cites_the_sentence_word_for_word(answerer: Answerer) -> None:
    answer = answerer.answer(Question(text="who offered to lead the rescue?"))
    assert answer.status == "answered"
    assert answer.citations[0].quote == "Sweden offered to lead the rescue."
    assert answer.short_answer == "Sweden"
    assert answer.citations[0].line == 3
    assert_verbatim(answer, answerer)


def test_every_answer_names_its_generation(answerer: Answerer) -> None:
    assert answerer.answer(Question(text="who offered to lead?")).generation == answerer.generation.name
    assert answerer.answer(Question(text="")).generation == answerer.generation.name


def test_the_same_question_gives_the_same_answer(answerer: Answerer) -> None:
    question = Question(text="when did the ferry sink?")
    assert answerer.answer(question) == answerer.answer(question)


def test_a_batch_id_is_carried_along(answerer: Answerer) -> None:
    assert answerer.answer(Question(text="when did the ferry sink?", id="q-7")).id == "q-7"


@pytest.mark.parametrize(
    ("question", "is_marked"),
    [("who called on all ships to join?", False), ("whom did he call on near Gotland?", True)],
)
def test_whom_a_pronoun_called_on_is_not_who_called(question: str, is_marked: bool) -> None:
    index = generation({"a.txt": "He called on Captain Rask and all ships near Gotland to join. The wind turned."})
    answer = Answerer(index, reader=OverlapReader(), threshold=0.0).answer(Question(text=question))
    assert answer.citations[0].quote.startswith("He called on")
    assert (answer.short_answer is not None) == is_marked


class AwayReader(OverlapReader):
    """Finds most relevant what shares no word with the question."""

    def read(self, question, passages):  # type: ignore[no-untyped-def]
        return [[r._replace(relevance=-5 * r.relevance) for r in row] for row in super().read(question, passages)]


def test_what_speaks_of_something_else_is_not_shown_as_near_however_relevant_it_seems(answerer: Answerer) -> None:
    away = Answerer(answerer.generation, reader=AwayReader(), threshold=1.0)
    asked = "did fishermen wait in Visby?"
    ranked = away.rank(away.read(asked))
    assert {each.candidate.sentence.source for each in ranked} == {"ferry.txt", "storm.txt"}
    nearest = away.answer(Question(text=asked)).nearest
    assert {each.source for each in nearest} == {"storm.txt"}


def test_a_claim_is_held_against_what_speaks_of_it_however_relevant_the_rest_seems(answerer: Answerer) -> None:
    away = Answerer(answerer.generation, reader=AwayReader())
    (claim,) = away.check("The ferry Aurora sank off Gotland on Tuesday.").claims
    assert claim.nearest[0].citation.quote.startswith("The ferry Aurora sank")


def test_another_word_counts_as_far_as_it_is_close_and_another_name_not_at_all() -> None:
    index = generation({"a.txt": "The ceasefire between North and South was signed on Monday."})
    answerer = Answerer(index, reader=OverlapReader())
    (same,) = answerer.rank(answerer.read("when was a ceasefire signed?"))
    (close,) = answerer.rank(answerer.read("when was an armistice signed?"))
    assert same.features.coverage == 1
    assert 0 < close.features.coverage < 1
    question = answerer.read("when did East Germany sign the ceasefire?")
    (ranked,) = answerer.rank(question)
    assert ranked.features.names == 0


def test_below_the_threshold_the_nearest_sentences_are_shown_and_none_is_cited(answerer: Answerer) -> None:
    strict = Answerer(answerer.generation, reader=OverlapReader(), threshold=1.0)
    answer = strict.answer(Question(text="who owns the ferry Aurora?"))
    assert answer.status == "declined"
    assert answer.citations == ()
    assert answer.nearest[0].quote.startswith("The ferry Aurora sank")
    assert all(not citation.supports for citation in answer.nearest)
    assert_verbatim(answer, strict)


def test_a_decline_names_the_words_that_no_article_contains(answerer: Answerer) -> None:
    strict = Answerer(answerer.generation, reader=OverlapReader(), threshold=1.0)
    answer = strict.answer(Question(text="how many helicopters searched near Gotland?"))
    assert answer.reason is not None
    assert answer.reason.missing_terms == ("helicopters",)
    assert "helicopters" in answer.reason.message


@pytest.mark.parametrize(
    "text", ["", "  \n ", "🙂🙂", "the of and", "\x00\x1b", "x" * (LONGEST_QUESTION + 1), "hello!"]
)
def test_a_question_without_content_is_declined_kindly(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(Question(text=text))
    assert answer.status == "declined"
    assert answer.reason is not None
    assert answer.reason.message.endswith(".")


def test_a_follow_up_takes_what_it_lacks_from_the_question_before(answerer: Answerer) -> None:
    before = Turn(question="where did the ferry Aurora sink?", short_answer="Gotland")
    answer = answerer.answer(Question(text="and when?", previous=before))
    assert answer.understood is not None
    assert "Aurora" in answer.understood
    assert answer.citations[0].source == "ferry.txt"


def test_a_sentence_without_a_word_of_the_question_can_still_be_cited(answerer: Answerer) -> None:
    answer = answerer.answer(Question(text="what did Captain Brandt say?"))
    assert any(citation.quote.startswith("He called on all ships") for citation in answer.citations)


def test_an_empty_index_declines() -> None:
    answer = Answerer(generation({"a.txt": "Menu"}), reader=OverlapReader()).answer(Question(text="who mediated?"))
    assert answer.status == "declined"
    assert answer.nearest == ()


def test_without_a_reader_words_alone_decide() -> None:
    answer = Answerer(generation(ARTICLES), threshold=0.0).answer(Question(text="who offered to lead the rescue?"))
    assert answer.citations[0].quote == "Sweden offered to lead the rescue."


def test_claims_are_held_against_the_nearest_sentences_without_a_verdict(answerer: Answerer) -> None:
    text = "Hi all. Norway offered to lead the rescue. 40 passengers were missing."
    check = answerer.check(text)
    assert [text[claim.start : claim.end] for claim in check.claims] == [claim.claim for claim in check.claims]
    by_claim = {claim.claim: claim.nearest[0] for claim in check.claims}
    assert by_claim["Norway offered to lead the rescue."].citation.quote == "Sweden offered to lead the rescue."
    numbers = by_claim["40 passengers were missing."].differences
    assert [difference.kind for difference in numbers] == ["number"]


def test_many_threads_get_the_same_answer(answerer: Answerer) -> None:
    question, answers = Question(text="who offered to lead the rescue?"), list[Answer]()
    threads = [threading.Thread(target=lambda: answers.append(answerer.answer(question))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [answers[0]] * 8


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_any_question_gets_an_answer_with_verbatim_quotes(text: str) -> None:
    answerer = Answerer(generation(ARTICLES), reader=OverlapReader(), threshold=0.3)
    answer = answerer.answer(Question(text=text, previous=Turn(question=text, short_answer=text)))
    assert_verbatim(answer, answerer)
    assert json.loads(answer.model_dump_json())["question"] == answer.question


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_any_message_is_checked_claim_by_claim(text: str) -> None:
    answerer = Answerer(generation(ARTICLES), reader=OverlapReader())
    check = answerer.check(f"The ferry Aurora sank off Gotland. {text} Sweden did not lead the rescue.")
    assert all(check.text[claim.start : claim.end] == claim.claim for claim in check.claims)
    assert json.loads(check.model_dump_json())["text"] == check.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["who said it?", "what is the text?", "when is this", "中国 调解"]))
def test_quotes_of_any_article_are_verbatim(body: str, question: str) -> None:
    answerer = Answerer(
        generation({"a.txt": body + HOSTILE, "b.md": HOSTILE + body}), reader=OverlapReader(), threshold=0
    )
    assert_verbatim(answerer.answer(Question(text=question)), answerer)
