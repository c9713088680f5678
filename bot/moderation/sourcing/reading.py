"""Read received bytes as an article, exactly as the index will: text, metadata, sentences, what is set aside.

Pages and PDFs are extracted in a process of their own. Front matter is taken off a text and goes beside the file, where
it can be corrected later. Refuses what holds no sentence that can be quoted.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot.errors import SourceRefused
from bot.moderation.sourcing.models import Dated
from index.analysis import END, START, Analysis, analyse
from index.extract import Extracted
from index.extracting import Proposed, extract_apart
from index.files import Problem
from index.metadata import Metadata, front_matter
from index.models import Document, MediaType
from index.titles import find_title

#: Characters of the text that a preview shows.
EXCERPT = 600


class Read(NamedTuple):
    """An article taken apart: the bytes to keep, what to state beside them, and what the index would make of both."""

    content: bytes
    document: Document
    analysis: Analysis
    written: Metadata
    dated: Dated | None
    problems: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """The sentences that can be quoted."""
        return [self.document.text[start:end] for start, end in self.analysis.sentences[:, [START, END]].tolist()]

    @property
    def excerpt(self) -> str:
        """The beginning of what can be quoted, cut at a word."""
        first = int(self.analysis.sentences[0, START])
        text = self.document.text[first : first + EXCERPT + 1]
        return text if len(text) <= EXCERPT else text[:EXCERPT].rpartition(" ")[0] + " …"

    def aside(self, kind: str) -> tuple[str, ...]:
        """What was set aside as "heading" or "furniture"."""
        return tuple(self.document.text[each.start : each.end] for each in self.analysis.aside(kind))


def read_article(
    content: bytes, media_type: MediaType, given: Metadata, *, address: str | None = None, where: str = "the text"
) -> Read:
    """Read one article; ``address`` is where it was fetched. Raises SourceRefused where nothing could be quoted."""
    stated = Metadata()
    problems: Sequence[Problem] = ()
    if media_type in (MediaType.TEXT, MediaType.MARKDOWN):
        content, stated, problems = _without_front_matter(content)
    proposed = extract_apart(content, media_type, address)
    extracted = proposed.extracted
    if isinstance(extracted, Problem):
        raise SourceRefused(
            f"This {extracted.reason}", where=where, advice=extracted.advice.replace("Remove it, or s", "S")
        )
    written = given.or_else(stated).or_else(Metadata(url=address))
    written, dated = _dated(written, given, extracted.metadata, proposed)
    document = _document(media_type, extracted, written)
    analysis = analyse(document)
    if not len(analysis.sentences):
        what = "This holds no sentence that can be quoted, only headings and page furniture"
        raise SourceRefused(what, where=where, advice="Paste the article's text instead")
    told = tuple(f"It {problem.reason}. {problem.advice}" for problem in problems)
    return Read(content, document, analysis, written, dated, told)


def _without_front_matter(content: bytes) -> tuple[bytes, Metadata, Sequence[Problem]]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content, Metadata(), ()
    head = front_matter(text)
    return text[head.body_start :].encode() if head.body_start else content, head.metadata, head.problems


def _dated(written: Metadata, given: Metadata, stated: Metadata, proposed: Proposed) -> tuple[Metadata, Dated | None]:
    """Where the date comes from; one that was found in a page that states none is written as if it were given."""
    if given.published:
        return written, "given"
    if written.published or stated.published:
        return written, "stated"
    found = proposed.published
    return (written._replace(published=found), "found") if found else (written, None)


def _document(media_type: MediaType, extracted: Extracted, written: Metadata) -> Document:
    metadata = written.or_else(extracted.metadata)
    title = metadata.title or find_title(
        extracted.text, start=extracted.body_start, markdown=media_type is MediaType.MARKDOWN
    )
    return Document(
        source="new",
        text=extracted.text,
        media_type=media_type,
        body_start=extracted.body_start,
        content_hash="",
        **metadata._replace(title=title)._asdict(),
    )
