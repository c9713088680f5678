"""Judge and tidy the phrase that names a speaker: who can speak, what kind of speaker it is, which pronoun fits.

Kinds are told by head nouns from a list of roles, bodies and documents; a name is told by its capitals. Refuses to look
anybody up: no person, office or country of any article is known here, only the world's countries by name.

>>> text = "But a statement released by Iran’s deputy governor, Ali Noor, said"
>>> w = take_apart(text)
>>> start, end = tidy(w, 1, 12)
>>> text[start:end], pronoun_fits("he", text[start:end]), pronoun_fits("it", text[start:end])
('Iran’s deputy governor, Ali Noor', True, False)
"""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.answering.attribution.clauses import Words, clause_words, take_apart
from bot.answering.word_lists import sections

#: A longer speaker is cut to its first part, or is none.
LONGEST_SPEAKER = 120

PRONOUNS = frozenset({"he", "she", "they", "it"})
_DOCUMENT_BY = re.compile(
    r"\b(?:statement|report|letter|communiqu[eé]|release|document|message|tweet|post|announcement|study|survey|note|article)s?"
    r"(?: (?:that was |which was )?(?:released|issued|published|posted|made|written|signed|read|shared|put out|sent))?"
    r"(?: \w+)? (?:by|from) (?=\S)"
)
_CUT = re.compile(
    r"(?:,? (?:who|whose|which|where|that|in an?|speaking|issued|released|published|posted|quoted|cited|said|told"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b| \()"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)")
_LEADING = " \t\n\u00a0,.;:–—-“”\"«»‘'’…)]"
_TRAILING = ' \t\n\u00a0,.;:–—-“"«»‘…([!?”'
_FROM_HEAD = frozenset({"of", "for", "in", "at", "from", "to", "with", "on", "near", ",", "(", "who", "whose"})


class SpeakerNouns(NamedTuple):
    """The lists by which kinds of speakers are told apart."""

    man: frozenset[str]
    woman: frozenset[str]
    person: frozenset[str]
    body: frozenset[str]
    people: frozenset[str]
    document: frozenset[str]
    unfit: frozenset[str]
    relay: frozenset[str]
    place: frozenset[str]

    @property
    def anybody(self) -> frozenset[str]:
        """All nouns that can speak."""
        return self.man | self.woman | self.person | self.body | self.people | self.document


@lru_cache(maxsize=1)
def nouns() -> SpeakerNouns:
    """The lists, read when first needed."""
    return SpeakerNouns(**sections("speakers.txt"))


@lru_cache(maxsize=1)
def _anybody() -> frozenset[str]:
    return nouns().anybody


def tidy(w: Words, begin: int, end: int) -> tuple[int, int] | None:
    """The speaker's own words in a phrase, as offsets: no "But", no "a statement by", no stray comma or bracket."""
    lists = clause_words()
    while begin < end - 1 and ((w.low[begin] in lists.connective and w.low[begin] != "that") or w.words[begin] == ","):
        begin += 1
    if begin >= end:
        return None
    start, stop = w.starts[begin], w.ends[end - 1]
    for match in _DOCUMENT_BY.finditer(w.text, start, stop):
        if "joint" not in w.text[start : match.start()].lower():
            start = match.end()
    start, stop = _shortened(w.text, *_stripped(w.text, start, stop))
    return (start, stop) if 0 < stop - start <= LONGEST_SPEAKER else None


def _stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] in _LEADING:
        start += 1
    while start < stop and text[stop - 1] in _TRAILING:
        stop -= 1
    cut = text[start:stop]
    for opening, closing in ("()", "[]", "“”", "‘’"):
        if cut.count(opening) > cut.count(closing) and opening != "‘":
            stop = start + cut.rindex(opening)
            return _stripped(text, start, stop)
        if cut.count(closing) > cut.count(opening) and closing != "’":
            start += cut.index(closing) + 1
            return _stripped(text, start, stop)
    return start, stop


def _shortened(text: str, start: int, stop: int) -> tuple[int, int]:
    if stop - start <= LONGEST_SPEAKER:
        return start, stop
    match = _CUT.search(text, start + 3, stop)
    comma = text.find(",", start + 3, stop)
    cuts = [cut for cut in (match.start() if match else -1, comma) if cut > start]
    return _stripped(text, start, min(cuts)) if cuts else (start, stop)


_NOBODY = frozenset({"no", "not", "neither", "few"})


@lru_cache(maxsize=1)
def _no_head() -> frozenset[str]:
    lists = clause_words()
    return (lists.preposition | lists.determiner) - {"all", "many", "some", "others", "one"}


