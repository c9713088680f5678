"""What is read: the windows that the reader chose at a glance among those that the engine found."""

from collections.abc import Sequence

import pytest

from bot.answering import Answerer
from bot.answering.answerer import Stages
from bot.answering.ranking import candidates
from bot.answering.ranking.candidates import READ, READ_MORE, SEEMS_ANSWERED, bm25_shares, found_windows, layout
from bot.evaluation.settings import indexed
from bot.models import Question
from bot.reader import Passage, SentenceReading
from bot.reader.train.squad import Article, Paragraph
from index.generation import Generation
from tests.bot.readers import OverlapReader

PARAGRAPHS = 2 * (READ + READ_MORE)
#: Many words, so that every paragraph fills a window of its own.
FILLER = " and so on" * 30


class Glancing(OverlapReader):
    """Sees at a glance a word that matching knows nothing of, and counts what it was given to read."""

    def __init__(self) -> None:
        self.given: list[Passage] = []
        self.turns: list[int] = []

    def skim(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """A passage with "brokered" is worth more than any match."""
        return [2.0 if "brokered" in " ".join(passage.sentences) else 0.0 for passage in passages]

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """Remember the passages."""
        self.given += passages
        self.turns.append(len(passages))
        return super().read(question, passages)


@pytest.fixture(scope="module")
def generation() -> Generation:
    contexts = [f"The truce talks of group {number} went on{FILLER}." for number in range(PARAGRAPHS)]
    contexts[-1] = f"The truce was brokered in the end{FILLER} for all{FILLER}."
    return indexed([Article("Truce", tuple(Paragraph(context, ()) for context in contexts))])


def test_what_is_promising_at_a_glance_is_read(generation: Generation) -> None:
    reader = Glancing()
    Answerer(generation, reader=reader).rank(Answerer(generation, reader=reader).read("who held the truce talks?"))
    assert len(reader.given) == READ + READ_MORE
    best_hit, at_a_glance, *_ = reader.given
    assert "group 0" in best_hit.sentences[0]
    assert "brokered" in at_a_glance.sentences[0]


def test_without_the_skim_the_hits_alone_decide(generation: Generation) -> None:
    reader = Glancing()
    answerer = Answerer(generation, reader=reader, stages=Stages(skim=False))
    answerer.rank(answerer.read("who held the truce talks?"))
    assert len(reader.given) == READ + READ_MORE
    assert not any("brokered" in sentence for passage in reader.given for sentence in passage.sentences)


class Certain(Glancing):
    """Finds every sentence relevant."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """The same readings, all of them certain."""
        read = super().read(question, passages)
        return [[each._replace(relevance=SEEMS_ANSWERED) for each in sentences] for sentences in read]


def test_more_is_read_only_where_nothing_seems_to_answer(generation: Generation) -> None:
    for reader, turns in ((Glancing(), [READ, READ_MORE]), (Certain(), [READ])):
        answerer = Answerer(generation, reader=reader)
        ranked = answerer.rank(answerer.read("who held the truce talks?"))
        assert reader.turns == turns
        assert len({each.candidate.position for each in ranked}) == len(ranked) == sum(turns)


def test_a_question_of_one_word_is_not_skimmed_for(generation: Generation) -> None:
    reader = Glancing()
    answerer = Answerer(generation, reader=reader)
    answerer.rank(answerer.read("who talked?"))
    assert not any("brokered" in sentence for passage in reader.given for sentence in passage.sentences)


def test_in_a_small_index_a_sentence_is_read_that_shares_no_word_with_the_question(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "which diplomats persuaded them?"
    reader = Glancing()
    answerer = Answerer(generation, reader=reader)
    ranked = answerer.rank(answerer.read(asked))
    assert "brokered" in reader.given[0].sentences[0]
    assert not any(each.candidate.hit for each in ranked)
    declined = answerer.answer(Question(text=asked))
    assert declined.status == "declined"
    assert not declined.nearest
    monkeypatch.setattr(candidates, "FEW_SENTENCES", len(generation) - 1)
    assert not answerer.rank(answerer.read(asked))


def test_shares_are_of_the_best_hit(generation: Generation) -> None:
    asked = Answerer(generation, reader=None).read("who held the truce talks?")
    hits, made = found_windows(asked, generation, layout(generation))
    shares = bm25_shares(hits, made)
    assert max(shares) == 1.0
    assert all(0 < share <= 1 for share in shares)
    assert bm25_shares({}, made) == [0.0] * len(made)
