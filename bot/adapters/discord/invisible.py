"""Take out of a text what is not seen but acts: zero-width, direction, tag and filler characters; replace controls.

Joiners stay between letters of the scripts that spell words with them, and between the parts of one emoji. Of more
than eight combining marks on one letter the rest is dropped: they would reach into the lines around. Works character
by character, so that offsets into the text can be followed. Refuses to fold, escape or shorten.

>>> "".join(seen("a\\u200bb\\x1b[0m"))
'ab\\ufffd[0m'
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

_MOST_MARKS = 8
_REPLACED = "\ufffd"
#: A text of these alone holds nothing to take out.
_PLAIN = re.compile("[\\s\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_JOINERS = "\u200c\u200d"
_EMOJI_STYLE = "\ufe0f"
#: Unicode counts them as format characters, but they are seen: signs around digits and verses.
_SEEN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
#: Letters, signs and marks that show nothing.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_JOINED = re.compile(
    "[\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc]"
)
_EMOJI = re.compile("[\u00a9\u00ae\u200d\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
_KEYCAP = re.compile("[0-9#*]")

_Fate = Literal["kept", "replaced", "dropped", "mark", "joiner", "style"]


def seen(text: str) -> Sequence[str]:
    """For every character of the text what is seen of it: itself, U+FFFD, or nothing."""
    return text if _PLAIN.fullmatch(text) else list(_each(text))


def _each(text: str) -> Iterator[str]:
    marks = 0
    for at, character in enumerate(text):
        fate = _fate(character)
        marks = marks + 1 if fate == "mark" else marks if fate == "dropped" else 0
        match fate:
            case "kept":
                yield character
            case "mark":
                yield character if marks <= _MOST_MARKS else ""
            case "joiner":
                yield character if _joins(text[at - 1 : at], text[at + 1 : at + 2]) else ""
            case "style":
                before = text[at - 1 : at] if at else ""
                yield character if _EMOJI.match(before) or _KEYCAP.match(before) else ""
            case "replaced":
                yield _REPLACED
            case _:
                yield ""


def _joins(before: str, after: str) -> bool:
    return any(kind.match(before) and kind.match(after) for kind in (_JOINED, _EMOJI))


@lru_cache(maxsize=8192)
def _fate(character: str) -> _Fate:
    if character in _JOINERS:
        return "joiner"
    if character == _EMOJI_STYLE:
        return "style"
    if character.isspace() or character in _SEEN_FORMATS:
        return "kept"
    if character in _FILLERS or _is_variation(character):
        return "dropped"
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cs") or _is_no_character(character):
        return "replaced"
    if kind == "Cf":
        return "dropped"
    return "mark" if kind in ("Mn", "Me") else "kept"


def _is_variation(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0e" or "\U000e0100" <= character <= "\U000e01ef"


def _is_no_character(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
