"""Tell whether two names mean one party, and give names their capitals back in a message typed without any.

News lets a capital speak for its country and calls an army by its nation; those are one party here. The list of
countries and capitals is general. Refuses to know any person or organisation.

>>> same_party(("tehran",), ("iranian", "forces")), same_party(("turkey",), ("china",))
(True, False)
>>> with_capitals("turkey offered to mediate between the sides")
'Turkey offered to mediate between the sides'
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import jellyfish

from bot.answering.asking.words import is_common_word
from bot.answering.mentions.proper_names import name_key, shares_token
from bot.answering.word_lists import lines as lines_of
from index.names import skeleton
from index.terms import stem, stop_words

_WORD = re.compile(r"[^\W\d_]{3,}")


def same_party(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two keys of names can mean one party: a shared token, initials, a country and its capital or people."""
    if shares_token(one, other) or _initials(one, other) or _initials(other, one):
        return True
    return bool(_countries(one) & _countries(other))


def with_capitals(text: str) -> str:
    """The text, of the same length, with countries and uncommon words capitalised where it has no capital inside."""
    if any(c.isupper() for c in text[1:]):
        return text
    return _WORD.sub(lambda match: _capitalised(match[0]), text)


def _capitalised(word: str) -> str:
    lower = word.lower()
    is_name = lower in _single_names() or not (lower in stop_words() or is_common_word(stem(lower)))
    written = word.capitalize() if is_name else word
    return written if len(written) == len(word) else word


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(token[0] for token in long)


@lru_cache(maxsize=1024)
def _countries(key: tuple[str, ...]) -> frozenset[int]:
    joined = f" {' '.join(key)} "
    named = frozenset(number for name, number in _capitals() if f" {name} " in joined)
    return named.union(*map(_countries_like, key))


@lru_cache(maxsize=8192)
def _countries_like(token: str) -> frozenset[int]:
    """The countries of which a name of one word is spelt like this token, or that the token is derived from."""
    near = {each for key in _looked_up_by(token) for each in _by_look().get(key, ())}
    return frozenset(number for name, number in near if shares_token((name,), (token,)))


def _looked_up_by(token: str) -> tuple[str, str, str]:
    """One of these two tokens have in common that are spellings of one name, or of a country and its people."""
    return f"first {token[:3]}", f"skeleton {skeleton(token)}", f"sound {jellyfish.metaphone(token)}"


@lru_cache(maxsize=1)
def _by_look() -> Mapping[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, number in _capitals():
        if " " not in name:
            for key in _looked_up_by(name):
                found[key].append((name, number))
    return found


@lru_cache(maxsize=1)
def _single_names() -> frozenset[str]:
    return frozenset(name for name, _ in _capitals() if " " not in name and len(name) > 3)


@lru_cache(maxsize=1)
def _capitals() -> tuple[tuple[str, int], ...]:
    lines = [line.split("|") for line in lines_of("capitals.txt")]
    return tuple((" ".join(name_key(name.strip())), number) for number, names in enumerate(lines) for name in names)
