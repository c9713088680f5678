"""Gather the sentences that may answer a question: what the engine found, and what stands around it.

The engine's hits are widened to windows, so that a sentence without a word of the question ("He called on both nations
…") can still be the answer; the reader skims many and reads the most promising. Without a reader the hits alone are
candidates. Decides nothing: every candidate carries what ranking needs to know of it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

import numpy as np

from bot.answering.asking.reading import ReadQuestion
from bot.answering.ranking.initials import initials
from bot.models import AnswerType
from bot.reader import Passage, Reader, SentenceReading
from bot.reader.spans import merged
from bot.reader.windows import Layout, Window, members, windows
from index.analysis import PARAGRAPH, WORDS
from index.embedded import PASSAGE_WEIGHT
from index.generation import Generation
from index.models import Hit, Sentence

#: Sentences asked of the engine with a reader and without one.
HITS, HITS_ALONE = 300, 80
#: Windows that are skimmed.
SKIMMED = 80
#: In an index of so few sentences all are skimmed, those too that share no word with the question.
FEW_SENTENCES = 600


class Turn(NamedTuple):
    """Reading goes on up to so many windows; a sentence as relevant as ``enough`` (the reader's logit) ends it."""

    windows: int
    enough: float


#: Few windows where one of them surely answers, more in doubt. Even numbers: two are read at a time.
TURNS = (Turn(6, 4.0), Turn(10, 1.5), Turn(16, inf))
#: The sentence that answers is read a second time where its best span leads by no more logits.
TORN = 1.0
#: The most that is read.
READ = TURNS[-1].windows


def layout(generation: Generation) -> Layout:
    """Document, paragraph and word count of every sentence, as the windows are cut by them."""
    rows = generation.arrays["sentence_rows"]
    counts = np.diff(generation.arrays["document_starts"])
    documents = np.repeat(np.arange(len(counts)), counts)
    return Layout(documents.tolist(), rows[:, PARAGRAPH].tolist(), rows[:, WORDS].tolist())


#: By position: the window that a sentence was read in, and what was read.
Readings = dict[int, tuple[Window, SentenceReading]]


class Candidate(NamedTuple):
    """A sentence that may answer: its hit, if the engine ranked it, and its reading, if the reader read it."""

    sentence: Sentence
    ordered: tuple[str, ...]
    terms: frozenset[str]
    around: frozenset[str]
    hit: Hit | None
    reading: SentenceReading | None

    @property
    def position(self) -> int:
        """The sentence's position in the generation."""
        return self.sentence.position


def gather(
    question: ReadQuestion,
    generation: Generation,
    rows: Layout,
    reader: Reader | None,
    *,
    passage_weight: float = PASSAGE_WEIGHT,
    skims: bool = True,
) -> list[Candidate]:
    """The candidates for a question: hits first, best first, then what else was read, in reading order.

    Without ``skims`` the first windows are read in the order of the hits.
    """
    if reader is None:
        found = generation.engine.search(question.query, HITS_ALONE, passage_weight=passage_weight)
        return [
            _candidate(hit.sentence, question, generation, hit, Window(hit.sentence, hit.sentence), None)
            for hit in found.hits
        ]
    hits, made = found_windows(question, generation, rows, passage_weight=passage_weight, without_hits=skims)
    passages = [(window, _passage(window, generation)) for window in (made if skims else made[:READ])]
    asked = question.known_as or question.text
    promising = _by_promise(asked, reader, bm25_shares(hits, made), passages, first=min(1, len(hits)))
    best = _read_in_turns(asked, reader, promising)
    order = [position for position in hits if position in best] + sorted(best.keys() - hits.keys())
    return [_candidate(position, question, generation, hits.get(position), *best[position]) for position in order]


def read_by_itself(
    question: ReadQuestion, candidate: Candidate, reader: Reader | None, generation: Generation
) -> Candidate:
    """The same candidate, its spans ordered by a second reading too, without what is around the sentence.

    A sentence's neighbours tell whether it answers, and distract from where its answer begins and ends. Only where the
    first reading is torn between two spans: where it is not, the second hardly ever changes anything.
    """
    if reader is None or candidate.reading is None or question.type is AnswerType.YES_NO:
        return candidate
    spans = candidate.reading.spans
    if len(spans) < 2 or spans[0].score - spans[1].score > TORN:
        return candidate
    place = candidate.position
    ((again,),) = reader.read(question.known_as or question.text, [_passage(Window(place, place), generation)])
    return candidate._replace(reading=candidate.reading._replace(spans=merged(spans, again.spans)))


def found_windows(
    question: ReadQuestion,
    generation: Generation,
    rows: Layout,
    *,
    passage_weight: float = PASSAGE_WEIGHT,
    without_hits: bool = True,
) -> tuple[dict[int, Hit], list[Window]]:
    """The hits by position, best first, and the windows to skim: in the order of the hits that made them, then others.

    Others are made of a small index, unless only windows of hits are wanted.
    """
    found = generation.engine.search(question.query, HITS, passage_weight=passage_weight)
    hits = {hit.sentence: hit for hit in found.hits}
    if not without_hits or len(generation) > FEW_SENTENCES:
        return hits, windows(hits, rows, limit=SKIMMED)
    others = (position for position in range(len(generation)) if position not in hits)
    return hits, windows((*hits, *others), rows, limit=FEW_SENTENCES)


def bm25_shares(hits: Mapping[int, Hit], made: Sequence[Window]) -> list[float]:
    """The score of each window's best hit as a share of the best of all."""
    best = max((hit.score for hit in hits.values()), default=0.0) or 1.0
    return [max((hits[place].score for place in members(each) if place in hits), default=0.0) / best for each in made]


def _by_promise(
    asked: str, reader: Reader, shares: Sequence[float], passages: list[tuple[Window, Passage]], *, first: int
) -> list[tuple[Window, Passage]]:
    """The windows by what word matching and a glance of the reader promise, but those of the ``first`` hits first."""
    if len(passages) <= READ:
        return passages
    skimmed = reader.skim(asked, [passage for _, passage in passages])
    worth = [share + score for share, score in zip(shares, skimmed, strict=True)]
    order = sorted(range(first, len(passages)), key=lambda number: -worth[number])
    return [passages[number] for number in (*range(first), *order)]


def _read_in_turns(asked: str, reader: Reader, promising: list[tuple[Window, Passage]]) -> Readings:
    """The best reading of each sentence, until one of them is relevant enough."""
    best: Readings = {}
    for (begin, _), (end, enough) in pairwise((Turn(0, inf), *TURNS)):
        best = _better(best, _read(asked, reader, promising[begin:end]))
        if len(promising) <= end or any(reading.relevance >= enough for _, reading in best.values()):
            break
    return best


def _read(asked: str, reader: Reader, passages: list[tuple[Window, Passage]]) -> Readings:
    """The best reading of each sentence in the windows, and the window that it was read in."""
    readings = reader.read(asked, [passage for _, passage in passages])
    best: Readings = {}
    for (window, _), read in zip(passages, readings, strict=True):
        best = _better(best, {place: (window, each) for place, each in zip(members(window), read, strict=True)})
    return best


def _better(one: Readings, other: Readings) -> Readings:
    """Of each sentence the reading that finds it more relevant; of equals the first."""
    better = {
        place: read for place, read in other.items() if place not in one or read[1].relevance > one[place][1].relevance
    }
    return one | better


def _passage(window: Window, generation: Generation) -> Passage:
    title = generation.documents[generation.document_of(window.first)].title
    return Passage(title, tuple(generation.text_of(position) for position in members(window)))


def _candidate(
    position: int,
    question: ReadQuestion,
    generation: Generation,
    hit: Hit | None,
    window: Window,
    reading: SentenceReading | None,
) -> Candidate:
    near = [generation.terms_of(place) for place in members(window)]
    ordered = tuple(near[position - window.first])
    around = frozenset().union(*near, *map(question.markers, near))
    sentence = generation.sentence(position)
    short = initials(sentence.text).union(question.markers(ordered))
    return Candidate(sentence, ordered, short.union(ordered), short.union(around), hit, reading)