def can_speak(text: str, *, surely: bool = False, opens: bool = False) -> bool:
    """Whether a phrase can be one who asserts; ``surely``: only a name or a noun of the lists will do.

    ``opens``: the phrase opens its sentence, so that its first capital tells nothing.
    """
    words = take_apart(text).words
    head = _head(words)
    if not words or not head or len(words) > 40:
        return False
    first, last = head[0].lower(), head[-1].lower()
    if first in _NOBODY or last in nouns().unfit or (len(head) == 1 and first in nouns().unfit):
        return False
    if last in _no_head() or words[-1].lower() in _no_head() or not any(character.isalpha() for character in last):
        return False
    return not surely or _is_known(head, opens)


def _is_known(head: list[str], opens: bool) -> bool:
    if any(_singular(word.lower()) in _anybody() or word.lower() in _anybody() for word in head):
        return True
    capitals = [i for i, word in enumerate(head) if word[0].isupper() and word.lower() not in clause_words().determiner]
    if not opens:
        return bool(capitals)
    return (
        len(capitals) > 1
        or any(i for i in capitals)
        or (len(head) == 1 and head[0] in nouns().place)
        or _looks_like_a_name(head)
    )


def _looks_like_a_name(head: list[str]) -> bool:
    word = head[0].removesuffix("’s").removesuffix("'s")
    return len(head) == 1 and (
        word.isupper() or word in nouns().place or not word.endswith(("s", "ing", "ion", "ment", "a", "ity", "ness"))
    )


def is_relay(text: str) -> bool:
    """Whether a speaker is an outlet that passes on what others say."""
    return any(word.strip("’s").lower() in nouns().relay for word in re.findall(r"[\w’]+", text))


def is_plural(text: str) -> bool:
    """Whether a phrase names several who speak: "officials", "the two ministers", "Iran and Iraq"."""
    words = take_apart(text).low
    head = [word.lower() for word in _head(take_apart(text).words)]
    if "and" in words or (head and head[-1] in nouns().people):
        return True
    return (
        bool(head)
        and head[-1].endswith("s")
        and not head[-1].endswith(("ss", "us", "’s", "'s"))
        and _singular(head[-1]) != head[-1]
    )


def pronoun_fits(pronoun: str, speaker: str) -> bool:
    """Whether "he", "she", "it" or "they" can stand for a speaker."""
    kind = kind_of(speaker)
    if pronoun in ("he", "she"):
        return kind == "person" or kind == ("man" if pronoun == "he" else "woman")
    if pronoun == "it":
        return kind in ("body", "document", "place")
    return kind in ("people", "body")


def kind_of(speaker: str) -> str:
    """The kind of a speaker: man, woman, person, people, body, document, place, or "" where nothing tells."""
    words = take_apart(_IN_BRACKETS.sub("", speaker)).words
    head = _head(words)
    if not head:
        return ""
    listed = nouns()
    if (
        (is_plural(speaker) and not speaker[0].isupper())
        or "and" in [w.lower() for w in head]
        or head[-1].lower() in listed.people
    ):
        return "people"
    kinds = [_kind_of_noun(word, last=i == len(head) - 1) for i, word in enumerate(head)]
    if kinds[-1]:
        return kinds[-1]
    for kind in ("man", "woman", "person", "body", "document"):
        if kind in kinds:
            return kind
    apposition = " ".join(words[len(head) + 1 :]) if len(words) > len(head) and words[len(head)] == "," else ""
    if apposition and (kind := kind_of(apposition)):
        return kind
    if words[0].lower() in ("the", "a", "an") or "’" in head[0] or "'" in head[0]:
        return "people" if is_plural(speaker) else "body" if any(word[0].isupper() for word in head[1:]) else ""
    if any(word.isupper() and len(word) > 1 for word in head):
        return "body"
    return (
        "person" if all(word[0].isupper() or word in ("al", "bin", "de", "van", "von", "el") for word in head) else ""
    )


def _kind_of_noun(word: str, *, last: bool) -> str:
    low, listed = word.lower().rstrip("."), nouns()
    parts = (low, *low.split("-")) if "-" in low else (low,)
    for kind in ("man", "woman", "person", "document", "body"):
        if not getattr(listed, kind).isdisjoint(parts):
            return kind
    if last and word in listed.place:
        return "place"
    return "people" if last and word[0].islower() and _singular(low) in listed.anybody and low != _singular(low) else ""


def _singular(word: str) -> str:
    """A rough singular: enough to find a plural in the lists."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _head(words: list[str]) -> list[str]:
    """The words of a phrase up to what only qualifies it: "the head of the army in Aden" → the head."""
    end = next((i for i, word in enumerate(words) if word.lower() in _FROM_HEAD), len(words))
    return [word for word in words[:end] if word[0].isalnum()]


def is_role(text: str) -> bool:
    """Whether a phrase names one person by role alone: "the deputy governor of Aden"."""
    head = _head(take_apart(text).words)
    return bool(head) and _kind_of_noun(head[-1], last=True) in ("person", "man", "woman")
