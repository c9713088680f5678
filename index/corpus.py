"""Read a folder of articles into documents, in the order of their paths.

A file that cannot be read, or metadata that cannot be understood, becomes a fault beside the documents and costs no
other article. An article whose folded text was seen before is reported as a duplicate and left out. Refuses to write,
to leave the folder, and to change a character of a text.
"""

import hashlib
import json
import posixpath
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from unicodedata import normalize

from index.errors import CorpusEmpty
from index.extract import SIZE_LIMITS, Extracted, decode, extract
from index.files import READER_VERSION, SOURCES_FILE, Found, Problem, find, not_articles, printable, read, signature
from index.metadata import Metadata, clean, sources
from index.models import Corpus, Document, Duplicate, Fault, Glance, MediaType
from index.titles import find_title

__all__ = ["not_articles", "read_corpus", "signature"]

_SOURCES_LIMIT = 10_000_000
_EXTRACTED_TYPES = (MediaType.HTML, MediaType.PDF)
_SAME_CHARACTER = (
    ("‘’‚‛ʼ", "'"),
    ("“”„‟«»", '"'),
    ("‐‑‒–—−", "-"),
    ("\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u2060", ""),
)


def read_corpus(
    root: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    known: Mapping[str, Document] | None = None,
    without: Collection[str] = (),
    glances: Mapping[str, Glance] | None = None,
    may_be_empty: bool = False,
) -> Corpus:
    """Read every article below ``root``.

    ``progress`` is called with the files done and the files in all. ``known`` are documents read before, by their
    source: where the content hash still fits, text is not extracted from HTML and PDF again. ``without`` are sources
    that are left out in silence, as if the files were not there: those that were withdrawn. ``glances`` are those of
    the same reading as ``known``: an article is not even opened while its file and what is stated of it are as then.

    Raises CorpusMissing where there is no such folder, CorpusEmpty where it holds no readable article
    (unless it ``may_be_empty``).
    """
    found = find(root)
    reading = _Reading(known or {}, glances or {}, *_read_sources(found))
    articles = [f for f in found if f.media_type and f.source not in without]
    for done, file in enumerate(articles, 1):
        reading.add(file)
        if progress:
            progress(done, len(articles))
    faults = tuple(sorted(reading.faults, key=lambda fault: fault.source))
    if not reading.documents and not may_be_empty:
        raise _empty(root, faults)
    documents, duplicates = tuple(reading.documents), tuple(reading.duplicates)
    return Corpus(
        root=printable(str(root)),
        documents=documents,
        faults=faults,
        duplicates=duplicates,
        fingerprint=_fingerprint(documents, faults, duplicates),
        glances=reading.glances,
    )


class _Reading:
    """One pass over a folder: what has been read so far, and what was wrong."""

    def __init__(
        self,
        known: Mapping[str, Document],
        before: Mapping[str, Glance],
        described: dict[str, Metadata],
        faults: list[Fault],
    ) -> None:
        self.glances: dict[str, Glance] = {}
        self._before = before
        self.documents: list[Document] = []
        self.duplicates: list[Duplicate] = []
        self.faults = faults
        self._known = known
        self._described = described
        self._seen: dict[str, str] = {}

    def add(self, file: Found) -> None:
        stated = hashlib.sha256(_stated(self._described.get(file.source, Metadata()))).hexdigest()[:16]
        before = self._before.get(file.source)
        if before and (before.stamp, before.stated) == (file.stamp, stated) and file.source in self._known:
            self._take(self._known[file.source], before)
            return
        faults = len(self.faults)
        document = file.problem or self._read(file)
        if isinstance(document, Problem):
            self.faults.append(_fault(file.source, document))
            return
        same = folded(document.text[document.body_start :]).hex()
        stamp = file.stamp if len(self.faults) == faults else ""  # what is wrong with it must be told again
        self._take(document, Glance(stamp=stamp, stated=stated, folded=same))

    def _take(self, document: Document, glance: Glance) -> None:
        kept = self._seen.setdefault(glance.folded, document.source)
        if kept == document.source:
            self.documents.append(document)
            if glance.stamp:
                self.glances[document.source] = glance
        else:
            self.duplicates.append(Duplicate(source=document.source, kept=kept))

    def _read(self, file: Found) -> Document | Problem:
        media_type = file.media_type or MediaType.TEXT
        content = read(file.path, SIZE_LIMITS[media_type])
        if isinstance(content, Problem):
            return content
        described = self._described.get(file.source, Metadata())
        content_hash = _content_hash(content, described)
        known = self._known.get(file.source)
        if known and known.content_hash == content_hash and media_type in _EXTRACTED_TYPES:
            return known
        extracted = extract(content, media_type)
        if isinstance(extracted, Problem):
            return extracted
        self.faults += (_fault(file.source, problem) for problem in extracted.problems)
        return _document(file.source, media_type, content_hash, extracted, described)


