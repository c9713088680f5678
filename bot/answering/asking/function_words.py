"""Put mistyped function words right: "who wsa the envoy" asks who was.

Neither articles nor index know function words, so no spelling of theirs is found there; and a word that no article has
is named to the asker as missing. Only two slips are told, that seldom make a word of their own: two letters exchanged,
and a letter once instead of twice or the other way round. Pure; refuses to judge words that articles have.

>>> put_right("who wsa the envoy, adn is she beeing held", lambda term: 0)
'who was the envoy, and is she being held'
"""

import re
from collections.abc import Callable
from functools import lru_cache

from bot.answering.asking.corrections import Replacement, spliced
from bot.answering.asking.words import is_common_word
from index.terms import fold, stop_words, tokenize

_REPEATED = re.compile(r"(.)\1+")
_SHORTEST = 3
#: A surplus letter is taken for a slip in words of so many letters: "inn" and "iss" are none.
_SHORTEST_WITH_SURPLUS = 5


def put_right(text: str, frequency: Callable[[str], int]) -> str:
    """The text with such words as they were meant; ``frequency`` counts the articles' sentences with a term."""
    slips: list[Replacement] = []
    for token in tokenize(text):
        word = text[token.start : token.end]
        if word.islower() and word.isalpha() and len(token.terms) == 1 and not frequency(token.terms[0]):
            meant = None if _is_common(fold(word), token.terms[0]) else meant_by(fold(word))
            slips += [(token.start, token.end, meant)] if meant else []
    return spliced(text, slips)


def _is_common(word: str, term: str) -> bool:
    """Whether a word is a common one as it stands: "three" is, "beeing" is none for being made of "bee"."""
    return is_common_word(term) and (word == term or not word.startswith(term))


@lru_cache(maxsize=1 << 12)
def meant_by(word: str) -> str | None:
    """The one function word that a folded word is a slip of; nothing where there is none, or more than one.

    >>> meant_by("wil"), meant_by("hwo"), meant_by("inn")
    ('will', None, None)
    """
    if len(word) < _SHORTEST:
        return None
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    found = {each for each in stop_words() if each in swapped or _is_repetition(word, each)}
    return found.pop() if len(found) == 1 else None


def _is_repetition(word: str, other: str) -> bool:
    """Whether the words differ in how often a letter stands in a row, and the typed one is long enough to tell."""
    if abs(len(word) - len(other)) != 1 or _REPEATED.sub(r"\1", word) != _REPEATED.sub(r"\1", other):
        return False
    return len(word) < len(other) or len(word) >= _SHORTEST_WITH_SURPLUS
