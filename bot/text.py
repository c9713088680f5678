"""Make untrusted text harmless where it is shown, without changing what it says.

Articles, questions and file names may hold characters that move a terminal's cursor, recolour it, or turn the reading
direction around. They become visible replacement characters of the same count, so that offsets stay true. Refuses to
judge words: only characters.

>>> harmless("a\\x1b[31mb")
'a\\ufffd[31mb'
"""

import re

_BLANKS = re.compile("[\\t\\n\\v\\f\\r\\x85\\u2028\\u2029]")
#: Controls of both ranges, direction overrides and isolates, lone surrogates, tags, and characters that annotate.
_HARMFUL = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f\\ufff9-\\ufffb\\ud800-\\udfff"
    "\\U000e0000-\\U000e007f]"
)
_NOT_FOR_A_LINE = re.compile(
    "[\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000e0000-\\U000e007f]"
)
_SURROGATES = re.compile("[\\ud800-\\udfff]")


def harmless(text: str) -> str:
    """The same text, character for character, with blanks for line breaks and U+FFFD for what acts on a terminal."""
    return _HARMFUL.sub("\ufffd", _BLANKS.sub(" ", text))


def whole(text: str) -> str:
    """Text that can be encoded: bytes or escapes that were no character become U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def one_line(json_text: str) -> str:
    """JSON on one harmless line: what is invisible or breaks lines for some readers is written as an escape.

    Correct for any JSON text, because such characters stand only inside its strings.
    """
    return _NOT_FOR_A_LINE.sub(_escape, json_text)


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
