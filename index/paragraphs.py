"""Find the paragraphs of an article and tell text from page furniture.

A paragraph is a line, or a run of lines that were wrapped at a fixed width. It counts as *text* when it reads like
prose: it closes like a sentence and has a few words, or it is long. Everything else is a *heading* or *furniture*;
nothing is deleted, so a moderator can look at what was set aside. The rules know no site and no language beyond the
usual closing marks and a short list of phrases that pages of every newspaper carry.

>>> [p.kind for p in paragraphs("Skip to content\\n\\nThe two sides agreed on Friday to a truce.")]
['furniture', 'text']
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["text", "heading", "furniture"]

#: A closed paragraph of at least this many words is prose. Measured on news pages: it kept every real paragraph.
FEWEST_WORDS = 6
#: An unclosed line of at least this many words is prose whose last mark was lost.
FEWEST_WORDS_UNCLOSED = 20

#: The marks that close a sentence, in every script of today that has one (Unicode's Sentence_Terminal, and "…").
CLOSING_MARKS = (
    ".!?…\u0589\u061e\u061f\u06d4\u0700-\u0702\u0964\u0965\u0f0d\u104a\u104b\u1362\u1367\u1368\u17d4\u17d5"
    "\u1803\u1809\u1c7e\u1c7f\u203c\u203d\u2047-\u2049\u3002\ua4ff\ua60e\ua60f\uabeb\ufe52\ufe56\ufe57\uff01"
    "\uff0e\uff1f\uff61"
)

_INTRODUCES = re.compile(r"[:;,—–-]\s*\Z")
_UNSPACED = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PHRASES = (
    r"\W*(?:subscribe|sign up|sign in|log in|follow us|click here|tap here|read more|read also|also read|share this|"
    r"skip to|copyright\W+(?:\d|c\)|by\b)|all rights reserved|©|please enter your|leave a (?:reply|comment)|"
    r"you must be logged in|(?:we|this (?:web)?site) uses? cookies|by continuing to|download (?:the|our) app|watch:|"
    r"photo:|image:|back to top|(?:advertise?ments?|related (?:articles?|stories|posts)|most (?:popular|read)|"
    r"getty images|newsletter|copyright)\W*(?:\Z|(?-i:[A-Z])|\d|scroll))"
)
_PHRASE_WORDS = 30  # a longer paragraph is prose even where it opens with such a phrase
_MARKDOWN_ASIDE = re.compile(r"\s*(?:!\[[^\]]*\]\([^)]*\)\s*\Z|\|.*\|\s*\Z|```|~~~|(?:[-*_]\s*){3,}\Z|\[[^\]]+\]:\s)")
_MARKDOWN_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•·–—>]|\d{1,3}[.)]|#{1,6})\s")


@cache
def _phrases() -> re.Pattern[str]:
    """Compiled when articles are read, which most commands never do; so is the next."""
    return re.compile(_PHRASES, re.IGNORECASE)


@cache
def _closed() -> re.Pattern[str]:
    return re.compile(rf"[{CLOSING_MARKS}][\"'”’»›)\]」』*_\s\u200b-\u200f]*\Z")


class Paragraph(NamedTuple):
    """A stretch ``text[start:end]`` without line breaks at its ends, and what it is taken for."""

    start: int
    end: int
    kind: Kind


def paragraphs(text: str, *, start: int = 0, markdown: bool = False, is_whole: bool = True) -> list[Paragraph]:
    """Cut ``text[start:]`` into paragraphs, in reading order; blank lines belong to none.

    Where a whole article (``is_whole``) has no prose, its short lines that close like a sentence are taken for it.
    """
    blocks = list(_blocks(text, start))
    kinds = [_first_look(text, block, markdown) for block in blocks]
    if markdown:
        _set_code_aside(text, blocks, kinds)
    _keep_short_prose(kinds)
    if is_whole and "text" not in kinds:  # "The mediator was Norway." may be all that a bulletin says
        kinds = ["text" if kind == "short" else kind for kind in kinds]
    return [
        Paragraph(a, b, "furniture" if kind == "short" else kind) for (a, b), kind in zip(blocks, kinds, strict=True)
    ]


def _blocks(text: str, start: int) -> Iterator[tuple[int, int]]:
    lines = list(_lines(text, start))
    width = _wrap_width(text, lines)
    held: tuple[int, int] | None = None
    held_width = 0
    for a, b, follows in lines:
        if held and follows and held_width >= 0.75 * width and not _LIST_ITEM.match(text, a, b):
            held = (held[0], b)
        else:
            if held:
                yield held
            held = (a, b)
        held_width = b - a
    if held:
        yield held


def _lines(text: str, start: int) -> Iterator[tuple[int, int, bool]]:
    """Non-blank lines with their offsets (white space at the ends left out), and whether one stands right above."""
    follows = False
    for match in re.finditer(r"[^\n\r\u2028\u2029\f\v]*(?:\r\n|[\n\r\u2028\u2029\f\v]|\Z)", text[start:]):
        line = match.group()
        stripped = line.strip()
        if stripped:
            a = start + match.start() + len(line) - len(line.lstrip())
            yield a, a + len(stripped), follows
        follows = bool(stripped)


def _wrap_width(text: str, lines: list[tuple[int, int, bool]]) -> float:
    """The width at which this text seems to be wrapped, infinite where it is not.

    Where most lines close like a sentence, each is a paragraph of its own.
    """
    upper = [(a, b) for (a, b, _), (_, _, follows) in pairwise(lines) if follows]
    widths = sorted(b - a for a, b in upper)
    widest = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    if len(widths) < 2 or not 40 <= widest <= 130:
        return float("inf")
    closed = sum(1 for a, b in upper if _closed().search(text, max(a, b - 12), b))
    return float(widest) if 2 * closed < len(upper) else float("inf")


def _first_look(text: str, block: tuple[int, int], markdown: bool) -> Literal["text", "heading", "furniture", "short"]:
    body = text[block[0] : block[1]]
    if markdown and _MARKDOWN_HEADING.match(body):
        return "heading"
    words = len(body.split()) + len(_UNSPACED.findall(body)) // 2
    if (markdown and _MARKDOWN_ASIDE.match(body)) or (words <= _PHRASE_WORDS and _phrases().match(body)):
        return "furniture"
    if _closed().search(body):
        return "text" if words >= FEWEST_WORDS else "short"
    if words >= FEWEST_WORDS_UNCLOSED or (words >= FEWEST_WORDS and _INTRODUCES.search(body)):
        return "text"
    return "heading" if words >= 4 and not body.islower() else "furniture"


def _set_code_aside(
    text: str, blocks: list[tuple[int, int]], kinds: list[Literal["text", "heading", "furniture", "short"]]
) -> None:
    inside = False
    for i, (a, _) in enumerate(blocks):
        fence = text.startswith(("```", "~~~"), a)
        if inside or fence:
            kinds[i] = "furniture"
        inside ^= fence


def _keep_short_prose(kinds: list[Literal["text", "heading", "furniture", "short"]]) -> None:
    """ "He resigned." between two paragraphs of prose is prose; "Please enter your comment!" stands among furniture."""
    for i, kind in enumerate(kinds):
        if kind == "short" and 0 < i < len(kinds) - 1 and kinds[i - 1] == "text" and kinds[i + 1] in ("text", "short"):
            kinds[i] = "text"
