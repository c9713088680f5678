"""Other words for a word: what an article may say where a question says "truce".

Two lists: groups of words of news that a person wrote down, and a thesaurus out of word vectors
(``python -m bot.reader.train.thesaurus``). Both of stems. Pure; refuses to know a corpus.

>>> close_words("truce")["armistic"]
0.42
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from bot.answering.word_lists import content
from bot.answering.word_lists import lines as lines_of
from index.terms import terms

#: How close the words of a group are, on the scale of the thesaurus' cosines.
GROUP_CLOSENESS = 0.6
#: From this closeness on a word says nearly the same.
NEARLY_THE_SAME = 0.55


@lru_cache(maxsize=1024)
def close_words(term: str) -> Mapping[str, float]:
    """The stems that may stand for a stem, with how close they are (0 to 1), the closest first."""
    closeness = dict.fromkeys(_groups().get(term, ()), GROUP_CLOSENESS)
    for other, cosine in _in_thesaurus(term):
        closeness[other] = max(closeness.get(other, 0.0), cosine)
    return MappingProxyType(dict(sorted(closeness.items(), key=lambda each: -each[1])))


def _in_thesaurus(term: str) -> tuple[tuple[str, float], ...]:
    """A term's line of the thesaurus; taking all lines apart would cost every ``ask`` what one question needs not."""
    text = content("thesaurus.txt")
    at = text.find(f"\n{term} ")
    if at < 0 or not term.isalpha():
        return ()
    line = text[at + 1 : text.find("\n", at + 1)]
    return tuple((word, int(cosine) / 100) for word, _, cosine in (each.partition(":") for each in line.split()[1:]))


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    groups = [tuple(dict.fromkeys(terms(line))) for line in lines_of("related_words.txt")]
    related: dict[str, dict[str, None]] = {}
    for group in groups:
        for term in group:
            related.setdefault(term, {}).update(dict.fromkeys(other for other in group if other != term))
    return {term: tuple(others) for term, others in related.items()}
