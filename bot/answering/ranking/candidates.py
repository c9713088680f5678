"""Gather the sentences that may answer a question: what the engine found, and what stands around it.

The engine's hits are widened to the windows that the reader reads, so that a sentence without a word of the question
("He called on both nations …") can still be the answer. Without a reader the hits alone are candidates. Decides
nothing: every candidate carries what ranking needs to know of it.
"""

from typing import NamedTuple

import numpy as np

from bot.answering.asking.reading import ReadQuestion
from bot.answering.ranking.initials import initials
from bot.reader import Passage, Reader, SentenceReading
from bot.reader.windows import Layout, Window, members, windows
from index.analysis import PARAGRAPH, WORDS
from index.embedded import PASSAGE_WEIGHT
from index.generation import Generation
from index.models import Hit, Sentence

#: Sentences asked of the engine, and windows of them that are read.
HITS = 80
WINDOWS = 12


def layout(generation: Generation) -> Layout:
    """Document, paragraph and word count of every sentence, as the windows are cut by them."""
    rows = generation.arrays["sentence_rows"]
    counts = np.diff(generation.arrays["document_starts"])
    documents = np.repeat(np.arange(len(counts)), counts)
    return Layout(documents.tolist(), rows[:, PARAGRAPH].tolist(), rows[:, WORDS].tolist())


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
) -> list[Candidate]:
    """The candidates for a question: hits first, best first, then what else was read, in reading order."""
    found = generation.engine.search(question.query, HITS, passage_weight=passage_weight)
    hits = {hit.sentence: hit for hit in found.hits}
    if reader is None:
        return [
            _candidate(position, question, generation, hit, Window(position, position), None)
            for position, hit in hits.items()
        ]
    best = _read(question, generation, reader, windows(list(hits), rows, limit=WINDOWS))
    order = [position for position in hits if position in best] + sorted(best.keys() - hits.keys())
    return [_candidate(position, question, generation, hits.get(position), *best[position]) for position in order]


def _read(
    question: ReadQuestion, generation: Generation, reader: Reader, made: list[Window]
) -> dict[int, tuple[Window, SentenceReading]]:
    """The best reading of each sentence in the windows, and the window that it was read in."""
    readings = reader.read(question.known_as or question.text, [_passage(window, generation) for window in made])
    best: dict[int, tuple[Window, SentenceReading]] = {}
    for window, read in zip(made, readings, strict=True):
        for position, reading in zip(members(window), read, strict=True):
            if position not in best or reading.relevance > best[position][1].relevance:
                best[position] = (window, reading)
    return best


def _passage(window: Window, generation: Generation) -> Passage:
    sentences = [generation.sentence(position) for position in members(window)]
    return Passage(generation.document(sentences[0].source).title, tuple(sentence.text for sentence in sentences))


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
