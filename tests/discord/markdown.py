"""Read a text the way Discord's clients do, independently of the code that escapes it: what is seen, what is live.

The rules are those of the public client: blocks at the start of a line (headings, small print, quotes, lists, code),
then inline marks, links and mentions; a backslash takes the meaning from one punctuation character. Kept as small as
tells a live construct from a harmless one; refuses to lay anything out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Live(NamedTuple):
    """Something that a client would act on."""

    kind: str
    source: str


class Reading(NamedTuple):
    """What a reader sees, and what is live in it."""

    seen: str
    live: tuple[Live, ...]


_BLOCKS = (
    ("code block", re.compile(r"```")),
    ("quote", re.compile(r" *>>> (?P<inside>[\s\S]+)")),
    ("quote", re.compile(r" *> (?P<inside>[^\n]*)\n?")),
    ("heading", re.compile(r" *#{1,3} +(?P<inside>[^\n]+)")),
    ("small print", re.compile(r" *-# +(?P<inside>[^\n]+)")),
    ("list", re.compile(r" *(?:[*-]|\d+\.) (?P<inside>[^\n]+)")),
)
_INLINE: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "<": (
        ("mention", re.compile(r"<@[!&]?\d+>")),
        ("channel", re.compile(r"<#\d+>")),
        ("emoji", re.compile(r"<a?:\w+:\d+>")),
        ("timestamp", re.compile(r"<t:-?\d+(?::\w)?>")),
        ("command", re.compile(r"</[^>]+:\d+>")),
        ("navigation", re.compile(r"<id:[\w-]+(?::\d+)?>")),
        ("link", re.compile(r"<[^: >]+:/?[^ >]+>")),
        ("link", re.compile(r"<[^\s@>]+@[^\s>]+>")),
    ),
    "[": (("masked link", re.compile(r"\[(?P<inside>(?:\\.|[^\]\\])*)\]\(\s*\S[^)]*\)")),),
    "`": (("code", re.compile(r"(`+)(?P<inside>[\s\S]*?[^`])\1(?!`)")),),
    "*": (
        ("bold", re.compile(r"\*\*(?P<inside>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
        (
            "italics",
            re.compile(r"\*(?=\S)(?P<inside>(?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
        ),
    ),
    "_": (
        ("underline", re.compile(r"__(?P<inside>(?:\\[\s\S]|[^\\])+?)__(?!_)")),
        ("italics", re.compile(r"_(?P<inside>(?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z_])")),
    ),
    "~": (("struck", re.compile(r"~~(?P<inside>(?:\\[\s\S]|[^\\])+?)~~")),),
    "|": (("spoiler", re.compile(r"\|\|(?P<inside>(?:\\[\s\S]|[^\\])+?)\|\|")),),
    "@": (("mention", re.compile(r"@(?:everyone|here)")),),
    ":": (("emoji", re.compile(r":[\w+~-]+(?:::skin-tone-\d)?:")),),
}
_URL = ("link", re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<]+"))
_INVITE = ("invite", re.compile(r"discord(?:app)?\.(?:gg|com/invite|gift|new|com/channels)/?\w*", re.IGNORECASE))
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_WORDS = re.compile(r"[0-9A-Za-z]+|\s|[^\x00-\x7f]+")
_INSERTED = re.compile("[\u200b\u2067-\u2069]")


def read(text: str) -> Reading:
    """What is seen of a message's text, and what is live in it."""
    live: list[Live] = []
    seen = "".join(_lines(text, live))
    return Reading(_INSERTED.sub("", seen), tuple(live))


def _lines(text: str, live: list[Live]) -> Iterator[str]:
    at = 0
    while at < len(text):
        found = next(((kind, match) for kind, rule in _BLOCKS if (match := rule.match(text, at))), None)
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        if found is None:
            yield from _inline(text[at:end], live)
        else:
            kind, match = found
            live.append(Live(kind, match.group()[:40]))
            inside = match.groupdict().get("inside") or ""
            # A heading, a list or small print may stand inside a quote.
            yield from _lines(inside, live) if kind == "quote" else _inline(inside, live)
            yield "\n"
            end = max(match.end(), at + 1)
            end += text[end : end + 1] == "\n"
        at = end


def _inline(text: str, live: list[Live]) -> Iterator[str]:
    at = 0
    while at < len(text):
        if escape := _ESCAPE.match(text, at):
            yield escape.group(1)
            at = escape.end()
            continue
        rules = _INLINE.get(text[at], ()) if not text[at].isalpha() else (_URL, _INVITE) if _opens(text, at) else ()
        found = next(((kind, match) for kind, rule in rules if (match := rule.match(text, at))), None)
        if found:
            kind, match = found
            live.append(Live(kind, match.group()[:40]))
            yield from _inline(match.groupdict().get("inside") or "", live)
            at = match.end()
            continue
        run = _WORDS.match(text, at)
        end = run.end() if run else at + 1
        if run and text[at].isascii() and text[at].isalnum():
            end = next((mark for mark in range(at + 1, end) if _opens(text, mark)), end)
        yield text[at:end]
        at = end


def _opens(text: str, at: int) -> bool:
    """Whether a link may begin here: clients look for them inside words too."""
    return text[at : at + 7].lower() == "discord" or (
        text[at].isalpha() and (at == 0 or not text[at - 1].isalnum()) and "://" in text[at : at + 40]
    )
