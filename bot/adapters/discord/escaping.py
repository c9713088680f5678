"""Show untrusted text on Discord as its own words, with no effect: no markup, no mention, no link, no turned direction.

What happens to a text, and nothing else:

- every run of white space becomes one blank;
- a control character, a lone surrogate or a noncharacter becomes U+FFFD: something stood there;
- an invisible character (``invisible.py`` tells which) is dropped, but joiners stay where a word is spelt with them;
- a backslash is put before ASCII punctuation that Discord could read as markup; Discord does not show it;
- U+200B is put between the @ and the word of ``@everyone`` and ``@here``;
- text that reads in the other direction is enclosed in U+2068 and U+2069, where ``isolated`` is asked for; a line of
  ours in right-to-left words in U+2067 and U+2069, by ``directed``.

Backslashes, U+200B and U+2067 to U+2069 are all that is ever added, so ``unescaped(shown(text)) == visible(text)``.
Refuses to judge words, and to shorten elsewhere than between them while there is a blank to do it at.

>>> shown("*Marg* https://a.b <@1>")
'\\\\*Marg\\\\* https\\\\://a.b \\\\<@1>'
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from bot.adapters.discord.invisible import seen

#: What stands for the words that a shortened text leaves out.
ELLIPSIS = "…"
#: Keep what stands between them from turning the text around it.
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT_ISOLATE = "\u2067"
_BREAK = "\u200b"
_BLANKS = re.compile(r"\s+")
#: Markup wherever it stands; schemes, ``:emoji:`` and invites, which need no scheme to be linked.
_ACTIVE = re.compile(
    r"[\\*_~|`<\[\]]|:(?=//)|:(?=[^\s:]+:)|(?<=discord)\.(?=\w)|(?<=discordapp)\.(?=\w)", re.IGNORECASE
)
#: Headings, small print, quotes and lists: the mark that makes them, at the start of a line.
_OPENING = re.compile(r"\s*(?P<at>)[#>+-]|\s*\d+(?P<dot>)\.")
_PING = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_ISOLATED = re.compile(f"{ISOLATE}[^{END_ISOLATE}]*{END_ISOLATE}")
_LINE_MARKUP = re.compile(r"(?:-# |> |#{1,3} |- )+")
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0900-\u1fff\u3040-\u9fff\uac00-\ud7af]")


def shown(text: str, *, limit: int | None = None) -> str:
    """The text made harmless, in at most ``limit`` (four or more) of Discord's characters, shortened between words."""
    head = visible(text) if limit is None else _head(text, limit)
    whole = escaped(head)
    if limit is None or length(whole) <= limit:
        return whole
    return escaped(head[: _fitting(head, limit - 1)].rstrip()) + ELLIPSIS


def fits(text: str, limit: int) -> bool:
    """Whether all of a text is shown in this many characters."""
    return length(escaped(_head(text, limit))) <= limit


def plain(text: str, *, limit: int) -> str:
    """The text for a place that knows no markup (a label, a suggestion): visible, shortened, nothing added to it."""
    text = visible(text)
    if length(text) <= limit:
        return text
    widths = accumulate(map(length, text))
    room = sum(width <= limit - 1 for width in widths)
    return text[: _between_words(text, room)].rstrip() + ELLIPSIS


def visible(text: str) -> str:
    """The text as it is seen: blanks folded, invisible characters gone, controls replaced; nothing escaped."""
    return _BLANKS.sub(" ", "".join(seen(text))).strip()


def visible_parts(text: str, span: tuple[int, int]) -> tuple[str, str, str]:
    """What is seen before, in and after a span of the text; joined they are what is visible of the text."""
    pieces = seen(text)
    before, inside, after = ("".join(pieces[slice(*ends)]) for ends in ((0, span[0]), span, (span[1], len(text))))
    before, after = before + inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :] + after
    return _BLANKS.sub(" ", before).lstrip(), _BLANKS.sub(" ", inside).strip(), _BLANKS.sub(" ", after).rstrip()


def escaped(text: str) -> str:
    """Visible text with a backslash before whatever Discord could read as markup, and without a live ping."""
    opening = _opening(text)
    text = _ACTIVE.sub(r"\\\g<0>", text)
    # Only blanks and digits stand before an opening mark, so that its place is the same when escaped.
    text = text if opening is None else f"{text[:opening]}\\{text[opening:]}"
    return _PING.sub("@" + _BREAK, text)


