"""Questions that the index can answer well, for whoever begins to type one: found in the articles' own sentences.

A sentence is turned around by its own words and a few function words: "China offered to mediate" asks "Who offered to
mediate?". Pure; made once for a generation, so that each keystroke costs a look through a short list. Refuses to know
what the articles are about, and to judge: whoever offers the questions asks them first.

>>> list(questions_in("Captain Ole Brandt offered to lead the search, and 14 passengers were rescued."))
['How many passengers were rescued?', 'Who offered to lead the search?']
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.models import Answer
from index.generation import Generation

#: Sentences looked at; a corpus has its main questions among the first thousands.
_MOST_SENTENCES = 20_000
#: Discord takes 100 characters; a question that long is none that people type.
_LONGEST = 90
_FEWEST_WORDS, _MOST_WORDS = 3, 11
#: Below this likeness a suggestion has nothing to do with what was typed.
_ALIKE = 75.0

#: Pieces of the patterns below, by name.
_PIECES = {
    "NAME": r"(?:[A-Z][\w’'-]+(?: (?:of|the|for|and)(?= [A-Z]))?(?: [A-Z][\w’'-]+)*)",
    "PAST": r"(?:[a-z]+ed|made|led|held|took|sent|won|struck|sank|fell|broke|began|met|left|lost|found|shot|sought)",
    "NUMBER": r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|(?:dozen|hundred|thousand)s of)",
    "THINGS": r"(?:(?:[a-z-]+ ){0,2}(?:[a-z]{3,}s|people|children|men|women))",
    "SUBJECT": r"(?:[Tt]he (?:[a-z-]+ ){1,3}|NAME )",
    "LOOSE": r"(?:(?:on|in|at|by|of|for|from|with|as|and|that)\b)",
    "END": r"(?=[.,;:—–(“\"]| (?:on|after|before|as|while|when|wh[a-z]+|that|amid|following|because|during|by)\b|$)",
    "WHEN": r"(?:(?:on|in) (?:[A-Z][a-z]+day|(?:early |late )?[A-Z][a-z]+ \d{1,2}))",
}
#: What stands in a sentence, and the question that it answers.
_TURNS = (
    (r"\bNUMBER (?P<what>THINGS) (?P<was>were|have been) (?P<done>[a-z]+ed)\b", "How many {what} {was} {done}?"),
    (r"\b(?P<done>[a-z]+ed) (?:[a-z]+ (?:[a-z]+ )?)?NUMBER (?P<what>THINGS)\b", "How many {what} were {done}?"),
    (r"\b(?P<what>[a-z]{4,})(?: was| is|,)? (?P<done>code-?named|nicknamed|dubbed)\b", "What was the {what} {done}?"),
    (r"\b(?P<what>SUBJECT)(?P<was>was|were) (?P<done>PAST)\b[^.;]*? WHEN", "When {was} {what} {done}?"),
    (r"\b(?P<done>[a-z]+ed) (?P<what>THINGS)\b[^.;]{0,60}? WHEN", "When were {what} {done}?"),
    (r"\b(?P<what>SUBJECT)(?P<was>was|were) (?P<done>PAST)\b[^.;]*?\bbecause\b", "Why {was} {what} {done}?"),
    (r"(?:^|[,”] )NAME,? (?:ha[sd] |have )?(?P<done>PAST (?!LOOSE)[^.,;:—–(“\"]{4,60}?)END", "Who {done}?"),
)
_WORDS = re.compile(r"\w+")
#: A question may not lean on what is not in it.
_LEANING = re.compile(
    r"\b(?:he|she|it|they|him|her|them|this|these|those|such|its|his|their|said|told|added|reported|stated)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(rf" (?:{_PIECES['LOOSE']}|to|[a-z]+ing)\?")


class Suggestions:
    """Questions to offer, best first."""

    def __init__(self, questions: Sequence[str] = ()) -> None:
        self._questions = tuple(questions)
        self._folded = [each.casefold() for each in self._questions]

    def __len__(self) -> int:
        return len(self._questions)

    def matching(self, so_far: str, most: int) -> list[str]:
        """Those that go on from what was typed: beginning so first, then with those words, then alike."""
        typed = so_far.casefold().strip()[:_LONGEST]
        begun = [at for at, folded in enumerate(self._folded) if folded.startswith(typed)]
        wanted = _WORDS.findall(typed)
        worded = [at for at, folded in enumerate(self._folded) if _has_words(folded, wanted)]
        order = dict.fromkeys([*begun, *worded])
        if len(order) < most and len(typed) > 3:
            alike = process.extract(typed, self._folded, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=most)
            order |= dict.fromkeys(at for _, _, at in alike)
        return [self._questions[at] for at in islice(order, most)]

    def examples(self, most: int = 4) -> list[str]:
        """A few to begin with."""
        return list(self._questions[:most])


class Candidate(NamedTuple):
    """A question, and the sentences that it was made from: (source, offset)."""

    question: str
    places: frozenset[tuple[str, int]]


def candidates(generation: Generation, most: int) -> list[Candidate]:
    """Questions that the sentences of a generation seem to answer: what several articles tell comes first."""
    places: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    by_article = [list(_found(generation, source, places)) for source in _sources(generation)]
    in_turn = (each for row in zip_longest(*by_article) for each in row if each)
    best: dict[str, str] = {}
    for each in in_turn:
        best.setdefault(_key(each), each)
    told = {key: len({source for source, _ in found}) for key, found in places.items()}
    ordered = sorted(best, key=lambda key: -told[key])
    return [Candidate(best[key], frozenset(places[key])) for key in ordered[:most]]


def answers_well(candidate: Candidate, answer: Answer) -> bool:
    """Whether an answer is found where the question came from, and in few words."""
    if answer.status != "answered" or not answer.short_answer:
        return False
    best = answer.citations[0]
    return (best.source, best.start) in candidate.places


def questions_in(sentence: str) -> Iterator[str]:
    """The questions that a sentence answers by its own words."""
    text = " ".join(sentence.split())
    for pattern, question in _patterns():
        for match in pattern.finditer(text):
            parts = {name: _lowered(part) for name, part in match.groupdict().items()}
            asked = question.format(**parts)
            if _stands_alone(asked):
                yield asked


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_spelt_out(_spelt_out(turn))), question) for turn, question in _TURNS)


def _spelt_out(turn: str) -> str:
    """A pattern with its pieces in place; a piece may name another one."""
    return re.sub("|".join(_PIECES), lambda name: _PIECES[name[0]], turn)


def _stands_alone(question: str) -> bool:
    words = _WORDS.findall(question)
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or len(question) > _LONGEST:
        return False
    return not _LEANING.search(question, 4) and not _UNFINISHED.search(question)


def _sources(generation: Generation) -> list[str]:
    return list(generation.by_source)


def _found(generation: Generation, source: str, places: dict[str, set[tuple[str, int]]]) -> Iterator[str]:
    """The questions of an article's first sentences; where each stands is noted."""
    positions = generation.sentences_of(source)
    for position in islice(positions, max(5, _MOST_SENTENCES // len(generation.documents))):
        sentence = generation.sentence(position)
        for question in questions_in(sentence.text):
            places[_key(question)].add((source, sentence.start))
            yield question


def _lowered(part: str) -> str:
    return re.sub(r"^The\b", "the", part.strip())


def _key(question: str) -> str:
    return " ".join(sorted(set(_WORDS.findall(question.casefold()))))


def _has_words(folded: str, wanted: Iterable[str]) -> bool:
    have = _WORDS.findall(folded)
    return all(any(word.startswith(each) for word in have) for each in wanted)
