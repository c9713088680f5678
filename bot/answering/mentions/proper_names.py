"""Find the proper names in running text: runs of capitalised words, with "of" or "al-" inside.

A capital at the start of a sentence counts only where the word is no common one; in a headline written in title case
no common word counts. A name is compared by its folded tokens, never as one string, so that "Guterres" is found in
"Secretary-General Antonio Guterres". Refuses to know any name.

>>> [text[s:e] for text in ["Yesterday Antonio de Vries of the Red Cross met him."] for s, e in proper_names(text)]
['Antonio de Vries of the Red Cross']
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.answering.asking.words import is_common_word
from bot.answering.word_lists import listed
from index.names import is_spelling_variant
from index.terms import fold, stem, stop_words

#: A word of a text: where it starts and ends, and the word.
Word = tuple[int, int, str]

_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*(?:[-‐‑][^\W_]+)*|[^\W_]+(?:(?:['’‐‑-]|\.(?=[^\W\d_](?:[.\s]|\Z)))[^\W_]+)*")
_INSIDE = listed("of the for al el bin ibn ben de del della di da du des la las los le van von der den dos e y ul")
_PREFIX = re.compile(r"(?:al|el|ul|an|ad|as|ash|ar|at|d|l|ibn|bin)[-‐‑’'](?=[A-Z])")
_PARTS = re.compile(r"[-‐‑’']")
_TITLES = listed(
    "mr mrs ms miss dr prof professor sir lord lady dame president prime minister premier chancellor king queen prince "
    "princess secretary general secretary-general lieutenant lt gen col colonel major maj captain capt commander cmdr "
    "admiral brigadier sergeant chief spokesman spokeswoman spokesperson senator sen governor gov mayor ambassador "
    "envoy foreign deputy vice former acting caretaker interim chairman chairwoman director rev reverend pope bishop "
    "archbishop ayatollah imam sheikh judge justice officer leader head the of for and un operation city town village "
    "province district region"
)
_PEOPLE_OF = listed("n an ian i ese ish ic er ans ians is ns")
_OPENERS = listed(
    "meanwhile however yesterday today later earlier according despite although while when after before since because "
    "only some many most several both two three four five six seven eight nine ten last next local state yes no well "
    "even still also then once more other another early late nearly almost here there thousands hundreds dozens "
    "afterwards instead moreover overall"
)
#: Names that are common words in lower case, and so would be lost at the start of a sentence.
_NAMES_LIKE_WORDS = listed("china turkey chad jordan georgia guinea mali niger")
_SENTENCE_END = '.!?:;…“"‘„«([•\n'
#: A text without a full stop in which this share of the longer words is capitalised is a headline in title case.
HEADLINE = 0.7


def words(text: str) -> list[Word]:
    """The words of a text with their offsets; "1,000-mile", "Iran's" and "U.N" are one word each."""
    return [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]


def proper_names(text: str, scanned: Sequence[Word] | None = None) -> Iterator[tuple[int, int]]:
    """The names in reading order, as offsets. ``scanned`` saves a second scan: some or all of ``words(text)``."""
    found = list(words(text) if scanned is None else scanned)
    if not any(word[-1:].islower() for _, _, word in found):
        return
    headline = _is_headline(text, found)
    number = 0
    while number < len(found):
        word = found[number][2]
        if not (word[0].isupper() or _PREFIX.match(word)) or not _opens(text, found, number, headline):
            number += 1
            continue
        last = _run(text, found, number, headline)
        yield _start(found[number]), _end(found[last])
        number = last + 1


@lru_cache(maxsize=4096)
def name_key(name: str) -> tuple[str, ...]:
    """The folded tokens that a name is compared by, without titles ("Dr", "Prime Minister") where others remain.

    >>> name_key("the Secretary-General Antonio Guterres"), name_key("U.N.")
    (('antonio', 'guterres'), ('un',))
    """
    tokens = [fold(word.replace(".", "").removesuffix("'s").removesuffix("’s")) for _, _, word in words(name)]
    parts = [part for token in tokens for part in ([token] if token in _TITLES else _PARTS.split(token)) if part]
    return without_titles(parts)


def without_titles(tokens: Iterable[str]) -> tuple[str, ...]:
    """The tokens of a name but for titles and small words; all of them where nothing else is left."""
    every = tuple(tokens)
    return tuple(token for token in every if token not in _TITLES) or every


def same_token(one: str, other: str) -> bool:
    """Whether two folded tokens of names are one: equal, or spelt differently."""
    return one == other or is_spelling_variant(one, other)


def shares_token(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two names have a token in common, or a country and its people: "Iran", "Iranian"."""
    others = tuple(other)
    return any(same_token(a, b) or _is_derived(a, b) for a in one for b in others)


