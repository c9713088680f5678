"""Find what a sentence calls a person, for questions that ask who somebody is: "the Foreign Minister", not a name.

A description stands right before a name ("caretaker Prime Minister Anna Berg") or between commas after it ("Anna Berg,
the mayor of the town, said"), and holds a noun for a person's part. Pure; refuses to take a description from elsewhere.

>>> text = "Talks began when Norway’s Foreign Minister Ole Brandt called."
>>> text[slice(*describing(text, frozenset({"brandt"})))]
'Norway’s Foreign Minister'
"""

import re
from functools import lru_cache

from bot.answering.mentions.proper_names import Word, words
from bot.answering.word_lists import listed, sections
from index.terms import fold, stop_words, terms

#: Words before a name that may belong to its description.
MOST_WORDS = 7
_ASKED = re.compile(
    r"\A\W*who\s*(?:is|was|are|were|['’]s)\s+(?!the\b|a\b|an\b)(?P<name>[^?]{2,60}?)\W*\Z", re.IGNORECASE
)
_AFTER = re.compile(
    r",\s+(?!and\b|or\b|but\b)(?P<what>(?:(?:the|a|an|its|his|her|their)\s+)?[^,;.]{3,80}?)(?=[,.;]|\s(?:who|which|said|told)\b)"
)
#: Verbs that stand before a name without belonging to it, beside those that end in "-ed".
_VERBS = listed("said says told saw met made let gave sent took held led named is was by")
_GAP = re.compile(r"[\s(-]*\Z")


def asks_who_somebody_is(question: str) -> str | None:
    """The name in "who is Anna Berg?", if the question names somebody and asks nothing else.

    >>> asks_who_somebody_is("who is anna berg?"), asks_who_somebody_is("who is the mayor?")
    ('anna berg', None)
    """
    match = _ASKED.match(question)
    if match is None or len(match["name"].split()) > 4 or any(map(_is_role, match["name"].split())):
        return None
    return match["name"]


def describing(sentence: str, name: frozenset[str]) -> tuple[int, int] | None:
    """The description of the person whose name holds one of these terms, or nothing."""
    found = words(sentence)
    for place, (_, end, word) in enumerate(found):
        if name.intersection(terms(f"a {word}")):
            before = _before(sentence, found, place)
            if before is not None:
                return before
            after = _AFTER.match(sentence, _end_of_name(sentence, found, place, end))
            if after and any(map(_is_role, after["what"].split())):
                return after.span("what")
    return None


def _before(sentence: str, found: list[Word], place: int) -> tuple[int, int] | None:
    first = place
    while (
        first > 0
        and _belongs(sentence, found, first)
        and found[first - 1][2][0].isupper()
        and not _is_role(found[first - 1][2])
    ):
        first -= 1
    last = first - 1
    if (
        last < 0
        or not _is_role(found[last][2])
        or not (_belongs(sentence, found, first) or _is_apposed(sentence, found, first))
    ):
        return None
    start = last
    while (
        start > 0
        and last - start < MOST_WORDS
        and _belongs(sentence, found, start)
        and _is_content(found[start - 1][2])
    ):
        start -= 1
    return found[start][0], found[last][1]


def _belongs(sentence: str, found: list[Word], place: int) -> bool:
    """Whether nothing but a space stands between a word and the one before it."""
    return place > 0 and bool(_GAP.match(sentence[found[place - 1][1] : found[place][0]]))


def _is_apposed(sentence: str, found: list[Word], place: int) -> bool:
    """Whether a comma stands before a name and after it: "the spokesperson, Anna Berg, said"."""
    end = _end_of_name(sentence, found, place, found[place][1])
    return sentence[found[place - 1][1] : found[place][0]] == ", " and sentence.startswith(",", end)


def _end_of_name(sentence: str, found: list[Word], place: int, end: int) -> int:
    while place + 1 < len(found) and _belongs(sentence, found, place + 1) and found[place + 1][2][0].isupper():
        place += 1
        end = found[place][1]
    return end


def _is_content(word: str) -> bool:
    if word.endswith("ing") or (word[0].islower() and word.endswith("ed")) or word in _VERBS:
        return False
    return fold(word.removesuffix("’s").removesuffix("'s")) not in stop_words()


def _is_role(word: str) -> bool:
    folded = fold(word.strip("-"))
    return folded in _roles() or folded.rpartition("-")[2] in _roles() or folded.removesuffix("s") in _roles()


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    kinds = sections("speakers.txt")
    return kinds["man"] | kinds["woman"] | kinds["person"]
