"""Take one article apart for the index: its sentences, the terms of each, what was set aside, and its names.

Everything about a sentence that is a number goes into one row of an array, so that a corpus of a hundred thousand
sentences costs no object per sentence. White space ends a word in every script, so the terms of a sentence are those
of its chunks between spaces, and a chunk is tokenised once. Refuses to know other articles: numbering terms and
sentences over a corpus is the generation's work.

>>> analysis = analyse(Document(source="a.txt", text="Talks with Tehran began on Monday.", content_hash=""))
>>> analysis.terms, analysis.names
(['talk', 'tehran', 'begin', 'monday'], [('monday', 'Monday'), ('tehran', 'Tehran')])
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from index.models import Document, MediaType
from index.paragraphs import Paragraph
from index.sentences import Segmentation, split
from index.terms import terms, tokenize

#: The columns of :attr:`Analysis.sentences`; ``CHECKSUM`` is the CRC-32 of the sentence in UTF-8.
START, END, PARAGRAPH, WORDS, TERMS, CHECKSUM = range(6)
SENTENCE_COLUMNS: Final = 6
#: The columns of :attr:`Analysis.asides`; ``KIND`` is a place in ``KINDS``.
KIND: Final = 2
ASIDE_COLUMNS: Final = 3
KINDS: Final = ("heading", "furniture")

#: Chunks whose terms are remembered from one article to the next: those of some 200,000 sentences, about 50 MB.
MOST_CHUNKS_KEPT: Final = 1 << 18

Rows = NDArray[np.uint32]
Name = tuple[str, str]
_Read = tuple[tuple[str, ...], tuple[Name, ...]]

_HAS_LOWER = re.compile(r"[a-z]")
_POSSESSIVE = re.compile(r"[’'ʼ`´][sS]?\Z")
_HYPHENS = re.compile(r"[-‐‑]")
_NEVER_IN_A_WORD = ',;:!?()[]“”"…'
_ITS_TERMS = itemgetter(0)
_ITS_NAMES = itemgetter(1)
#: A function word: what follows is tokenised as inside a sentence that is not all capitals.
_INSIDE = "a "


@dataclass(frozen=True, eq=False, slots=True)
class Analysis:
    """An article in numbers: one row per sentence and per aside, the terms of all sentences, (term, surface) names."""

    sentences: Rows
    asides: Rows
    terms: Sequence[str]
    names: Sequence[Name]

    def terms_of(self, order: int) -> Sequence[str]:
        """The terms of one sentence, counted from 0 in reading order."""
        end = int(self.sentences[: order + 1, TERMS].sum())
        return self.terms[end - int(self.sentences[order, TERMS]) : end]

    def aside(self, kind: str) -> list[Paragraph]:
        """The paragraphs that were set aside as ``heading`` or ``furniture``."""
        return [paragraph for paragraph in paragraphs_from(self.asides) if paragraph.kind == kind]


class Numbered(Sequence[str]):
    """Terms as their numbers in a vocabulary; each becomes a string only when somebody asks for it."""

    def __init__(self, vocabulary: Sequence[str], numbers: NDArray[np.int32]) -> None:
        self.vocabulary = vocabulary
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self.vocabulary[number] for number in self.numbers[at].tolist()]
        return self.vocabulary[int(self.numbers[at])]


def analyse(document: Document) -> Analysis:
    """Split and tokenise one article."""
    is_markdown = document.media_type is MediaType.MARKDOWN
    parts = split(document.text, start=document.body_start, language=document.language, markdown=is_markdown)
    rows: list[tuple[int, ...]] = []
    found: list[str] = []
    names: set[Name] = set()
    if _read_chunk.cache_info().currsize > MOST_CHUNKS_KEPT:
        _read_chunk.cache_clear()
    for start, end, paragraph in parts.sentences:
        sentence = document.text[start:end]
        words = sentence.split()
        before = len(found)
        if _HAS_LOWER.search(sentence):
            chunks = list(map(_read_chunk, words))
            found += chain.from_iterable(map(_ITS_TERMS, chunks))
            names.update(chain.from_iterable(map(_ITS_NAMES, chunks[1:])))  # a first word is capitalised anyway
        else:
            found += terms(sentence)
        rows.append((start, end, paragraph, len(words), len(found) - before, checksum(sentence)))
    return Analysis(_table(rows, SENTENCE_COLUMNS), _asides(parts), found, sorted(names))


def checksum(sentence: str) -> int:
    """The CRC-32 of a sentence in UTF-8: tells whether an offset still cuts out the same words."""
    return zlib.crc32(sentence.encode("utf-8", "surrogatepass"))


def paragraphs_from(asides: Rows) -> list[Paragraph]:
    """The paragraphs that rows of :attr:`Analysis.asides` stand for."""
    return [Paragraph(a, b, "heading" if KINDS[kind] == "heading" else "furniture") for a, b, kind in asides.tolist()]


def _asides(parts: Segmentation) -> Rows:
    both = sorted(chain(parts.headings, parts.furniture))
    return _table([(p.start, p.end, KINDS.index(p.kind)) for p in both], ASIDE_COLUMNS)


def _table(rows: Sequence[tuple[int, ...]], columns: int) -> Rows:
    return np.array(rows, np.uint32).reshape(len(rows), columns)


@cache  # a bounded one moves entries about on every hit, and takes a third longer
def _read_chunk(chunk: str) -> _Read:
    """The terms and the names of what stands between two spaces, in a sentence that is not all capitals."""
    core = chunk.strip(_NEVER_IN_A_WORD)
    if core.find(".") == len(core) - 1:  # the stop of a sentence, not of "U.N."
        core = core[:-1]
    return _read_word(core)


@lru_cache(maxsize=1 << 16)
def _read_word(word: str) -> _Read:
    found = tuple(terms(_INSIDE + word))
    if word.islower() or not found:
        return found, ()
    if word.isalpha():  # one word and no more: no need to look for others in it
        return found, ((found[0], word),) if _looks_like_a_name(word) else ()
    return found, tuple(_names_in_chunk(word))


def _names_in_chunk(chunk: str) -> Iterator[Name]:
    text = _INSIDE + chunk
    for token in tokenize(text):
        if token.terms:
            yield from _names_in_word(_POSSESSIVE.sub("", text[token.start : token.end]))


def _names_in_word(word: str) -> Iterator[Name]:
    """ "Siestan-o-Baluchistan" is one name that holds two; "pro-Iran" is none that holds one."""
    parts = _HYPHENS.split(word)
    surfaces = [part for part in parts if _looks_like_a_name(part)]
    if len(parts) > 1 and _looks_like_a_name(parts[0]):
        surfaces.append(word)
    for surface in surfaces:
        found = terms(_INSIDE + surface)
        if found:
            yield found[0], surface


def _looks_like_a_name(word: str) -> bool:
    return len(word) > 1 and not word[0].isdigit() and any(map(str.isupper, word))
