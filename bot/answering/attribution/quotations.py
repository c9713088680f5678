"""Find the quotations in a sentence: what stands in quotation marks of any style, paired or not.

News breaks every rule of quoting: marks are nested, mixed, left open over the next sentence or closed without having
been opened. A quotation that is only opened runs to the end, one that is only closed from the beginning. Refuses to say
who is quoted.

>>> [text[q.start : q.end] for text in ["It was “a first” for him."] for q in quotations(text)]
['“a first”']
"""

import re
from functools import lru_cache
from typing import NamedTuple

_MARKS = re.compile(r"[“”„«»\"‘’']")
_OPENING = "“„«"
_CLOSING = "”»"
_HAS_MARK = re.compile(r"[“”„«»\"‘]|(?<!\w)'\w")


class Quotation(NamedTuple):
    """``text[start:end]`` with its marks; not ``opened`` or not ``closed`` where a mark is missing."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True

    def holds(self, at: int) -> bool:
        """Whether a place of the text lies inside."""
        return self.start <= at < self.end


@lru_cache(maxsize=256)
def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order; those nested in them are part of them."""
    if not _HAS_MARK.search(text):
        return ()
    found: list[Quotation] = []
    open_marks: list[str] = []
    start = last_closed = 0
    for match in _MARKS.finditer(text):
        at = match.start()
        turn = _turn(text, at, open_marks)
        if turn > 0:
            start, last_closed = (start, last_closed) if open_marks else (at, 0)
            open_marks.append(_pair(text[at]))
        elif turn < 0 and open_marks:
            last_closed = at + 1
            _close(open_marks, text[at])
            if not open_marks:
                found.append(Quotation(start, at + 1))
        elif turn < 0 and not found:
            found.append(Quotation(0, at + 1, opened=False))
    if open_marks:
        found.append(Quotation(start, last_closed or len(text), closed=bool(last_closed)))
    return tuple(found)


def _turn(text: str, at: int, open_marks: list[str]) -> int:
    """1 where a mark opens, -1 where it closes, 0 where it is an apostrophe."""
    mark = text[at]
    if mark in _OPENING:
        return 1
    if mark in _CLOSING:
        return -1
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "‘" or (mark in "\"'" and not before.isalnum() and before not in ".,!?…" and not after.isspace()):
        return 1 if mark != "'" or after.isalnum() else 0
    if mark == '"':
        return -1
    return -1 if "'" in open_marks and not after.isalnum() and not before.isspace() else 0


def _pair(mark: str) -> str:
    return "'" if mark in "‘'" else '"'


def _close(open_marks: list[str], mark: str) -> None:
    """Close the innermost quotation of this kind, and whatever was left open inside it."""
    kind = "'" if mark in "’'" else '"'
    while open_marks and open_marks.pop() != kind:
        pass
