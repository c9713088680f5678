"""Answer a question from one generation: read it, gather sentences, rank them, mark the answer, or decline.

Composes the pure steps beside it and decides nothing itself but their order. Deterministic: the same question over the
same generation gives the same Answer. Safe to share between threads. Refuses to write a word of an answer: every quote
and every short answer is a slice of an article.
"""

import copy
import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, Self

from rapidfuzz.distance import OSA

from bot.answering.aliases import NO_ALIASES, AliasTable, matched
from bot.answering.asking.reading import Lexicon, ReadQuestion, read
from bot.answering.asking.smalltalk import reply, without_greeting
from bot.answering.asking.words import is_common_word
from bot.answering.citing import cite
from bot.answering.comparing.agreement import agreement, grouped_by_alias
from bot.answering.declining import EMPTY, NO_TERMS, TOO_LONG, reason
from bot.answering.ranking.candidates import gather, layout, read_by_itself
from bot.answering.ranking.features import describe, inverse_frequency
from bot.answering.ranking.one_word import holding_the_word, is_one_word
from bot.answering.ranking.ranked import Ranked
from bot.answering.ranking.signals import Signals, signals, unknown_share
from bot.answering.ranking.weights import Model, Weights, learned
from bot.models import LONGEST_QUESTION, AliasUse, Answer, Citation, ClaimCheck, Question, Reason, Turn
from bot.reader import Reader
from index.embedded import PASSAGE_WEIGHT
from index.engine import WeightedTerm
from index.generation import Generation
from index.names import Spellings
from index.terms import forms, terms

#: Sentences cited with an answer, and shown with a decline.
CITATIONS = 5
NEAREST = 3
#: A further sentence counts as an answer of its own from this confidence on, its span at most so many logits behind.
SUPPORTING = 0.5
FURTHEST_BEHIND = -5.0
#: Sentences in which the forms of a word are looked for that a typing error meant.
LOOKED_THROUGH_FOR_FORMS = 50


class Stages(NamedTuple):
    """Steps that can be switched off to see what each is worth."""

    neighbourhood: bool = True
    spellings: bool = True
    related: bool = True
    skim: bool = True


_ALL_STAGES = Stages()


def _supports(question: ReadQuestion, ranked: Ranked) -> bool:
    """Whether a sentence that is not the first answers by itself, rather than only standing near.

    To a question of one word none does without that word or one close to it: the reader knows little of such questions.
    """
    speaks_of_it = ranked.features.coverage > 0 or not is_one_word(question)
    return ranked.confidence >= SUPPORTING and ranked.features.lead >= FURTHEST_BEHIND and speaks_of_it


def _agrees(question: ReadQuestion, ranked: Ranked, citation: Citation, first: Citation) -> bool:
    """Whether a sentence holds the one word that is asked for and gives the first sentence's answer."""
    if not (is_one_word(question) and ranked.features.coverage == 1 and ranked.confidence >= SUPPORTING):
        return False
    same = terms(citation.short_answer or "")
    return bool(same) and same == terms(first.short_answer or "")


def _comparable(citation: Citation) -> Citation:
    """A citation as it is compared: what only stands near gives no value, and keeps its place."""
    return citation if citation.supports else citation.model_copy(update={"answer_span": None})


def _completed(text: str, previous: Turn) -> str | None:
    """The follow-up in full words. Few questions are one, so what reads it is imported for the first that is."""
    from bot.answering.asking.followups import complete

    return complete(text, previous)


