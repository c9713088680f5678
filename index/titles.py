"""Find the title that an article carries in its own text: its first real heading.

A date line, an address, a byline, a masthead or a menu is no title. Where the first heading is glued to a menu and its
clean form stands in one of the next headings, the clean form is the title. Refuses to invent: an article that opens
with prose has none.

>>> find_title("Skip to content\\n\\n“Two neighbours agree to a truce”\\n\\nThe two sides agreed on Friday to a truce.")
'Two neighbours agree to a truce'
"""

import re

from index.metadata import LONGEST_TITLE, clean
from index.paragraphs import paragraphs
from index.terms import fold, terms

#: How far into an article its title may stand, and how far it usually does: what is not read costs nothing.
_HEAD = 4_000
_USUAL_HEAD = 1_000
_FEWEST_WORDS = 4
#: How much prose is held against the headings, and by how much a later one must be nearer to it than the first.
_OPENING = 2_000
_CLEARLY_MORE = 0.3
_LONGEST_QUESTION = 25

_DATE_WORDS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b|\b(?:published|posted|updated|last|modified|date|on|at|by|am|pm|gmt|utc|ist|pkt|est|"
    r"edt|bst|min(?:ute)?s?|hours?|days?|ago|read|st|nd|rd|th)\b|[\W\d_]+|(?<=\d)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|from|reporting by|written by)\s+(?-i:[A-Z])|\S+://|www\.|\S+@\S+\s*\Z", re.IGNORECASE)
_MARKDOWN_TITLE = re.compile(r"^[ ]{0,3}#[ \t]+([^\r\n]+)", re.MULTILINE)
_HASHES = re.compile(r"\A\s*#{1,6}\s+|\s+#+\s*\Z")
_MARKUP = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_QUOTES = "\"“”„«»‘’'"


def find_title(text: str, *, start: int = 0, markdown: bool = False) -> str | None:
    """The first real heading of ``text[start:]``, on one line and without quotation marks around it."""
    for reach in (_USUAL_HEAD, _HEAD):
        head = text[: start + reach]
        if len(head) < len(text):
            head = head[: 1 + max(head.rfind("\n", start), head.rfind("\r", start), start + reach // 2)]
        if markdown and (match := _MARKDOWN_TITLE.search(head, start)):
            return _bare(match[1], markdown=True) or None
        headings, prose_follows = _headings(head, start, markdown, is_whole=len(head) == len(text))
        if prose_follows or len(head) == len(text):
            break
    titles = [title for title in (_bare(heading, markdown=markdown) for heading in headings) if title]
    return _cleanest(_from_the_likeliest(titles, text, start)) if titles else None


def _headings(head: str, start: int, markdown: bool, *, is_whole: bool) -> tuple[list[str], bool]:
    """The headings before the first prose, and whether any follows; a short question at the very top is one as well."""
    found: list[str] = []
    for paragraph in paragraphs(head, start=start, markdown=markdown, is_whole=is_whole):
        body = head[paragraph.start : paragraph.end]
        if paragraph.kind == "text":
            is_question = body.rstrip(_QUOTES + " ").endswith("?") and len(body.split()) <= _LONGEST_QUESTION
            return ([body] if is_question and not found else found), True
        if paragraph.kind == "heading" and not _is_no_title(body):
            found.append(body)
    return found, False


def _is_no_title(body: str) -> bool:
    return bool(_BYLINE.match(body)) or not _DATE_WORDS.sub("", body)


def _from_the_likeliest(titles: list[str], text: str, start: int) -> list[str]:
    """Leave out mastheads and menus above the headline: it speaks of what the article speaks of, they do not.

    The first title stays where no later one shares clearly more of its words with the opening prose.
    """
    opening = paragraphs(text[: start + _HEAD], start=start, is_whole=len(text) <= start + _HEAD)
    prose = next((p for p in opening if p.kind == "text"), None)
    if prose is None or len(titles) == 1:
        return titles
    body = set(terms(text[prose.start : prose.start + _OPENING]))
    shares = [_share(terms(title), body) for title in titles]
    best = max(range(len(titles)), key=lambda n: (shares[n], -n))
    return titles[best:] if shares[best] >= shares[0] + _CLEARLY_MORE else titles


def _share(words: list[str], body: set[str]) -> float:
    return sum(word in body for word in words) / len(words) if words else 0.0


def _cleanest(headings: list[str]) -> str:
    first, *later = headings
    folded = fold(first)
    for heading in later:
        glued = len(heading) < len(first) <= 2 * len(heading) and fold(heading) in folded
        if glued and len(heading.split()) >= _FEWEST_WORDS:
            return heading
    return first


def _bare(heading: str, *, markdown: bool) -> str:
    if markdown:
        heading = _MARKUP.sub(r"\1", _HASHES.sub("", heading))
    title = clean(heading, LONGEST_TITLE)
    if title[:1] in _QUOTES and title[-1:] in _QUOTES and not any(c in _QUOTES[:6] for c in title[1:-1]):
        title = title[1:-1].strip()
    return title
