"""Find other spellings of a word among the words of a corpus: transliterated names, and typing errors.

Names from other scripts are spelt in many ways ("Gilani", "Geelani", "Jilani"); two spellings are one name when they
fold to the same consonants and vowel places, or sound alike and look alike. A word that no article contains may also be
a typing error of one that they do. Everything is judged over the corpus's own vocabulary: refuses to know any name.

>>> is_spelling_variant("jilani", "geelani"), is_spelling_variant("iran", "iranian")
(True, False)
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from string import ascii_lowercase
from typing import NamedTuple

import jellyfish
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from index.terms import fold, stem

#: Two words that sound alike are one name from this likeness on (rapidfuzz ratio, 0 to 100).
LIKENESS_OF_SOUND_ALIKES = 60
#: Two names that somebody takes for one are spellings of it from this likeness on, else other names for the same.
LIKENESS_OF_SPELLINGS = 70
#: A word unknown to the corpus is read as a name of it from this likeness on.
LIKENESS_OF_UNKNOWN_NAMES = 85
#: Shorter words have too many neighbours to tell a typing error from another word.
SHORTEST_MISSPELT = 4
#: Longer ones are no words.
LONGEST_MISSPELT = 32
SHORTEST_NAME = 4
#: In shorter words an exchanged letter makes another word ("hapen", "haven"); swapped or lost letters do not.
SHORTEST_EXCHANGED = 6

#: More names that sound alike than this are looked through no further: it is a pattern of the language then.
_MOST_ALIKE = 50
_ENDINGS_OF_PEOPLES = ("i", "n", "an", "ian", "ese", "ish")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_H = re.compile(r"(?<![sc])(?<!^)h")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"(.)\1+")


class Spelling(NamedTuple):
    """A term of the corpus that a word may stand for: another spelling of a name, or what a typing error meant."""

    term: str
    is_name: bool


def skeleton(word: str) -> str:
    """Fold what transliterations disagree on: which vowel, a breathed h, a doubled consonant.

    >>> skeleton("siestan") == skeleton("sistan"), skeleton("baluchestan") == skeleton("balochistan")
    (True, True)
    """
    consonants = _SILENT_H.sub("", word).replace("q", "k").replace("ck", "k")
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", consonants))


def is_spelling_variant(one: str, other: str) -> bool:
    """Whether two folded names are spellings of one name; a word and its own prefix ("Iran", "Iranian") are not."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_NAME:
        return False
    if long.startswith(short):
        return long[len(short) :] in (short[-1], "h")
    if skeleton(one) == skeleton(other):
        return True
    alike = fuzz.ratio(one, other) >= LIKENESS_OF_SOUND_ALIKES
    return alike and jellyfish.metaphone(one) == jellyfish.metaphone(other)


def are_likely_spellings(one: str, other: str) -> bool:
    """Whether two names, of one word or more, look like ways to write one name.

    >>> are_likely_spellings("Sistan-Baluchestan", "Siestan o Baluchistan"), are_likely_spellings("BLA", "Baloch Army")
    (True, False)
    """
    joined, other_joined = ("".join(_NOT_A_LETTER.split(fold(name))) for name in (one, other))
    return is_spelling_variant(joined, other_joined) or fuzz.ratio(joined, other_joined) >= LIKENESS_OF_SPELLINGS


