"""Group questions that ask for the same: those that share most of their words by weight, and names no article knows.

Rare words and names weigh more than common ones. Words that the corpus holds to be spellings of one name count as one
word, and so do names that are one by the alias table, and spellings of a name that no article contains. Pure; refuses
to know when or how often something was asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.answering.aliases import AliasTable
from bot.answering.asking.reading import ReadQuestion
from bot.answering.asking.words import is_common_word
from index.names import Spellings

#: Two questions ask for the same from this share of their words' weight on (weighted Jaccard).
ALIKE = 0.5
#: A name weighs as much as this many other words of its frequency.
NAME_WEIGHT = 2.0

Idf = Callable[[str], float]


class Asked(NamedTuple):
    """What a question asks for: its words with their weights and these summed, and its names that no article knows."""

    words: dict[str, float]
    weight: float
    unknown_names: frozenset[str]


def asked_for(questions: Sequence[ReadQuestion], idf: Idf, aliases: AliasTable) -> list[Asked]:
    """What each question asks for; the same word stands for all spellings of a name."""
    one = _representatives(questions)
    return [_asked(question, idf, aliases, one) for question in questions]


def groups(questions: Sequence[Asked]) -> list[list[int]]:
    """The questions by likeness, as indices; each group is led by its first, to which all others are alike."""
    led_by: dict[str, list[int]] = defaultdict(list)
    found: list[list[int]] = []
    for number, question in enumerate(questions):
        near = {group for word in question.words for group in led_by[word]}
        leaders = ((likeness(question, questions[found[group][0]]), -group) for group in near)
        best, group = max(leaders, default=(0.0, 0))
        if best >= ALIKE:
            found[-group].append(number)
            continue
        for word in question.words:
            led_by[word].append(len(found))
        found.append([number])
    return found


def likeness(one: Asked, other: Asked) -> float:
    """How much two questions ask for the same, 0 to 1: alike where they ask about one name that no article contains."""
    if one.unknown_names and one.unknown_names == other.unknown_names:
        return 1.0
    small, large = sorted((one.words, other.words), key=len)
    both = [(weight, large[word]) for word, weight in small.items() if word in large]
    shared = sum(max(pair) for pair in both)
    total = one.weight + other.weight - sum(min(pair) for pair in both)
    return shared / total if total else 0.0


def _asked(question: ReadQuestion, idf: Idf, aliases: AliasTable, one: dict[str, str]) -> Asked:
    weights: dict[str, float] = {}
    left = list(question.terms)
    for name in aliases.found(question.terms):
        weights[f"≡{name.number}"] = NAME_WEIGHT * max(idf(term) for term in name.terms)
        left = [term for term in left if term not in name.terms]
    for term in left:
        weight = idf(term) * (NAME_WEIGHT if term in question.names else 1.0)
        weights[one[term]] = max(weight, weights.get(one[term], 0.0))
    unknown = frozenset(one[term] for term in question.unknown if _is_name(term, question))
    return Asked(weights, sum(weights.values()), unknown & weights.keys())


def _is_name(term: str, question: ReadQuestion) -> bool:
    return term in question.names or not is_common_word(term)


def _representatives(questions: Iterable[ReadQuestion]) -> dict[str, str]:
    """Each word → the one that stands for all its spellings."""
    stands_for: dict[str, str] = {}

    def found(word: str) -> str:
        while stands_for.setdefault(word, word) != word:
            word = stands_for[word]
        return word

    for one, other in _pairs(list(questions)):
        first, second = sorted((found(one), found(other)))
        stands_for[second] = first
    return {word: found(word) for word in stands_for}


def _pairs(questions: Sequence[ReadQuestion]) -> Iterator[tuple[str, str]]:
    """Words that count as one: by the corpus's own spellings, or as names that no article contains."""
    unknown: set[str] = set()
    for question in questions:
        for term, others in question.alternatives.items():
            yield from ((term, other) for other in others)
        unknown.update(term for term in question.unknown if _is_name(term, question) and not term[0].isdigit())
    spellings = Spellings(unknown, unknown)
    for term in sorted(unknown):
        yield from ((term, other.term) for other in spellings.of(term))
