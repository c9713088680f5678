"""Take a sentence of news apart into words, and tell a clause from a phrase by the form of its words.

No grammar is parsed: a finite verb is known by a list of auxiliaries and irregular pasts, or by its "-ed". Adverbials
that only say when and where somebody spoke are stepped over. Refuses to know what any word means.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from bot.answering.word_lists import sections

_WORD = re.compile(
    r"(?:Mrs?|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|Adm|Brig|Prof|Rev|St|Jr|Sr|[A-Z])\."
    r"(?=\s*(?:[A-Z]|de |van |von |bin |al-))|(?:[A-Z]\.){2,}"
    r"|\d+(?:[.,]\d+)*|\w+(?:[’'.&/-]\w+)*|[^\w\s]"
)
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|tonight"
_IS_DAY = re.compile(_DAY)
_MEDIUM = (
    "statement|letter|post|tweet|interview|briefing|speech|conference|message|address|report|release|remarks|broadcast|"
    "communiqu[eé]|memo|dispatch|telegram|cable|note|article|video|filing|e-?mail|call|testimony|update|bulletin|affidavit|"
    "editorial|column|declaration|paper|study|ruling|summary|comments|documents?|papers|speech"
)
_ADJUNCTS_AT_END = re.compile(
    r"(?:,?\s+(?:in|on|at|through|via|during|by|with)\s+(?:an?|his|her|its|their|the|one|another)\s+"
    rf"(?:[\w’'-]+\s+){{0,4}}?(?:{_MEDIUM})(?:\s+(?:on|to|with|at|from|issued|released|published|late|posted|after|earlier)"
    r"\s+[^,“”\"]{1,40})?"
    rf"|,?\s+(?:(?:late|early|later|earlier)\s+)?(?:on\s+)?(?:late\s+|early\s+)?(?:{_DAY})(?:\s+(?:morning|afternoon|evening|night))?"
    r"|,?\s+(?:for|on)\s+(?:(?:his|her|its|their)\s+part|example|instance)"
    r"|,\s+(?:however|meanwhile|too|also|in\s+turn|though|by\s+contrast|in\s+response|in\s+reply|in\s+return|again|of\s+course)"
    r"|,?\s+(?:at\s+the\s+(?:time|weekend)|(?:last|this|earlier\s+this)\s+(?:week|month|year|morning|evening)))\s*,?\s*\Z"
)


class Words(NamedTuple):
    """The words and punctuation marks of a text, as written and in lower case, with their offsets."""

    text: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def index_at(self, offset: int) -> int:
        """The first word that begins at or after an offset."""
        return bisect_left(self.starts, offset)


class ClauseWords(NamedTuple):
    """The lists by which a clause is told from a phrase."""

    finite: frozenset[str]
    past: frozenset[str]
    auxiliary: frozenset[str]
    blocking: frozenset[str]
    being: frozenset[str]
    preposition: frozenset[str]
    determiner: frozenset[str]
    subordinator: frozenset[str]
    connective: frozenset[str]
    relative: frozenset[str]


@lru_cache(maxsize=1)
def clause_words() -> ClauseWords:
    """The lists, read when first needed."""
    lists = dict(sections("clause_words.txt"))
    lists["past"] |= lists.pop("present")
    return ClauseWords(**lists)


def take_apart(text: str) -> Words:
    """Split a text into words."""
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    return Words(text, words, [w.lower() for w in words], [start for start, _ in spans], [end for _, end in spans])


def is_day(word: str) -> bool:
    """Whether a word names a day: "Monday", "today"."""
    return _IS_DAY.fullmatch(word) is not None


def is_adverb(w: Words, at: int) -> bool:
    """Whether a word is an adverb in -ly; one that opens the sentence only before a pronoun or an article."""
    word = w.low[at]
    if not word.endswith("ly") or word in _NOT_IN_LY:
        return False
    if w.words[at][0].islower():
        return True
    return at == 0 and len(w.low) > 1 and w.low[1] in ("he", "she", "it", "they", "the", "a", "an")


_NOT_IN_LY = frozenset("only family ally reply supply assembly anomaly monopoly fly early".split())


def is_finite(w: Words, at: int, *, strictly: bool = True) -> bool:
    """Whether a word is a finite verb, as far as its form tells.

    Not ``strictly``, a form in -ed before a preposition may be a participle: "the man arrested in May".
    """
    word, lists = w.low[at], clause_words()
    if not w.words[at][0].islower():
        return False
    if word in lists.finite or word in lists.past:
        return True
    if not word.endswith("ed") or len(word) < 4 or "-" in word or word in _NO_PAST:
        return False
    if at and (w.low[at - 1] in lists.determiner or w.low[at - 1].endswith(("’s", "'s", "ly"))):
        return False
    return strictly or at + 1 >= len(w.low) or w.low[at + 1] not in lists.preposition


_NO_PAST = frozenset(
    "hundred need seed feed weed deed breed speed bleed steed creed greed heed "
    "reed indeed exceed proceed succeed shed sled sped united unnamed sacred naked wicked kindred".split()
)


def without_adjuncts(w: Words, last: int) -> int:
    """Step left from a word over "in a statement", "on Monday evening", "for his part" that end there."""
    for _ in range(3):
        if last < 2:
            return last
        tail = w.text[max(0, w.starts[last] - 110) : w.ends[last]]
        match = _ADJUNCTS_AT_END.search(tail)
        if match is None:
            return last
        cut = w.ends[last] - (len(tail) - match.start())
        while last >= 0 and w.ends[last] > cut:
            last -= 1
    return last