def unescaped(text: str) -> str:
    """What is seen of escaped text: what this module added is taken away again."""
    text = text.translate({ord(added): None for added in (_BREAK, ISOLATE, _RIGHT_TO_LEFT_ISOLATE, END_ISOLATE)})
    return _ESCAPE.sub(r"\1", text)


def isolated(text: str, *, right_to_left: bool = False) -> str:
    """Escaped text that cannot turn the words around it: enclosed where it reads in the other direction.

    >>> isolated("Dawn"), isolated("Dawn", right_to_left=True)
    ('Dawn', '\\u2068Dawn\\u2069')
    """
    other = _LEFT_TO_RIGHT if right_to_left else _RIGHT_TO_LEFT
    return f"{ISOLATE}{text}{END_ISOLATE}" if other.search(text) else text


def directed(lines: str) -> str:
    """Lines of a card, each that is in right-to-left words of ours enclosed so that it is read as a whole from there.

    Clients take the direction of a line from their own language. What stands between isolates is somebody else's.
    """
    return "\n".join(
        _turned(line) if _RIGHT_TO_LEFT.search(_ISOLATED.sub("", line)) else line for line in lines.split("\n")
    )


def length(text: str) -> int:
    """How long Discord takes a text to be: UTF-16 units, the larger of the two counts in use there."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def first_words(text: str, limit: int) -> str:
    """The beginning of a visible text whose escaped form has at most ``limit`` characters."""
    head = text[: limit + 1]
    if len(head) == len(text) and length(escaped(text)) <= limit:
        return text
    return text[: _fitting(text, limit)].rstrip()


def last_words(text: str, limit: int) -> str:
    """The end of a visible text whose escaped form has at most ``limit`` characters."""
    if len(text) <= limit and length(escaped(text)) <= limit:
        return text
    # One less: what stood within a line may have to be escaped where it comes to open one.
    costs = accumulate(reversed(_costs(text[-limit - 1 :])))
    start = len(text) - sum(cost < limit for cost in costs)
    blank = text.find(" ", max(0, start - 1))
    return text[blank if blank >= 0 else start :].lstrip()


def portions(text: str, limit: int) -> Iterator[str]:
    """The whole visible text in portions whose escaped forms have at most ``limit`` characters, cut between words."""
    while text:
        end = _fitting(text, limit)
        yield text[:end].rstrip()
        text = text[end:].lstrip()


def _turned(line: str) -> str:
    markup = _LINE_MARKUP.match(line)
    start, end = markup.end() if markup else 0, len(line)
    # Some readers of markup take no mark of emphasis beside a character that is neither blank nor punctuation.
    if line.startswith("**", start) and line.endswith("**") and line.count("**") == 2:
        start, end = start + 2, end - 2
    return f"{line[:start]}{_RIGHT_TO_LEFT_ISOLATE}{line[start:end]}{END_ISOLATE}{line[end:]}"


def _head(text: str, limit: int) -> str:
    """So much of the visible text that it shows whether the rest fits: a long text is not read to its end."""
    end = 2 * limit + 64
    head = visible(text[:end])
    while end < len(text) and length(escaped(head)) <= limit:
        end *= 2
        head = visible(text[:end])
    return head


def _opening(text: str) -> int | None:
    match = _OPENING.match(text)
    return max(match.start("at"), match.start("dot")) if match else None


def _escapes(text: str) -> Iterator[int]:
    if (opening := _opening(text)) is not None:
        yield opening
    yield from (match.start() for match in _ACTIVE.finditer(text))


def _costs(text: str) -> list[int]:
    """What each character takes up once it is escaped; never less than it takes in a shortened text."""
    costs = [1 + (character > "\uffff") for character in text]
    for at in {*_escapes(text), *(match.start() for match in _PING.finditer(text))}:
        costs[at] += 1
    return costs


def _fitting(text: str, room: int) -> int:
    """How many characters of a text fit when escaped, up to the end of a word where there is one."""
    head = text[: room + 1]
    fitting = sum(cost <= room for cost in accumulate(_costs(head)))
    return max(1, _between_words(text, fitting))


def _between_words(text: str, end: int) -> int:
    if end >= len(text) or text[end].isspace():
        return end
    blank = text.rfind(" ", 0, end)
    return blank if blank > 0 else end