def _is_derived(one: str, other: str) -> bool:
    """ "Iranian" from "iran", "Italian" from "italy"; not "Bernard" from "bern"."""
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return False
    return any(long.startswith(base) and long[len(base) :] in _PEOPLE_OF for base in (short, short[:-1]))


def _opens(text: str, found: Sequence[Word], number: int, headline: bool) -> bool:
    """Whether a capitalised word opens a name, or owes its capital to its place."""
    start, _, word = found[number]
    if len(word) > 1 and word.isupper():
        return True
    if len(word) == 1 and (number + 1 == len(found) or not _follows(text, found[number], found[number + 1])):
        return False
    bare = word.partition("'")[0].partition("’")[0].lower()
    if bare in stop_words() or bare in _OPENERS:
        return False
    if headline:
        return not is_common_word(stem(bare))
    if not _is_initial(text, start) or bare in _NAMES_LIKE_WORDS or not is_common_word(stem(bare)):
        return True
    if bare.endswith(("ing", "ed", "ly")):
        return False
    following = found[number + 1] if number + 1 < len(found) else None
    return following is not None and _is_capitalised(following[2]) and _follows(text, found[number], following)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or _PREFIX.match(word) is not None


def _is_initial(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \u00a0") if start < 64 else text[start - 8 : start].rstrip(" \u00a0")
    return (
        not before
        or before[-1] in _SENTENCE_END
        or (before[-1] in "”\"'’" and len(before) > 1 and before[-2] in ".!?,")
    )


def _run(text: str, found: Sequence[Word], first: int, headline: bool) -> int:
    """The number of the last word of the name that opens at ``first``."""
    last = number = first
    while number + 1 < len(found) and not _ends(found[number]) and _follows(text, found[number], found[number + 1]):
        number += 1
        word = found[number][2]
        if _is_capitalised(word) and not (headline and is_common_word(stem(word.lower()))):
            last = number
        elif word not in _INSIDE or number - last > 2:
            break
    return last


def _ends(word: Word) -> bool:
    """ "Iran's" and "Taliban-led" close a name."""
    return _end(word) != word[1]


def _follows(text: str, one: Word, other: Word) -> bool:
    between = text[one[1] : other[0]]
    if len(between) == 1:
        return between in " \u00a0"
    return between in (". ", ".\u00a0") and (len(one[2]) == 1 or "." in one[2] or fold(one[2]) in _TITLES)


def _start(word: Word) -> int:
    return word[0]


def _end(word: Word) -> int:
    """Where the name in a word ends: before "'s" and before "-led"."""
    start, end, text = word
    if text[-2:] in ("'s", "’s"):
        return end - 2
    at = text.find("-")
    return (
        start + at
        if at > 0 and text[at + 1 : at + 2].islower() and not _PREFIX.match(text) and not _joins(text)
        else end
    )


def _joins(text: str) -> bool:
    """ "Anwaar-ul-Haq" goes on after its small part; "Taliban-led" does not."""
    return any(part[:1].isupper() for part in text.split("-")[1:])


def _is_headline(text: str, found: Sequence[Word]) -> bool:
    if text.rstrip("\"”’')] \n")[-1:] in (".", "!", "…"):
        return False
    long = [word for _, _, word in found if len(word) > 3]
    return len(long) > 4 and sum(word[0].isupper() for word in long) >= HEADLINE * len(long)