class Answerer:
    """Answers questions from one generation, with the small reader or by word matching alone."""

    def __init__(
        self,
        generation: Generation,
        *,
        reader: Reader | None = None,
        threshold: float | None = None,
        weights: Weights | None = None,
        stages: Stages = _ALL_STAGES,
        aliases: AliasTable = NO_ALIASES,
    ) -> None:
        self.weights = weights or learned()
        self.stages = stages
        self.aliases = aliases
        self.generation = generation
        self.reader = reader
        self.model: Model = self.weights.with_reader if reader else self.weights.without_reader
        self.threshold = self.model.threshold if threshold is None else threshold
        self._layout = layout(generation)
        self.idf = inverse_frequency(generation.manifest.statistics.sentences, generation.engine.document_frequency)

    def without_threshold(self) -> Self:
        """The same answerer, declining nothing that has a candidate: for measuring."""
        return type(self)(
            self.generation,
            reader=self.reader,
            threshold=0.0,
            weights=self.weights,
            stages=self.stages,
            aliases=self.aliases,
        )

    def with_aliases(self, aliases: AliasTable) -> Self:
        """The same answerer with another table of aliases; all that was worked out about the generation is kept."""
        other = copy.copy(self)
        other.aliases = aliases
        return other

    def answer(self, question: Question) -> Answer:
        """Answer one question, or decline it with a reason; never raises for any text."""
        text = question.text.strip()
        if len(text) > LONGEST_QUESTION:
            return self._declined(question, TOO_LONG)
        if not text:
            return self._declined(question, EMPTY)
        if kind_words := reply(text):
            return self._declined(question, Reason(message=kind_words))
        understood = _completed(text, question.previous) if question.previous else None
        asked = self.read(understood or text)
        if not asked.terms:
            return self._declined(question, NO_TERMS, understood)
        return self._decided(question, understood, asked, self.rank(asked))

    def read(self, text: str) -> ReadQuestion:
        """Read a question against this generation's words."""
        stages = self.stages
        plain = without_greeting(text)
        return read(plain, self._lexicon, spellings=stages.spellings, related=stages.related, aliases=self.aliases)

    def rank(self, question: ReadQuestion) -> list[Ranked]:
        """All candidates for a question, best first, ties in reading order."""
        weight = PASSAGE_WEIGHT if self.stages.neighbourhood else 0.0
        skims = self.stages.skim and not is_one_word(question)
        candidates = gather(question, self.generation, self._layout, self.reader, passage_weight=weight, skims=skims)
        features = describe(question, candidates, self.idf, self.generation.text_before)
        unknown = unknown_share(question, self.idf)
        model = self._model_for(question)
        order = sorted(range(len(candidates)), key=lambda i: (-model.score(features[i]), candidates[i].position))
        ranked = []
        for i in order:
            summed = signals(features[i], unknown)
            confidence = self._confidence(question, summed)
            ranked.append(Ranked(candidates[i], features[i], model.score(features[i]), confidence, summed))
        return ranked

    def _model_for(self, question: ReadQuestion) -> Model:
        return holding_the_word(self.model) if self.reader and is_one_word(question) else self.model

    def _confidence(self, question: ReadQuestion, summed: Signals) -> float:
        """How likely a sentence answers; to a question of one word, not less than by its words alone."""
        read = self.model.confidence.probability(summed)
        if not (self.reader and is_one_word(question)):
            return read
        return max(read, self.weights.without_reader.confidence.probability(summed))

    def check(self, text: str) -> ClaimCheck:
        """Hold each claim of a message against the sentences nearest to it; never a verdict."""
        from bot.answering.checking import check

        return check(self, text)

    @cached_property
    def _lexicon(self) -> Lexicon:
        names = frozenset(self.generation.names)
        frequency = self.generation.engine.document_frequency
        return Lexicon(
            frequency, Spellings(self.generation.engine.vocabulary, names, is_common_word), self._surface, names
        )

    def _surface(self, term: str, typed: str) -> str:
        """A term as the articles write it: a name, or the form of the word that is nearest to what was typed."""
        if surfaces := self.generation.names.get(term):
            return surfaces[0]
        hits = self.generation.engine.search([WeightedTerm(term, 1.0)], LOOKED_THROUGH_FOR_FORMS).hits
        words = (word for hit in hits for word in forms(term, self.generation.text_of(hit.sentence)))
        return min(words, key=lambda word: (OSA.distance(word, typed), word), default=term)

    def _decided(
        self, question: Question, understood: str | None, asked: ReadQuestion, ranked: Sequence[Ranked]
    ) -> Answer:
        if not ranked or ranked[0].confidence < self.threshold:
            nearest = [each for each in ranked if each.features.surroundings > 0][:NEAREST]
            near = tuple(self._cited(asked, each, marked=False) for each in nearest)
            why = reason(asked.missing, asked.type, nearest=bool(near))
            uses = self._aliases(asked, nearest)
            return self._declined(question, why, understood, asked, ranked[0].confidence if ranked else 0.0, near, uses)
        first = read_by_itself(asked, ranked[0].candidate, self.reader, self.generation)
        citations = self._citations(asked, [ranked[0]._replace(candidate=first), *ranked[1:CITATIONS]])
        supporting = [_comparable(citation) for citation in citations]
        agreed = agreement(asked.type, asked.text, supporting, self.aliases)
        return Answer(
            id=self._id(question),
            question=question.text,
            understood=understood,
            status="answered",
            type=asked.type,
            short_answer=citations[0].short_answer,
            confidence=ranked[0].confidence,
            citations=citations,
            agreement=agreed,
            spellings=asked.spellings,
            aliases=self._aliases(asked, ranked[: len(citations)])
            + grouped_by_alias(asked.type, agreed, supporting, self.aliases),
            generation=self.generation.name,
        )

    def _citations(self, asked: ReadQuestion, ranked: Sequence[Ranked]) -> tuple[Citation, ...]:
        """The sentences of an answer, the first of which decides it; the others support it or stand near."""
        first = self._cited(asked, ranked[0], supports=True)
        others = [(each, self._cited(asked, each, supports=_supports(asked, each))) for each in ranked[1:]]
        return first, *(
            cited.model_copy(update={"supports": True}) if _agrees(asked, each, cited, first) else cited
            for each, cited in others
        )

    def _cited(self, asked: ReadQuestion, ranked: Ranked, *, marked: bool = True, supports: bool = False) -> Citation:
        return cite(self.generation, ranked.candidate, asked if marked else None, supports=supports)

    @staticmethod
    def _aliases(asked: ReadQuestion, shown: Sequence[Ranked]) -> tuple[AliasUse, ...]:
        """The aliases by which the sentences that are shown were found."""
        return matched(asked.aliases, [each.candidate.ordered for each in shown]) if asked.aliases else ()

    def _declined(
        self,
        question: Question,
        why: Reason,
        understood: str | None = None,
        asked: ReadQuestion | None = None,
        confidence: float = 0.0,
        nearest: tuple[Citation, ...] = (),
        aliases: tuple[AliasUse, ...] = (),
    ) -> Answer:
        return Answer(
            id=self._id(question),
            question=question.text,
            understood=understood,
            status="declined",
            type=asked.type if asked else None,
            confidence=confidence,
            nearest=nearest,
            reason=why,
            spellings=asked.spellings if asked else {},
            aliases=aliases,
            generation=self.generation.name,
        )

    def _id(self, question: Question) -> str:
        """The question's own id, or one that follows from all that decides the answer, so that it can be replayed."""
        if question.id is not None:
            return question.id
        version = self.reader.version if self.reader else "none"
        parts = [question.model_dump_json(), self.generation.name, version, f"{self.threshold:.6f}"]
        parts += [self.aliases.version] if self.aliases else []
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
