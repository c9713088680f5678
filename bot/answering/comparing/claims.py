"""Find what a chat message claims: its declarative sentences that could be held against articles.

Takes sentences that state something, with a name, a number, a date or enough content; leaves out questions, greetings,
links, commands and what somebody says of himself. Refuses to judge whether a claim is true.

>>> message = "hi all! did you see this? Iran struck Pakistan on Tuesday. https://example.org/x"
>>> [message[start:end] for start, end in claim_sentences(message)]
['Iran struck Pakistan on Tuesday.']
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.answering.comparing.differences import differences
from bot.answering.comparing.parties import with_capitals
from bot.answering.mentions.scanning import mentions
from index.terms import terms

__all__ = ["MOST_CLAIMS", "Span", "claim_sentences", "differences"]

#: A message is checked for at most so many claims, the first ones.
MOST_CLAIMS = 5
#: Content words that a sentence needs: with a name, number or date in it, and without.
LEAST_TERMS, LEAST_TERMS_WITHOUT_MENTION = 2, 3

_BOUNDARY = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+|\n+|(?=\s(?:https?://|www\.))")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:Adm|Brig|Capt|Col|Dr|Gen|Gov|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Lt|Maj|Mr|Mrs|Ms|No|Prof|Rep|Sen|"
    r"Sgt|St|vs|approx|[A-Z](?:\.[A-Z])*)\.\Z"
)
_LEADING = re.compile(
    r"(?:\s|>|[-*•·]\s|\d{1,2}[.)]\s|#+\s|<[@#!&:\w]+>|[*_~`|]+|(?:hi|hey|hello|ok|okay|so|well|btw|fyi|lol|omg|wow|guys|all|everyone|"
    r"breaking|update|source)\b[\s,:!.-]+|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u200b]+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:\s|[*_~`|]+|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u200b]+)+\Z")
_QUESTION = re.compile(
    r"(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|"
    r"anyone|any(?:one|body)? know)\b(?!.*\b(?:said|says)\b)",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"[/!.]\w|(?:please|pls|check|look|read|see|click|follow|tell|show|let|give|stop|don['’]?t|go|try|join|share|subscribe|"
    r"listen|watch|remember|imagine|thanks?|thank you|good (?:morning|night|evening|luck)|welcome|congrat\w*|sorry)\b",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(r"(?:i|im|i['’]m|i['’]ve|we|my|you|you['’]re|your|u)\b", re.IGNORECASE)
_HEARSAY = re.compile(r"(?:i|we|you)\b.{0,40}\b(?:heard|read|saw|told|think|believe|know|said)\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|did|does|do|can|could|may|might|must|dead|[^\W\d_]{2,}(?:ed|ing|es|s|en)|"
    r"struck|said|began|fled|fell|held|hit|killed|led|left|lost|met|put|sank|sent|set|shot|sunk|told|took|won|wrote|cut|died|"
    r"went|came|gave|became|broke|brought|bought|built|caught|fought|found|made|paid|rose|ran|saw|spoke|stood|threw)\b",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """A claim: ``message[start:end]``."""

    start: int
    end: int


def claim_sentences(text: str) -> list[Span]:
    """The claim-like sentences of a message, in order."""
    found: list[Span] = []
    for span in _sentences(text):
        if len(found) == MOST_CLAIMS:
            break
        if _is_claim(text[span.start : span.end]):
            found.append(span)
    return found


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in _BOUNDARY.finditer(text):
        if (
            match[0].strip(" \t") == ""
            and match[0]
            and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start())
        ):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Without list marks, greetings, mentions of users, links and emoji at its ends."""
    if link := _LINK.search(text, start, end):
        start, end = (link.end(), end) if not text[start : link.start()].strip() else (start, link.start())
    if leading := _LEADING.match(text, start, end):
        start = leading.end()
    tail = text[max(start, end - 200) : end]
    if trailing := _TRAILING.search(tail):
        end -= len(tail) - trailing.start()
    if start < end:
        yield Span(start, end)


def _is_claim(sentence: str) -> bool:
    if sentence.rstrip('"”’) ').endswith("?") or _QUESTION.match(sentence) or _COMMAND.match(sentence):
        return False
    if not _STATES.search(sentence):
        return False
    found = [mention for mention in mentions(with_capitals(sentence)) if mention.kind != "quoted"]
    if _OF_ONESELF.match(sentence) and not (found and _HEARSAY.match(sentence)):
        return False
    return len(set(terms(sentence))) >= (LEAST_TERMS if found else LEAST_TERMS_WITHOUT_MENTION)
