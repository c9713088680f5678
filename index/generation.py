"""One built index: articles, sentences, terms and the engine over them, immutable and safe to share between threads.

A generation is a handful of arrays and three tables, the same in memory and on disk; what a question needs is cut
from them when it is asked for. Its name follows from its content, so building the same corpus twice gives the same
name and an answer can be replayed. Refuses to touch the disk and to change: the next state is another generation.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from index.analysis import CHECKSUM, END, PARAGRAPH, START, TERMS, WORDS, Analysis, Numbered, Rows, checksum
from index.articles import Articles, BySource, Packed
from index.embedded import EmbeddedEngine
from index.models import Document, Manifest, Sentence
from index.paragraphs import Paragraph
from index.sentences import SENTENCES_VERSION
from index.terms import TERMS_VERSION

#: Changes whenever the files of a generation change their names or meaning.
FORMAT_VERSION = 1

Arrays = Mapping[str, NDArray[np.generic]]
Tables = Mapping[str, bytes]


def generation_name(fingerprint: str) -> str:
    """The name of the generation that this code builds from a corpus: 12 hexadecimal digits."""
    parts = json.dumps([FORMAT_VERSION, TERMS_VERSION, SENTENCES_VERSION, fingerprint])
    return hashlib.sha256(parts.encode()).hexdigest()[:12]


class Generation:
    """A loaded index. Positions count sentences over all articles, in corpus and reading order."""

    def __init__(self, manifest: Manifest, arrays: Arrays, tables: Tables) -> None:
        for array in arrays.values():
            array.flags.writeable = False
        self.manifest = manifest
        self.arrays = arrays
        self.tables = tables
        self._vocabulary: list[str] = json.loads(tables["vocabulary"])
        self.engine = EmbeddedEngine.from_arrays(self._vocabulary, arrays, manifest.statistics, manifest.generation)
        self._rows: Rows = np.asarray(arrays["sentence_rows"], np.uint32)
        self._starts: list[int] = arrays["document_starts"].tolist()
        self._document_of = np.repeat(np.arange(len(self._starts) - 1, dtype=np.int32), np.diff(self._starts))
        self._term_starts = np.concatenate(([0], np.cumsum(self._rows[:, TERMS], dtype=np.int64)))

    @property
    def name(self) -> str:
        """What the generation is called: the same for the same articles and the same code."""
        return self.manifest.generation

    def without(self, sources: frozenset[str]) -> "Generation":
        """The same generation with some articles out of reach: no hit, not found by source, counted by no term.

        Positions and the name stay, so that what is quoted can still be replayed. Cheap: everything else is shared.
        """
        hidden = sources & self.documents.sources.keys()
        if not hidden:
            return self
        view = copy(self)
        numbers = [self.documents.sources[source] for source in hidden]
        view.engine = self.engine.within(~np.isin(self._document_of, numbers))
        view.__dict__["documents"] = self.documents.without(hidden)
        return view

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<Generation {self.name}: {len(self)} sentences of {len(self.documents)} articles>"

    @cached_property
    def documents(self) -> Articles:
        """The articles in corpus order; each is decoded when it is asked for."""
        texts, starts = (
            np.asarray(self.arrays["text_bytes"], np.uint8),
            np.asarray(self.arrays["text_starts"], np.int64),
        )
        return Articles(Packed(texts, starts, self.tables["documents"]))

    @property
    def by_source(self) -> Mapping[str, Document]:
        """The articles by their source."""
        return BySource(self.documents)

    def document(self, source: str) -> Document:
        """The article that came from this source; KeyError where there is none."""
        return self.documents[self.documents.sources[source]]

    def sentence(self, position: int) -> Sentence:
        """The sentence at a position, cut from its article."""
        number = self.document_of(position)
        start, end, paragraph = self._row(position)[[START, END, PARAGRAPH]].tolist()
        document = self.documents[number]
        return Sentence(
            position=position,
            source=document.source,
            start=start,
            end=end,
            text=document.text[start:end],
            paragraph=paragraph,
            order=position - self._starts[number],
            line=line_at(document.text, start),
        )

    def text_of(self, position: int) -> str:
        """The words of the sentence at a position: less work than the whole sentence."""
        start, end = self._row(position)[[START, END]].tolist()
        return self.documents[int(self._document_of[position])].text[start:end]

    def text_before(self, position: int) -> str | None:
        """The words of the sentence before the one at a position; nothing for an article's first."""
        return None if position == self._starts[self.document_of(position)] else self.text_of(position - 1)

    def sentences_of(self, source: str) -> range:
        """The positions of an article's sentences, in reading order."""
        number = self.documents.sources[source]
        return range(self._starts[number], self._starts[number + 1])

    def window(self, position: int, before: int = 2, after: int = 2) -> range:
        """Positions around a sentence and its own, never beyond its article."""
        number = self.document_of(position)
        first, end = self._starts[number], self._starts[number + 1]
        return range(max(first, position - before), min(end, position + after + 1))

    def neighbours(self, position: int, before: int = 2, after: int = 2) -> list[Sentence]:
        """The sentences around one, in reading order, without it, never beyond its article."""
        return [self.sentence(i) for i in self.window(position, before, after) if i != position]

    def position_at(self, source: str, offset: int) -> int | None:
        """The position of the sentence that covers a character of an article; ``None`` between sentences."""
        positions = self.sentences_of(source)
        starts = self._rows[positions.start : positions.stop, START]
        position = positions.start + int(np.searchsorted(starts, offset, side="right")) - 1
        inside = position >= positions.start and offset < self._row(position)[END]
        return position if inside else None

    def document_of(self, position: int) -> int:
        """The number of the article that a sentence stands in."""
        self._row(position)
        return int(self._document_of[position])

    def paragraph_of(self, position: int) -> int:
        """The number of a sentence's paragraph within its article."""
        return int(self._row(position)[PARAGRAPH])

    def word_count(self, position: int) -> int:
        """How many words a sentence has, function words included."""
        return int(self._row(position)[WORDS])

    def term_numbers(self, position: int) -> NDArray[np.int32]:
        """The numbers of a sentence's terms in reading order; see :attr:`vocabulary`."""
        self._row(position)
        start, end = self._term_starts[position : position + 2].tolist()
        return np.asarray(self.arrays["term_numbers"][start:end], np.int32)

    def terms_of(self, position: int) -> list[str]:
        """The terms of a sentence in reading order, as its tokenising gave them."""
        return [self._vocabulary[i] for i in self.term_numbers(position).tolist()]

    @property
    def vocabulary(self) -> Sequence[str]:
        """Every term of the index in alphabetical order: a term's number is its place here."""
        return self._vocabulary

    def furniture(self, source: str) -> list[Paragraph]:
        """What was set aside in an article as page furniture."""
        return self.analysis(source).aside("furniture")

    def headings(self, source: str) -> list[Paragraph]:
        """What was set aside in an article as headings."""
        return self.analysis(source).aside("heading")

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Words of the articles that look like names: term to the spellings it was seen in."""
        return {
            term: tuple(surface for _, surface in pairs)
            for term, pairs in groupby(self._names, key=lambda pair: pair[0])
        }

    def analysis(self, source: str) -> Analysis:
        """What taking an article apart gave, without doing it again."""
        number = self.documents.sources[source]
        start, end = self._starts[number], self._starts[number + 1]
        within = slice(int(self._term_starts[start]), int(self._term_starts[end]))
        names = self._part("name_numbers", "name_starts", number)
        return Analysis(
            sentences=self._rows[start:end],
            asides=np.asarray(self._part("aside_rows", "aside_starts", number), np.uint32),
            terms=Numbered(self._vocabulary, np.asarray(self.arrays["term_numbers"][within], np.int32)),
            names=[self._names[i] for i in names.tolist()],
        )

    def broken_sentences(self) -> list[int]:
        """Positions of the sentences whose offsets no longer cut out the words that were indexed: none, if whole."""
        return [
            first + order
            for document, (first, end) in zip(self.documents, pairwise(self._starts), strict=True)
            for order, row in enumerate(self._rows[first:end].tolist())
            if checksum(document.text[row[START] : row[END]]) != row[CHECKSUM]
        ]

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        return [(term, surface) for term, surface in json.loads(self.tables["names"])]

    def _row(self, position: int) -> NDArray[np.uint32]:
        if position < 0:
            raise IndexError(position)  # numpy would count from the end
        row: NDArray[np.uint32] = self._rows[position]
        return row

    def _part(self, name: str, starts: str, number: int) -> NDArray[np.generic]:
        start, end = self.arrays[starts][number : number + 2].tolist()
        part: NDArray[np.generic] = self.arrays[name][start:end]
        return part


def line_at(text: str, offset: int) -> int:
    r"""The 1-based line on which a character stands; ``\r\n`` ends one line, so does ``\r``.

    >>> line_at("a\r\nb\rc", 5)
    3
    """
    ends = text.count("\n", 0, offset)
    if "\r" in text:
        ends += text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
    return ends + 1
