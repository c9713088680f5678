"""Take out of a text what is not seen but acts: zero-width, direction, tag and filler characters; replace controls.

Joiners stay between letters of the scripts that spell words with them, and between the parts of one emoji. Of more
than eight combining marks on one letter the rest is dropped: they would reach into the lines around. Works character
by character, so that offsets into the text can be followed. Refuses to fold, escape or shorten.

>>> "".join(seen("a\\u200bb\\x1b[0m"))
'ab\\ufffd[0m'
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

_MOST_MARKS = 8
_REPLACED = "\ufffd"
#: Whatever else than these is looked at one by one.
_RARE = re.compile("[^\\s\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
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
    rare = [match.start() for match in _RARE.finditer(text)]
    if not rare:
        return text
    pieces = list(text)
    marks, latest = 0, -2
    for at in rare:
        # What is dropped between two marks does not part them.
        marks = marks if at == latest + 1 else 0
        fate = _fate(text[at])
        marks += fate == "mark"
        latest = at if fate in ("mark", "dropped") else -2
        pieces[at] = _piece(text, at, fate, marks)
    return pieces


def _piece(text: str, at: int, fate: "_Fate", marks: int) -> str:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    match fate:
        case "replaced":
            return _REPLACED
        case "mark":
            is_kept = marks <= _MOST_MARKS
        case "joiner":
            is_kept = _joins(before, after)
        case "style":
            is_kept = bool(_EMOJI.match(before) or _KEYCAP.match(before))
        case _:
            is_kept = fate == "kept"
    return text[at] if is_kept else ""


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
