"""Read what is stated about an article: TOML front matter in the file, and ``sources.toml`` files beside it.

Values are untrusted text: white space and control characters are collapsed, lengths capped, only web addresses kept.
What cannot be understood is reported and left out, the rest applies. Unknown keys are nobody's mistake: they are
skipped. Refuses to guess: what is not stated is ``None``.

Where several places speak of one article, the nearest wins, key by key: front matter, then the ``sources.toml`` of
the article's folder, then those of the folders above, then what an HTML page states in its own head.

>>> front_matter("+++\\ntitle = 'Truce'\\n+++\\nBoth sides agreed.").metadata.title
'Truce'
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from index.files import Problem

LONGEST_TITLE = 300
LONGEST_URL = 2_000
#: Front matter longer than this is no front matter.
LONGEST_FRONT_MATTER = 65_536

#: A line longer than this holds no metadata; ``tomllib`` takes quadratic time over dotted keys.
LONGEST_LINE = 5_000

_TOO_LONG = re.compile(rf"[^\n]{{{LONGEST_LINE + 1}}}")
_OPENING = re.compile(r"\ufeff?\+\+\+[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_JOINERS = "\u200c\u200d"  # these shape letters in Persian and Indic words
_KEYS = ("title", "publisher", "published", "url", "language")


class Metadata(NamedTuple):
    """What is stated about one article; ``None`` where nothing is."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: "Metadata") -> "Metadata":
        """Fill what is missing here from ``other``."""
        return Metadata(
            self.title or other.title,
            self.publisher or other.publisher,
            self.published or other.published,
            self.url or other.url,
            self.language or other.language,
        )


class FrontMatter(NamedTuple):
    """The metadata at the head of a file, where the article begins after it, and what was wrong with it."""

    metadata: Metadata = Metadata()
    body_start: int = 0
    problems: tuple[Problem, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """Read TOML between two ``+++`` lines at the start of a file, after an optional byte order mark."""
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSING.search(text.replace("\r", "\n", LONGEST_FRONT_MATTER), opening.end(), LONGEST_FRONT_MATTER)
    if not closing:
        return FrontMatter(problems=(Problem("has front matter without an end", "Close it with a line +++."),))
    table = _parse(text[opening.end() : closing.start()], lines_before=1)
    end = closing.end() + (text[closing.end() - 1 : closing.end() + 1] == "\r\n")
    if isinstance(table, Problem):
        return FrontMatter(
            body_start=end, problems=(Problem(f"has broken front matter: {table.reason}", table.advice),)
        )
    metadata, problems = stated(table)
    return FrontMatter(metadata, end, tuple(Problem(f"front matter: {p.reason}", p.advice) for p in problems))


def sources(text: str) -> tuple[dict[str, Metadata], list[Problem]]:
    """Read a ``sources.toml``: a table per article, named by its path relative to the file's own folder."""
    table = _parse(text.removeprefix("\ufeff"))
    if isinstance(table, Problem):
        return {}, [Problem(f"is broken: {table.reason}", table.advice)]
    found: dict[str, Metadata] = {}
    problems: list[Problem] = []
    for name, value in table.items():
        if not isinstance(value, dict):
            problems.append(
                Problem(f"has {clean(name, 80)!r} outside a table", 'Write ["file name.txt"] above the keys of a file.')
            )
            continue
        found[name], wrong = stated(value)
        problems += (Problem(f"[{clean(name, 80)!r}] {p.reason}", p.advice) for p in wrong)
    return found, problems


def stated(table: Mapping[str, object]) -> tuple[Metadata, list[Problem]]:
    """Take the known keys of a table; each value that cannot be understood is a problem and counts as unstated."""
    title, no_title = _taken(_text(table.get("title"), LONGEST_TITLE), "title is not a text", "Write it in quotes.")
    publisher, no_publisher = _taken(
        _text(table.get("publisher"), LONGEST_TITLE), "publisher is not a text", "Write it in quotes."
    )
    published, no_date = _taken(
        _date(table.get("published")), "published is not a date", "Write it as 2024-01-19, or leave it out."
    )
    url, no_url = _taken(
        _url(table.get("url")), "url is not a web address", "Write it with https:// in front, or leave it out."
    )
    language, no_language = _taken(
        _language(table.get("language")), "language is not a code", 'Write it as "en" or "ur", or leave it out.'
    )
    problems = [p for p in (no_title, no_publisher, no_date, no_url, no_language) if p]
    return Metadata(title, publisher, published, url, language), problems


def clean(text: str, longest: int) -> str:
    """One line of visible text: white space and control characters collapsed, cut at ``longest`` characters.

    >>> clean("Iran,\\n\\x1b[31m Pakistan", 40)
    'Iran, [31m Pakistan'
    """
    shown = "".join(
        " " if category in ("Cc", "Zl", "Zp") else c
        for c in text[: longest * 8]
        if (category := unicodedata.category(c)) not in ("Cf", "Cs") or c in _JOINERS
    )
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


class _Wrong:
    """Stands for a value that is there and cannot be understood."""


_WRONG = _Wrong()
_Value = TypeVar("_Value")


def _taken(value: _Value | _Wrong | None, reason: str, advice: str) -> tuple[_Value | None, Problem | None]:
    return (None, Problem(reason, advice)) if isinstance(value, _Wrong) else (value, None)


def _parse(text: str, *, lines_before: int = 0) -> dict[str, object] | Problem:
    advice = "Correct that line; until then the article has no metadata from here."
    if long := _TOO_LONG.search(text):
        return Problem(f"line {text.count(chr(10), 0, long.start()) + 1 + lines_before}: it is too long", advice)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        why = clean(_AT_LINE.sub("", str(error)), 160)
        line = int(place[1]) if place else text.rstrip("\r\n").count("\n") + 1
        return Problem(f"line {line + lines_before}: {why}", advice)
    except (RecursionError, ValueError) as error:  # nesting without end, a number of 5,000 digits, a 30 February
        return Problem(f"it cannot be read as TOML ({clean(str(error), 120)})", advice)


def _text(value: object, longest: int) -> str | _Wrong | None:
    if value is None:
        return None
    return (clean(value, longest) or None) if isinstance(value, str) else _WRONG


def _date(value: object) -> date | _Wrong | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value
    try:
        return datetime.fromisoformat(value.strip()).date() if isinstance(value, str) else _WRONG
    except ValueError:
        return _WRONG


def _url(value: object) -> str | _Wrong | None:
    if value is None:
        return None
    return (web_address(value) or _WRONG) if isinstance(value, str) else _WRONG


def web_address(value: str) -> str | None:
    """The address if it is one of the web (http or https, with a host), else ``None``."""
    value = value.strip()
    if len(value) > LONGEST_URL or any(c.isspace() or unicodedata.category(c).startswith("C") for c in value):
        return None
    try:
        parts = urlsplit(value)
        return value if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _language(value: object) -> str | _Wrong | None:
    if value is None:
        return None
    return value.lower() if isinstance(value, str) and _LANGUAGE.fullmatch(value) else _WRONG
