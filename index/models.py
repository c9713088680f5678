"""The values that the index hands out: frozen, validated, and free of behaviour beyond their own fields.

Offsets are always counted in characters of a document's text, half-open (``text[start:end]``). A score never
stands on a sentence: it belongs to the hit that a query produced.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Offset = Annotated[int, Field(ge=0)]


class Frozen(BaseModel):
    """A value: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class MediaType(StrEnum):
    """What kind of file an article came from."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


class Document(Frozen):
    """One article: its text exactly as decoded (or extracted), and what its source states about it.

    ``source`` is the path relative to the corpus folder, with forward slashes. ``body_start`` is where the article
    begins in ``text``; what stands before it is front matter. ``content_hash`` is the SHA-256 of the file's bytes
    and of the metadata that applies to it: equal hashes mean that nothing about the article has changed. Metadata
    that no source states is ``None``, never guessed.
    """

    source: str
    text: str
    media_type: MediaType = MediaType.TEXT
    body_start: Offset = 0
    content_hash: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None


class Sentence(Frozen):
    """A span of one document that can be quoted: the unit that is indexed.

    ``position`` counts sentences over the whole generation, ``paragraph`` and ``order`` within the document. ``line``
    is the 1-based line of the document's text on which the sentence begins.
    """

    position: Offset
    source: str
    start: Offset
    end: Offset
    text: str
    paragraph: Offset
    order: Offset
    line: Annotated[int, Field(ge=1)]


class Hit(Frozen):
    """One ranked sentence, by its position in the generation. Scores compare only within one query."""

    sentence: Offset
    score: float
    rank: Annotated[int, Field(ge=1)]
    sentence_score: float = 0.0
    neighbourhood_score: float = 0.0


class Ranking(Frozen):
    """What an engine answers: hits best first, the generation they came from, and whether any part was missing.

    ``partial`` is for engines that can answer from some of their shards; the embedded engine is always whole.
    """

    generation: str
    hits: tuple[Hit, ...] = ()
    partial: bool = False


class Statistics(Frozen):
    """Figures of one built index."""

    documents: int = 0
    sentences: int = 0
    passages: int = 0
    terms: int = 0
    average_sentence_length: float = 0.0


class Fault(Frozen):
    """A file that could not be read as an article: what, why, and what to do next."""

    source: str
    reason: str
    advice: str


class Duplicate(Frozen):
    """An article whose folded text is that of another; only ``kept`` is indexed."""

    source: str
    kept: str


class Glance(Frozen):
    """What tells that an article need not be read again: its file's stamp, what is stated of it, its folded text."""

    stamp: str
    stated: str
    folded: str


class Corpus(Frozen):
    """A folder of articles, as read: documents in a stable order, faults and duplicates beside them.

    ``glances`` are of the articles that nothing was wrong with, by source.
    """

    root: str
    documents: tuple[Document, ...] = ()
    faults: tuple[Fault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    fingerprint: str = ""
    glances: dict[str, Glance] = Field(default_factory=dict)


class Manifest(Frozen):
    """The card of one generation on disk: enough to decide whether it can be loaded and what it holds."""

    format_version: int
    terms_version: str
    sentences_version: str
    generation: str
    corpus_root: str
    corpus_fingerprint: str
    built_at: datetime
    statistics: Statistics
    faults: tuple[Fault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    files: dict[str, str] = Field(default_factory=dict, description="file name -> SHA-256 of its bytes")
