"""Turn the bytes of a file into an article's text, with what the file itself states about it.

Plain text and Markdown keep every character that UTF-8 decodes to, byte order mark and line ends included. HTML gives
its main text (trafilatura) with a blank line between paragraphs, PDF its pages (pypdf) with a form feed between them.
Of an HTML page only what its head states counts as metadata: a date found in the body, in the address or by a crawler
is no date of publication. Refuses to guess an encoding. Both libraries are imported when the first such file is met.
"""

import json
import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple, Protocol

from index.files import Problem
from index.metadata import Metadata, front_matter, stated, web_address
from index.models import MediaType

#: The largest file that is read, in bytes; a longer one is no article.
SIZE_LIMITS = {
    MediaType.TEXT: 10_000_000,
    MediaType.MARKDOWN: 10_000_000,
    MediaType.HTML: 10_000_000,
    MediaType.PDF: 50_000_000,
}
PAGE_LIMIT = 2_000

_SAVE_AS_UTF8 = "Save it as UTF-8 and refresh again."
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_UNFIT_FOR_TEXT = re.compile("[\x00\ud800-\udfff]")
_VISIBLE = re.compile("[^\\s\x00\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff]")
_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*BlogPosting|Report)\Z")


class _Element(Protocol):
    """What is used of an element of an HTML tree; lxml comes without types."""

    text: str | None

    def get(self, name: str) -> str | None: ...

    def iter(self, *names: str) -> Iterator["_Element"]: ...

    def itertext(self) -> Iterator[str]: ...


class Extracted(NamedTuple):
    """The text of a file, where the article begins in it, what the file states, and what of that was wrong."""

    text: str
    body_start: int = 0
    metadata: Metadata = Metadata()
    problems: tuple[Problem, ...] = ()


def extract(content: bytes, media_type: MediaType) -> Extracted | Problem:
    """Read the bytes of one file as an article; a problem where there is no article text in them."""
    if not content:
        return Problem("is empty", "Remove it, or save the article in it.")
    extracted = _READERS[media_type](content)
    if isinstance(extracted, Problem) or _VISIBLE.search(extracted.text, extracted.body_start):
        return extracted
    return Problem(_NO_TEXT[media_type], "Remove it, or save the article's text as a .txt file.")


def decode(content: bytes) -> str | Problem:
    """Decode UTF-8, strictly and without loss: a byte order mark stays as U+FEFF, line ends as they are."""
    if content.startswith(_UTF16_MARKS):
        return Problem("is UTF-16 or UTF-32, not UTF-8", _SAVE_AS_UTF8)
    if 0 in content:
        return Problem(
            f"holds binary data (a zero byte at offset {content.index(0)})", "Save the article as plain text in UTF-8."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(f"is not UTF-8 (byte 0x{content[error.start]:02x} at offset {error.start})", _SAVE_AS_UTF8)


def _from_text(content: bytes) -> Extracted | Problem:
    text = decode(content)
    if isinstance(text, Problem):
        return text
    head = front_matter(text)
    return Extracted(text, head.body_start, head.metadata, head.problems)


def _from_html(content: bytes) -> Extracted | Problem:
    page = decode(content)
    if isinstance(page, Problem):
        page = _in_declared_charset(content) or page
    if isinstance(page, Problem):
        return page
    import trafilatura

    _quiet("trafilatura")
    try:
        tree = trafilatura.load_html(page)
        metadata = Metadata() if tree is None else _page_metadata(tree)
        text = None if tree is None else trafilatura.extract(tree, include_comments=False)
    except Exception as error:  # whatever a hostile page does to the parser, the other articles are still read
        return Problem(
            f"is HTML that cannot be read ({type(error).__name__})", "Save the article's text as a .txt file."
        )
    return Extracted(_fit("\n\n".join((text or "").splitlines())), 0, metadata)


def _in_declared_charset(content: bytes) -> str | None:
    declared = _CHARSET.search(content, 0, 2_048)
    if not declared or content.startswith(_UTF16_MARKS) or 0 in content:
        return None
    try:
        return content.decode(declared[1].decode("ascii"))
    except (LookupError, ValueError):
        return None


def _from_pdf(content: bytes) -> Extracted | Problem:
    import pypdf

    _quiet("pypdf")
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Problem("is a PDF with a password", "Save it without one.")
        if len(reader.pages) > PAGE_LIMIT:
            return Problem(f"is a PDF of more than {PAGE_LIMIT} pages", "Split it into single articles.")
        text = "\f".join(page.extract_text() for page in reader.pages)
    except pypdf.errors.DependencyError:
        return Problem("is an encrypted PDF", "Save it without encryption.")
    except Exception as error:  # whatever a hostile file does to the parser, the other articles are still read
        return Problem(f"is a PDF that cannot be read ({type(error).__name__})", "Export it again, or save its text.")
    return Extracted(_fit(text))


def _fit(text: str) -> str:
    """Replace what no UTF-8 file could hold, so that the stored text can be saved and quoted."""
    return _UNFIT_FOR_TEXT.sub("\ufffd", text)


def _quiet(library: str) -> None:
    """Keep a library's warnings, which name no file, out of everybody's log; who wants them gives it a handler."""
    logger = logging.getLogger(library)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = False


def _page_metadata(tree: _Element) -> Metadata:
    linked = next(_linked_articles(tree), Metadata())
    named = _meta_values(tree)
    properties = {
        "title": named.get("og:title"),
        "publisher": named.get("og:site_name"),
        "published": named.get("article:published_time") or named.get("datepublished"),
        "url": _canonical(tree) or named.get("og:url"),
        "language": tree.get("lang"),
    }
    return linked.or_else(stated(properties)[0]).or_else(Metadata(title=_heading(tree)))


def _meta_values(tree: _Element) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content") or element.get("datetime")
        if name and value:
            values.setdefault(name.lower(), value)
    return values


def _canonical(tree: _Element) -> str | None:
    links = (element.get("href") for element in tree.iter("link") if element.get("rel") == "canonical")
    return next((link for link in links if link and web_address(link)), None)


def _heading(tree: _Element) -> str | None:
    """The only first-level heading of the page, or else its title."""
    headings = list(tree.iter("h1"))
    for element in headings if len(headings) == 1 else tree.iter("title"):
        title = stated({"title": "".join(element.itertext())})[0].title
        if title:
            return title
    return None


def _linked_articles(tree: _Element) -> Iterator[Metadata]:
    """What JSON-LD blocks in the page say about the articles in it."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            block = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        blocks = block if isinstance(block, list) else [block]
        for item in [i for b in blocks if isinstance(b, dict) for i in (b, *_list(b.get("@graph")))]:
            if isinstance(item, dict) and any(_ARTICLE_TYPES.match(str(t)) for t in _list(item.get("@type"))):
                yield _linked(item)


def _linked(item: dict[str, object]) -> Metadata:
    publisher = next(iter(_list(item.get("publisher"))), None)
    properties = {
        "title": item.get("headline"),
        "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "published": item.get("datePublished"),
        "url": item.get("url"),
        "language": item.get("inLanguage"),
    }
    return stated(properties)[0]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


_READERS = {
    MediaType.TEXT: _from_text,
    MediaType.MARKDOWN: _from_text,
    MediaType.HTML: _from_html,
    MediaType.PDF: _from_pdf,
}
_NO_TEXT = {
    MediaType.TEXT: "holds no text but blanks",
    MediaType.MARKDOWN: "holds no text but blanks",
    MediaType.HTML: "is HTML without article text",
    MediaType.PDF: "is a PDF without text (scanned pages?)",
}