def _document(
    source: str, media_type: MediaType, content_hash: str, extracted: Extracted, described: Metadata
) -> Document:
    if media_type is MediaType.HTML:  # what a page says of itself counts less than what a person wrote beside it
        metadata = described.or_else(extracted.metadata)
    else:
        metadata = extracted.metadata.or_else(described)
    title = metadata.title or find_title(
        extracted.text, start=extracted.body_start, markdown=media_type is MediaType.MARKDOWN
    )
    return Document(
        source=source,
        text=extracted.text,
        media_type=media_type,
        body_start=extracted.body_start,
        content_hash=content_hash,
        title=title,
        publisher=metadata.publisher,
        published=metadata.published,
        url=metadata.url,
        language=metadata.language,
    )


def _read_sources(found: list[Found]) -> tuple[dict[str, Metadata], list[Fault]]:
    """All that ``sources.toml`` files say, by article; the nearest file wins. Folder faults come along."""
    faults = [_fault(f.source, f.problem) for f in found if f.problem and not f.media_type]
    described: dict[str, Metadata] = {}
    articles = {f.source for f in found if f.media_type}
    composed = {normalize("NFC", source): source for source in articles}  # some systems take names apart: e and accent
    files = [f for f in found if posixpath.basename(f.source) == SOURCES_FILE and not f.problem]
    for file in sorted(files, key=lambda f: -f.source.count("/")):
        content = read(file.path, _SOURCES_LIMIT)
        text = decode(content) if isinstance(content, bytes) else content
        tables, problems = ({}, [text]) if isinstance(text, Problem) else sources(text)
        paths = {posixpath.normpath(posixpath.join(posixpath.dirname(file.source), name)): name for name in tables}
        named = {composed.get(normalize("NFC", path), path): name for path, name in paths.items()}
        problems += _unmatched([name for source, name in named.items() if source not in articles])
        faults += (_fault(file.source, problem) for problem in problems)
        for source, name in named.items():
            described[source] = described.get(source, Metadata()).or_else(tables[name])
    return described, faults


def _unmatched(names: list[str]) -> list[Problem]:
    """A misspelt name would lose its metadata in silence."""
    if not names:
        return []
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    what = f"describes {clean(names[0], 80)!r}{more}, which is no article here"
    return [Problem(what, "Correct the name, or remove its table.")]


def _fault(source: str, problem: Problem) -> Fault:
    return Fault(source=source, reason=problem.reason, advice=problem.advice)


def _empty(root: Path, faults: tuple[Fault, ...]) -> CorpusEmpty:
    advice = "Put articles (.txt, .md, .html, .pdf) into it, or name another folder."
    if not faults:
        return CorpusEmpty("The corpus folder holds no article", where=printable(str(root)), advice=advice)
    first = f"{faults[0].source} {faults[0].reason}"
    what = f"None of the articles can be read ({len(faults)} with a fault; the first: {first})"
    return CorpusEmpty(what, where=printable(str(root)), advice=faults[0].advice)


def _content_hash(content: bytes, described: Metadata) -> str:
    return hashlib.sha256(_stated(described) + b"\n" + content).hexdigest()


def _stated(described: Metadata) -> bytes:
    return json.dumps([READER_VERSION, *map(str, described)]).encode()


def _fingerprint(documents: tuple[Document, ...], faults: tuple[Fault, ...], duplicates: tuple[Duplicate, ...]) -> str:
    parts = [
        [(d.source, d.content_hash) for d in documents],
        [(f.source, f.reason, f.advice) for f in faults],
        [(d.source, d.kept) for d in duplicates],
    ]
    return hashlib.sha256(json.dumps([READER_VERSION, *parts]).encode()).hexdigest()


def folded(text: str) -> bytes:
    """A digest of the text as a reader sees it: equal where only case, white space, quotes or dashes differ."""
    plain = normalize("NFKC", text.casefold())
    if not plain.isascii():  # replacing one by one is ten times as fast as str.translate
        for characters, same in _SAME_CHARACTER:
            for character in characters:
                plain = plain.replace(character, same)
    return hashlib.sha256(" ".join(plain.split()).encode()).digest()
