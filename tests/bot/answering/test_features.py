"""What ranking is told of a sentence: who says it, where that is asked, and whether it counts what is to be counted."""

import pytest

from bot.answering import Answerer
from bot.answering.ranking.features import OTHER_UNIT
from bot.evaluation.settings import indexed
from bot.reader.train.squad import Article, Paragraph

ARTICLE = (
    "The ban was debated on Monday. Premier Ida Rask said that the ban would stay. "
    "The fishermen's union called it an insult. Ole Brandt, its chairman, arrived late. "
    "He said that the ban was a disgrace."
)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(indexed([Article("Ban", (Paragraph(ARTICLE, ()),))]))


def speakers(answerer: Answerer, question: str) -> dict[str, float]:
    """By its last word, whether each sentence is said by whom the question asks about."""
    ranked = answerer.rank(answerer.read(question))
    return {each.candidate.sentence.text.split()[-1].strip("."): each.features.speaker for each in ranked}


def test_who_is_asked_about_and_who_speaks_are_told_apart(answerer: Answerer) -> None:
    assert speakers(answerer, "what did Rask say about the ban?")["stay"] == 1
    assert speakers(answerer, "what did the minister of trade say about the ban?")["stay"] == -1
    assert speakers(answerer, "what did Rask say about the ban?")["Monday"] == 0


def test_a_pronoun_speaks_for_whom_the_sentence_before_names(answerer: Answerer) -> None:
    assert speakers(answerer, "what did Brandt say about the ban?")["disgrace"] == 1
    assert speakers(answerer, "what did Rask say about the ban?")["disgrace"] == -1


def test_of_a_title_with_a_name_only_the_name_tells(answerer: Answerer) -> None:
    assert speakers(answerer, "what did Premier Brandt say about the ban?")["stay"] == -1
    assert speakers(answerer, "what did the premier say about the ban?")["stay"] == 1


@pytest.mark.parametrize("anybody", ["they", "people", "the"])
def test_where_nobody_is_asked_about_nobody_is_wrong(answerer: Answerer, anybody: str) -> None:
    assert set(speakers(answerer, f"what did {anybody} say about the ban?").values()) == {0}


def test_it_counts_only_where_words_are_asked_for(answerer: Answerer) -> None:
    assert set(speakers(answerer, "who debated the ban?").values()) == {0}


@pytest.mark.parametrize(
    ("question", "worth"), [("how many divisions are there?", 1.0), ("how many lakes?", OTHER_UNIT)]
)
def test_a_number_of_what_is_counted_is_the_kind_asked_for(question: str, worth: float) -> None:
    # the term of "divisions" has another stem than itself
    told = Answerer(indexed([Article("Isle", (Paragraph("The lakes isle has eleven administrative divisions.", ()),))]))
    (only,) = told.rank(told.read(question))
    assert only.features.typed == worth