class Spellings:
    """The other spellings that one corpus holds, found over its vocabulary when they are first asked for."""

    def __init__(
        self,
        vocabulary: Collection[str],
        names: Collection[str],
        is_word: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Take the corpus's terms, those of them that are names, and a test for correctly spelt terms of the language.

        ``is_word`` keeps a real word that the articles do not contain from being read as a typing error of another.
        """
        self._vocabulary = vocabulary
        self._names = names
        self._is_word = is_word

    def of(self, term: str, word: str = "") -> list[Spelling]:
        """Other spellings of a term in the corpus, likeliest first; none where the corpus has no other.

        ``word`` is the term as it was typed: one mistake in it may hide its stem ("childern", "kiled").
        """
        found = [Spelling(name, True) for name in self._variants(term)]
        if found or term in self._vocabulary or not term.isalpha():
            return found
        return self._of_unknown(term, fold(word) or term)

    def of_people(self, term: str) -> list[str]:
        """Names of the corpus for a name's people or country: "iran" and "iranian", judged by their endings alone."""
        if term not in self._names or len(term) < SHORTEST_NAME:
            return []
        longer = [term + ending for ending in _ENDINGS_OF_PEOPLES]
        stems = [term.removesuffix(ending) for ending in _ENDINGS_OF_PEOPLES if term.endswith(ending)]
        return sorted(other for other in {*longer, *stems} if len(other) >= SHORTEST_NAME and other in self._names)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names of the corpus that look like spellings of one another, each pair once, in alphabetical order."""
        seen: set[tuple[str, str]] = set()
        for group in (*self._by_skeleton.values(), *self._by_sound.values()):
            for pair in combinations(group[:_MOST_ALIKE], 2):
                if pair not in seen and is_spelling_variant(*pair):
                    seen.add(pair)
        yield from sorted(seen)

    def split(self, term: str) -> tuple[str, str] | None:
        """The two terms of the corpus that an unknown compound is made of: "counterterrorism" → counter, terrorism."""
        cuts = range(SHORTEST_NAME, len(term) - SHORTEST_NAME + 1)
        pairs = ((term[:cut], term[cut:]) for cut in cuts)
        known = [pair for pair in pairs if pair[0] in self._vocabulary and pair[1] in self._vocabulary]
        return max(known, key=lambda pair: min(map(len, pair)), default=None)

    def _variants(self, term: str) -> list[str]:
        if len(term) < SHORTEST_NAME or not (term in self._names or term not in self._vocabulary):
            return []
        if term not in self._names and self._is_word(term):
            return []
        candidates = {*self._by_skeleton.get(skeleton(term), ()), *self._by_sound.get(jellyfish.metaphone(term), ())}
        near = sorted(candidates - {term}, key=lambda name: (-fuzz.ratio(term, name), name))
        return [name for name in near if is_spelling_variant(term, name)]

    def _of_unknown(self, term: str, word: str) -> list[Spelling]:
        if len(term) < SHORTEST_MISSPELT or self._is_word(term):
            return []
        if word.isalpha() and len(word) <= LONGEST_MISSPELT:
            for edited in (_swapped, _with_a_letter_more, _with_a_letter_less):
                meant = sorted({stem(other) for other in edited(word)}.intersection(self._vocabulary))
                if meant:
                    return [Spelling(other, other in self._names) for other in meant[:2]]
        most = 1 if len(term) < 8 else 2
        near = process.extract(term, self._ordered, scorer=OSA.distance, score_cutoff=most, limit=5)
        best = min((distance for _, distance, _ in near), default=0)
        found = [str(w) for w, distance, _ in near if distance == best and w[0].isalpha() and not _is_another(term, w)]
        if found:
            return [Spelling(word, word in self._names) for word in found[:2]]
        names = process.extract(
            term, sorted(self._names), scorer=fuzz.ratio, score_cutoff=LIKENESS_OF_UNKNOWN_NAMES, limit=1
        )
        return [Spelling(str(name), True) for name, _, _ in names]

    @cached_property
    def _ordered(self) -> list[str]:
        return [word for word in self._vocabulary if len(word) >= SHORTEST_MISSPELT - 1]

    @cached_property
    def _by_skeleton(self) -> Mapping[str, list[str]]:
        return _grouped(self._names, skeleton)

    @cached_property
    def _by_sound(self) -> Mapping[str, list[str]]:
        return _grouped(self._names, jellyfish.metaphone)


def _swapped(word: str) -> Iterator[str]:
    """The word with two neighbouring letters the other way round; the first letter is seldom mistaken."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))


def _with_a_letter_more(word: str) -> Iterator[str]:
    return (word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in ascii_lowercase)


def _with_a_letter_less(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _is_another(term: str, word: str) -> bool:
    """Whether two short words of one length differ in a letter: more likely two words than one mistyped."""
    return len(term) == len(word) < SHORTEST_EXCHANGED and sorted(term) != sorted(word)


def _grouped(names: Collection[str], key: Callable[[str], str]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if len(name) >= SHORTEST_NAME:
            groups[key(name)].append(name)
    return groups
