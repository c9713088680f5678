"""Cite a sentence: where it stands, who asserts it, and the words in it that answer.

A citation's quote and short answer are slices of the article, whatever a reader proposed. Pure; refuses to rank.
"""

import re

from bot.answering.asking.reading import ReadQuestion
from bot.answering.asking.types import asks_for_a_clause, asks_for_a_year, offers_a_choice, verb_of_who
from bot.answering.attribution.attributing import attribute
from bot.answering.descriptions import asks_who_somebody_is, describing
from bot.answering.ranking.candidates import Candidate
from bot.answering.ranking.one_word import is_one_word
from bot.answering.spans import by_kind, choose, covering, only_year
from bot.models import AnswerType, Citation
from index.generation import Generation
from index.terms import terms

#: A sentence about what a pronoun did, not about what was done to it, and the words that say what.
_DONE_BY_A_PRONOUN = re.compile(
    r"\W*(?:he|she|they)\s+(?P<did>(?:(?!is\b|are\b|was\b|were\b|been\b|be\b)[\w’'-]+\s*){1,4})", re.IGNORECASE
)


def cite(generation: Generation, found: Candidate, asked: ReadQuestion | None, *, supports: bool = False) -> Citation:
    """The citation of a sentence, its short answer marked where it is one to a question that was ``asked``."""
    sentence = found.sentence
    document = generation.document(sentence.source)
    span = short_answer(asked, found) if asked else None
    return Citation(
        source=sentence.source,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        answer_span=span,
        line=sentence.line,
        supports=supports,
        attribution=attribute(sentence.text, generation.text_before(sentence.position), span),
    )


def short_answer(asked: ReadQuestion, found: Candidate) -> tuple[int, int] | None:
    """Where the short answer stands in a sentence, or nothing where the sentence as a whole is the answer."""
    span = _marked(asked, found)
    if span and asked.type is AnswerType.DATE and asks_for_a_year(asked.text):
        return only_year(found.sentence.text, *span)
    return span


def _marked(asked: ReadQuestion, found: Candidate) -> tuple[int, int] | None:
    sentence = found.sentence.text
    words = frozenset().union(*asked.alternatives.values())
    if asked.type is AnswerType.YES_NO and not (found.reading and offers_a_choice(asked.text)):
        return covering(sentence, words)
    if found.reading is None:
        return by_kind(sentence, asked.text, asked.type)
    if (person := asks_who_somebody_is(asked.text)) and (described := describing(sentence, _terms_of(asked, person))):
        return described
    clause = asks_for_a_clause(asked.text)
    counted = asked.alternatives.get(asked.counted, frozenset()) if asked.counted else frozenset()
    beside = words if is_one_word(asked) else frozenset()
    span = choose(sentence, asked.type, found.reading.spans, clause=clause, counted=counted, asked=words, beside=beside)
    return None if span and _is_done_by_a_pronoun(sentence, asked) else span


def _is_done_by_a_pronoun(sentence: str, asked: ReadQuestion) -> bool:
    """Whether "he" or "they" did what the question asks the doer of: whom the sentence names then is another."""
    verb, done = verb_of_who(asked.text), _DONE_BY_A_PRONOUN.match(sentence)
    return bool(verb and done and _terms_of(asked, f"a {verb}").intersection(terms(done["did"])))


def _terms_of(asked: ReadQuestion, words: str) -> frozenset[str]:
    return frozenset().union(*(asked.alternatives.get(term, frozenset()) for term in terms(words)))
