"""Find the sentences of an article, as spans of its text.

Lossless: the text is never changed, a sentence is ``text[start:end]``. Works paragraph by paragraph, so no sentence
crosses a paragraph. Page furniture (menus, captions, headings, "most popular") is marked as such and not deleted,
so that a person can check what was set aside. Refuses to judge what a sentence means.

>>> text = "Skip to content\\n\\nTalks began on Monday in the capital. Lt. Gen. Smith left."
>>> [text[span.start:span.end] for span in split(text).sentences]
['Talks began on Monday in the capital.', 'Lt. Gen. Smith left.']
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import sentencex

from index.paragraphs import CLOSING_MARKS, Paragraph, paragraphs

#: Changes whenever the same text may give other spans; a saved index with another version is built anew.
SENTENCES_VERSION = "1"

#: A sentence longer than this many characters is cut at a clause or a space: nothing longer can be quoted legibly.
LONGEST_SENTENCE = 1_000

#: The segmenter takes quadratic time over quotation marks that never close, so it sees no longer stretch than this.
LONGEST_STRETCH = 4_000

_TITLES = (
    "Adm Brig Capt Cmdr Col Cpl Dr Gen Gov Hon Insp Lt Maj Messrs Mr Mrs Ms Mt Pres Prof Rep Rev Sen Sgt Sr St Supt vs"
)
_BEFORE_A_NUMBER = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No Nos Art Sec approx"
_AFTER_SPACE = r"(?:^|[\s(“\"‘'\[–—-])"
_ENDS_IN_TITLE = re.compile(rf"{_AFTER_SPACE}(?:{'|'.join(_TITLES.split())})\.\s*\Z")
_ENDS_BEFORE_A_NUMBER = re.compile(rf"{_AFTER_SPACE}(?:{'|'.join(_BEFORE_A_NUMBER.split())})\.\s*\Z")
_ENDS_IN_INITIAL = re.compile(rf"{_AFTER_SPACE}[A-HJ-Z]\.\s*\Z")
_ENDS_IN_HOUR = re.compile(r"\d\s*[ap]\.m\.\s*\Z")
_GOES_ON_AFTER_AN_HOUR = re.compile(r"\W*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{3,4})\b")
_WORD = re.compile(r"\w")
_BETWEEN_QUOTATIONS = re.compile(r"(?<=[.!?…])([”\"’']+)\s+(?=[“\"‘])")
_LAST_SPACE = re.compile(r".*\s", re.DOTALL)
_CLAUSE_END = re.compile(r"[;:,–—]\s|\s")
_TRIM = " \t\r\n\f\v\u00a0\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u3000\ufeff"

_OTHER_SCRIPT = r"[\u0400-\u04ff\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff]"
_SCRIPTS = (
    (r"[\u0600-\u06ff]", "fa"),
    (r"[\u3040-\u30ff]", "ja"),
    (r"[\u4e00-\u9fff]", "zh"),
    (r"[\u0400-\u04ff]", "ru"),
    (r"[\u0900-\u097f]", "hi"),
)


@cache
def _last_sentence_end() -> re.Pattern[str]:
    """Compiled for the first sentence that is too long, because few articles have one."""
    return re.compile(rf".*[{CLOSING_MARKS}][\"”’»)]{{0,3}}(?:\s+|(?<=[。！？]))", re.DOTALL)


class Span(NamedTuple):
    """A sentence: ``text[start:end]``, and the number of the paragraph it stands in."""

    start: int
    end: int
    paragraph: int


class Segmentation(NamedTuple):
    """An article taken apart: what can be quoted, and what was set aside (each in reading order)."""

    sentences: tuple[Span, ...]
    furniture: tuple[Paragraph, ...]
    headings: tuple[Paragraph, ...]


def split(text: str, *, start: int = 0, language: str | None = None, markdown: bool = False) -> Segmentation:
    """Split ``text[start:]`` into quotable sentences and page furniture.

    ``language`` is an ISO 639 code; without one it is taken from the script of each paragraph. ``markdown`` also
    sets aside code blocks, tables, images and ``#`` headings.
    """
    sentences: list[Span] = []
    furniture: list[Paragraph] = []
    headings: list[Paragraph] = []
    for number, paragraph in enumerate(paragraphs(text, start=start, markdown=markdown)):
        if paragraph.kind == "text":
            sentences += (Span(a, b, number) for a, b in _sentences(text, paragraph, language))
        else:
            (headings if paragraph.kind == "heading" else furniture).append(paragraph)
    return Segmentation(tuple(sentences), tuple(furniture), tuple(headings))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow ``text[start:end]`` past white space and invisible characters at both ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while start < end and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _sentences(text: str, paragraph: Paragraph, language: str | None) -> Iterator[tuple[int, int]]:
    body = text[paragraph.start : paragraph.end]
    for start, end in _rejoined(body, _segments(body, language or _language(body))):
        cuts = [start, *(m.end() for m in _BETWEEN_QUOTATIONS.finditer(body, start, end)), end]
        for a, b in pairwise(cuts):
            for piece in _pieces(body, *trim(body, a, b)):
                yield paragraph.start + piece[0], paragraph.start + piece[1]


def _segments(body: str, language: str) -> Iterator[tuple[int, int]]:
    """The library's segments as offsets, found by length: it is lossless, but joins nothing we can rely on."""
    at = 0
    for a, b in _stretches(body):
        for segment in sentencex.segment(language, body[a:b]):
            yield at, at + len(segment)
            at += len(segment)
        if at < b:
            yield at, b
            at = b


