"""What is read: the windows that the reader chose at a glance among those that the engine found."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from bot.answering import Answerer
from bot.answering.answerer import Stages
from bot.answering.ranking import candidates
from bot.answering.ranking.candidates import READ, TORN, TURNS, bm25_shares, found_windows, layout, read_by_itself
from bot.evaluation.settings import indexed
from bot.models import Question
from bot.reader import Passage, SentenceReading, SpanCandidate
from bot.reader.train.squad import Article, Paragraph
from index.generation import Generation
from tests.bot.readers import OverlapReader

PARAGRAPHS = 2 * READ
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
    assert len(reader.given) == READ
    best_hit, at_a_glance, *_ = reader.given
    assert "group 0" in best_hit.sentences[0]
    assert "brokered" in at_a_glance.sentences[0]


def test_without_the_skim_the_hits_alone_decide(generation: Generation) -> None:
    reader = Glancing()
    answerer = Answerer(generation, reader=reader, stages=Stages(skim=False))
    answerer.rank(answerer.read("who held the truce talks?"))
    assert len(reader.given) == READ
    assert not any("brokered" in sentence for passage in reader.given for sentence in passage.sentences)


class Certain(Glancing):
    """Finds every sentence as relevant as it is told."""

    def __init__(self, relevance: float) -> None:
        super().__init__()
        self._relevance = relevance

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """The same readings, all of them as certain."""
        read = super().read(question, passages)
        return [[each._replace(relevance=self._relevance) for each in sentences] for sentences in read]


@pytest.mark.parametrize(
    ("relevance", "turns"),
    [(TURNS[0].enough, 1), (TURNS[1].enough, 2), (TURNS[1].enough - 1, 3)],
)
def test_more_is_read_only_where_nothing_surely_answers(generation: Generation, relevance: float, turns: int) -> None:
    reader = Certain(relevance)
    answerer = Answerer(generation, reader=reader)
    ranked = answerer.rank(answerer.read("who held the truce talks?"))
    upto = [turn.windows for turn in TURNS[:turns]]
    assert reader.turns == [end - begin for begin, end in pairwise((0, *upto))]
    assert len({each.candidate.position for each in ranked}) == len(ranked) == upto[-1]


class Distracted(Glancing):
    """Finds the first words of a sentence among its neighbours, and the last by itself."""

    def __init__(self, lead: float) -> None:
        super().__init__()
        self._lead = lead

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """Two spans each, the second one the same in both readings."""
        return [
            [self._marked(reading, sentence, alone=len(passage.sentences) == 1) for reading, sentence in pairs]
            for passage, pairs in (
                (passage, zip(read, passage.sentences, strict=True))
                for passage, read in zip(passages, super().read(question, passages), strict=True)
            )
        ]

    def _marked(self, reading: SentenceReading, sentence: str, *, alone: bool) -> SentenceReading:
        end = len(sentence.rstrip("."))
        whole = SpanCandidate(0, end, 4.0)
        if alone:
            return SentenceReading(reading.relevance + 5, (SpanCandidate(end - 4, end, 9.0), whole))
        return SentenceReading(reading.relevance, (SpanCandidate(0, 4, 4.0 + self._lead), whole))


@pytest.mark.parametrize(
    ("lead", "spans"),
    [
        (TORN, [("Oman", 5.0), ("They", 3.0), ("They held the truce talks in Oman", 2.5)]),
        (TORN + 0.1, [("They", 5.1), ("They held the truce talks in Oman", 4.0)]),
    ],
)
def test_where_the_reader_is_torn_it_reads_the_sentence_by_itself(lead: float, spans: list[tuple[str, float]]) -> None:
    contexts = ["Qatar met Egypt. They held the truce talks in Oman. Aids left early."]
    small = indexed([Article("Truce", tuple(Paragraph(context, ()) for context in contexts))])
    answerer = Answerer(small, reader=Distracted(lead))
    asked = answerer.read("who held the truce talks?")
    once = answerer.rank(asked)[0].candidate
    twice = read_by_itself(asked, once, answerer.reader, small)
    text = once.sentence.text
    assert once.reading is not None
    assert twice.reading is not None
    assert [(text[span.start : span.end], span.score) for span in twice.reading.spans] == spans
    assert twice._replace(reading=once.reading) == once
    assert twice.reading.relevance == once.reading.relevance


def test_only_the_sentence_that_answers_is_read_twice() -> None:
    small = indexed(
        [Article("Truce", (Paragraph("Qatar met Egypt. They held the truce talks in Oman. Aids left.", ()),))]
    )
    reader = Distracted(TORN)
    answered = Answerer(small, reader=reader, threshold=0.0).answer(Question(text="where were the truce talks held?"))
    assert answered.short_answer == "Oman"
    assert len(reader.given) == 2
    assert reader.given[-1].sentences == (answered.citations[0].quote,)
    for threshold, text in ((1.1, "where were the truce talks held?"), (0.0, "did they hold the truce talks in Oman?")):
        reader = Distracted(TORN)
        Answerer(small, reader=reader, threshold=threshold).answer(Question(text=text))
        assert len(reader.given) == 1


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
    asked = Answerer(generation, reader=None).read("where were the truce talks held?")
    hits, made = found_windows(asked, generation, layout(generation))
    shares = bm25_shares(hits, made)
    assert max(shares) == 1.0
    assert all(0 < share <= 1 for share in shares)
    assert bm25_shares({}, made) == [0.0] * len(made)
