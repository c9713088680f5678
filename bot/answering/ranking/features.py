"""Describe each candidate in a handful of numbers that a person can follow, for ranking and for confidence.

Every number is on a scale that does not depend on the size of the corpus: shares between 0 and 1, or the reader's
logits. Pure; refuses to weigh them against one another.
"""

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from bot.answering.asking.reading import ReadQuestion
from bot.answering.asking.types import speaker_asked_for
from bot.answering.attribution.attributing import attribute
from bot.answering.comparing.parties import same_party
from bot.answering.mentions.proper_names import name_key, without_titles
from bot.answering.mentions.quantities import Quantity
from bot.answering.mentions.scanning import Mention, mentions
from bot.answering.mentions.units import unit_of_term
from bot.answering.ranking.candidates import Candidate
from bot.models import AnswerType
from index.terms import terms

#: What a quantity of something else is worth, where the question says what is counted.
OTHER_UNIT = 0.5
#: The reader's logits are cut here: beyond it they tell nothing more.
LOGIT_LIMIT = 10.0

#: Who is asked about where it does not matter who says it.
_ANYBODY = frozenset({"people", "anyone", "anybody", "someone", "somebody", "everyone", "everybody", "others"})

Idf = Callable[[str], float]

_MENTION_KINDS: dict[AnswerType, frozenset[str]] = {
    AnswerType.DATE: frozenset({"date"}),
    AnswerType.QUANTITY: frozenset({"quantity"}),
    AnswerType.PERSON: frozenset({"name"}),
    AnswerType.ORGANISATION: frozenset({"name"}),
    AnswerType.PLACE: frozenset({"name"}),
    AnswerType.NAME: frozenset({"name", "quoted"}),
    AnswerType.DEFINITION: frozenset({"quoted"}),
}


class Features(NamedTuple):
    """One candidate's numbers.

    ``relevance`` and ``span``: the reader's logits for the sentence and its best span. ``lead``: how far that span
    stays behind the best one of all candidates. ``match``: the engine's score against the best hit's. ``coverage``,
    ``surroundings``: idf-weighted share of the question's terms in the sentence, and in the window around it; a word
    that may stand for a term counts as far as it is close.
    ``names``: share of the question's names in the sentence. ``phrase``: share of the question's
    neighbouring terms that are neighbours here. ``typed``: the sentence mentions something of the kind asked for that
    the question does not hold. ``speaker``, where it is asked what somebody said: 1 where they say it, -1 where
    somebody else does, 0 where the sentence does not tell.
    """

    relevance: float = 0.0
    span: float = 0.0
    lead: float = 0.0
    match: float = 0.0
    coverage: float = 0.0
    surroundings: float = 0.0
    names: float = 0.0
    phrase: float = 0.0
    typed: float = 0.0
    speaker: float = 0.0


def describe(
    question: ReadQuestion, candidates: Sequence[Candidate], idf: Idf, text_before: Callable[[int], str | None]
) -> list[Features]:
    """The features of each candidate, in their order; ``text_before`` gives the sentence before a position's."""
    best_match = max((c.hit.score for c in candidates if c.hit), default=0.0)
    spans = [_best_span(candidate) for candidate in candidates]
    best_span = max(spans, default=0.0)
    weights = {term: idf(term) for term in question.terms}
    asked_speaker = speaker_asked_for(question.text)
    if asked_speaker and asked_speaker.casefold() in _ANYBODY:
        asked_speaker = None
    return [
        Features(
            relevance=_clipped(candidate.reading.relevance) if candidate.reading else 0.0,
            span=_clipped(span / 2),
            lead=_clipped(span - best_span),
            match=candidate.hit.score / best_match if candidate.hit and best_match > 0 else 0.0,
            coverage=_share(question, candidate.terms, weights),
            surroundings=_share(question, candidate.around, weights),
            names=_named(question, candidate.terms),
            phrase=_phrase(question, candidate),
            typed=_typed(question, candidate),
            speaker=_speaker(question, candidate, asked_speaker, text_before) if asked_speaker else 0.0,
        )
        for candidate, span in zip(candidates, spans, strict=True)
    ]