def _stretches(body: str) -> Iterator[tuple[int, int]]:
    """A paragraph of usual length whole, a very long one in stretches that end with a sentence, or at least a word."""
    at = 0
    while len(body) - at > LONGEST_STRETCH:
        window = (at + LONGEST_STRETCH // 2, at + LONGEST_STRETCH)
        end = _last_sentence_end().match(body, *window) or _LAST_SPACE.match(body, *window)
        stop = end.end() if end else window[1]
        yield at, stop
        at = stop
    yield at, len(body)


def _rejoined(body: str, segments: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join a segment to the one before it where the boundary cannot be one: lower case after it, a title before."""
    held: tuple[int, int] | None = None
    for start, end in segments:
        if held is not None and _is_no_boundary(body, held[0], start, end):
            held = (held[0], end)
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


def _is_no_boundary(body: str, before: int, start: int, end: int) -> bool:
    first = next((c for c in body[start:end] if c not in _TRIM), "")
    goes_on = first.islower() and first.title() != first  # Georgian letters are lower case at a sentence's start too
    if not first or goes_on or not _WORD.search(body, start, end):
        return True
    tail = body[max(before, start - 12) : start]
    if start - before <= 12 and not any(map(str.isalpha, tail)):  # the number of a list item is no sentence
        return True
    if _ENDS_IN_HOUR.search(tail) and _GOES_ON_AFTER_AN_HOUR.match(body, start, end):
        return True
    if first.isdigit() and _ENDS_BEFORE_A_NUMBER.search(tail):
        return True
    return bool(_ENDS_IN_TITLE.search(tail) or _ENDS_IN_INITIAL.search(tail))


def _pieces(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = start + LONGEST_SENTENCE
        for match in _CLAUSE_END.finditer(body, start + LONGEST_SENTENCE // 2, cut):
            cut = match.end()
        yield trim(body, start, cut)
        start, end = trim(body, cut, end)
    if start < end:
        yield start, end


def _language(body: str) -> str:
    if body.isascii() or not re.search(_OTHER_SCRIPT, body):
        return "en"
    for script, language in _SCRIPTS:
        if len(re.findall(script, body)) * 3 > len(body):
            return language
    return "en"