def inverse_frequency(sentences: int, frequency: Callable[[str], int]) -> Idf:
    """Idf between 0 and 1: ln(1 + N / (1 + n)) / ln(1 + N), so that small and large corpora share one scale."""
    whole = log(1 + max(1, sentences))
    return lambda term: log(1 + max(1, sentences) / (1 + frequency(term))) / whole


def _share(question: ReadQuestion, terms: frozenset[str], weights: dict[str, float]) -> float:
    total = sum(weights.values())
    found = sum(weight * _found(question, term, terms) for term, weight in weights.items())
    return found / total if total > 0 else 0.0


def _named(question: ReadQuestion, terms: frozenset[str]) -> float:
    names = question.names & question.alternatives.keys()
    return sum(bool(question.alternatives[name] & terms) for name in names) / len(names) if names else 0.0


def _found(question: ReadQuestion, term: str, terms: frozenset[str]) -> float:
    """1 where a term is among others under any spelling, else how close the closest word is that may stand for it."""
    if question.alternatives[term] & terms:
        return 1.0
    return max((near for other, near in question.close.get(term, {}).items() if other in terms), default=0.0)


def _phrase(question: ReadQuestion, candidate: Candidate) -> float:
    pairs = list(zip(question.terms, question.terms[1:], strict=False))
    if not pairs or candidate.hit is None:
        return 0.0
    return sum(_are_neighbours(candidate.ordered, question, *pair) for pair in pairs) / len(pairs)


def _are_neighbours(ordered: Sequence[str], question: ReadQuestion, one: str, other: str) -> bool:
    ones, others = question.alternatives[one], question.alternatives[other]
    places = [place for place, term in enumerate(ordered) if term in ones]
    return any(others & set(ordered[max(0, place - 2) : place + 3]) for place in places)


def _typed(question: ReadQuestion, candidate: Candidate) -> float:
    kinds = _MENTION_KINDS.get(question.type)
    if kinds is None:
        return 0.0
    asked = question.text.casefold()
    fitting = [
        mention
        for mention in mentions(candidate.sentence.text)
        if mention.kind in kinds and candidate.sentence.text[mention.start : mention.end].casefold() not in asked
    ]
    if not fitting or question.counted is None:
        return float(bool(fitting))
    return 1.0 if any(is_counted(mention, question) for mention in fitting) else OTHER_UNIT


def _speaker(
    question: ReadQuestion, candidate: Candidate, asked: str, text_before: Callable[[int], str | None]
) -> float:
    """Whether whoever is asked about says what the sentence says, as far as it and the one before it tell."""
    said = attribute(candidate.sentence.text, text_before(candidate.position))
    if said is None:
        return 0.0
    speaker = set(terms(f"a {said.speaker}"))
    words = terms(f"a {asked}")
    names = without_titles(sorted(question.names.intersection(words)))
    telling = names or words  # of "the Israeli prime minister" only the name tells
    if any(question.alternatives.get(term, frozenset({term})) & speaker for term in telling):
        return 1.0
    return 1.0 if same_party(name_key(asked), name_key(said.speaker)) else -1.0


def is_counted(mention: Mention, question: ReadQuestion) -> bool:
    """Whether a quantity counts what the question asks the number of ("how many children" → "two children")."""
    if question.counted is None or not isinstance(mention.key, Quantity):
        return False
    return mention.key.unit in map(
        unit_of_term, question.alternatives.get(question.counted, frozenset({question.counted}))
    )


def _best_span(candidate: Candidate) -> float:
    return candidate.reading.spans[0].score if candidate.reading and candidate.reading.spans else -2 * LOGIT_LIMIT


def _clipped(logit: float) -> float:
    return max(-LOGIT_LIMIT, min(LOGIT_LIMIT, logit))
