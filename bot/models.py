"""The values that people and programs exchange with Onrecord: a Question in, an Answer (or a claim check) out.

Console, Discord and batch runs render the same Answer. Frozen, validated, and free of behaviour beyond their own
fields. Offsets count characters, half-open; ``start`` and ``end`` in a document's text, ``answer_span`` in the quote.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from bot.text import whole
from index.models import Frozen, Offset

#: A question longer than this many characters is declined with a kind sentence.
LONGEST_QUESTION = 500

Probability = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
#: What somebody typed, for characters that cannot be encoded U+FFFD.
TypedText = Annotated[str, AfterValidator(whole)]


class AnswerType(StrEnum):
    """What kind of answer a question asks for, in the field's usual classes."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    DATE = "date"
    QUANTITY = "quantity"
    NAME = "name"
    DEFINITION = "definition"
    REASON = "reason"
    STATEMENT = "statement"
    YES_NO = "yes_no"


class Turn(Frozen):
    """An earlier question and what was answered, for a follow-up that leaves something out."""

    question: TypedText
    short_answer: TypedText | None = None


class Question(Frozen):
    """What somebody asks, word for word; untrusted text."""

    text: TypedText
    id: TypedText | None = None
    previous: Turn | None = None


class Attribution(Frozen):
    """Who asserts what a sentence says, where the sentence (or the one before it) names somebody.

    ``pronoun`` is set when the sentence itself says only "he" and ``speaker`` was taken from the sentence before.
    """

    speaker: str
    act: Literal["said", "claimed", "denied", "confirmed"] = "said"
    direct: bool = Field(default=False, description="the sentence quotes the speaker's own words")
    pronoun: str | None = None


class Citation(Frozen):
    """A sentence of an article, word for word: ``document text[start:end] == quote``."""

    source: str = Field(description="file name relative to the corpus folder")
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    start: Offset
    end: Offset
    quote: str
    answer_span: tuple[Offset, Offset] | None = Field(default=None, description="the short answer, inside the quote")
    line: Annotated[int, Field(ge=1)] = 1
    supports: bool = Field(default=True, description="whether this sentence by itself is judged to answer the question")
    attribution: Attribution | None = None

    @model_validator(mode="after")
    def _offsets_fit_the_quote(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError("a citation's offsets must span exactly its quote")
        if self.answer_span is not None and not 0 <= self.answer_span[0] < self.answer_span[1] <= len(self.quote):
            raise ValueError("an answer span must lie inside the quote")
        return self

    @property
    def short_answer(self) -> str | None:
        """The marked part of the quote, or nothing where the sentence as a whole answers."""
        return None if self.answer_span is None else self.quote[slice(*self.answer_span)]


class Value(Frozen):
    """One value that sources give for what was asked: who says so, counted.

    ``citations`` are indices into the answer's citations, best first. ``sources`` counts independent ones: the same
    publisher, agency or near-identical sentence counts once.
    """

    text: str
    citations: tuple[Offset, ...]
    articles: Count
    sources: Count


class Agreement(Frozen):
    """How the sources' values stand to one another; values best supported first.

    ``agree``: one value, two or more independent sources. ``disagree``: values that exclude each other. ``other``:
    other values stand in the sources, but not clearly about the same event. ``several``: the question has several
    answers. ``single``: one source alone.
    """

    relation: Literal["single", "agree", "disagree", "other", "several"]
    values: tuple[Value, ...]


class AliasUse(Frozen):
    """Two names that moderators hold to be one (``aliases.toml``), where that made the difference.

    ``name`` is the question's word as typed, or one source's; ``other`` is the name that stands in the sentences. With
    ``effect`` "matched" the sentences were found by it, with "grouped" their values were counted as one. ``citations``
    are indices into the answer's citations, or into ``nearest`` of a declined one.
    """

    name: str
    other: str
    kind: Literal["spellings", "equivalents"]
    effect: Literal["matched", "grouped"] = "matched"
    citations: tuple[Offset, ...] = ()


class Reason(Frozen):
    """Why a question was declined: words that no article contains, and a sentence for people."""

    missing_terms: tuple[str, ...] = ()
    message: str


class Answer(Frozen):
    """The reply to one question: answered with citations, or declined with a reason and the nearest sentences."""

    id: str
    question: str
    understood: str | None = Field(default=None, description="the question as completed from the previous turn")
    status: Literal["answered", "declined"]
    type: AnswerType | None = None
    short_answer: str | None = None
    confidence: Probability
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    agreement: Agreement | None = None
    reason: Reason | None = None
    spellings: dict[str, str] = Field(
        default_factory=dict, description="words of the question that were read as another spelling in the articles"
    )
    aliases: tuple[AliasUse, ...] = Field(
        default=(), description="names taken for one by the moderators' alias table, where that made the difference"
    )
    generation: str

    @model_validator(mode="after")
    def _status_fits_the_content(self) -> Self:
        if self.status == "answered" and (not self.citations or self.reason is not None):
            raise ValueError("an answered question has citations and no reason to decline")
        if self.status == "declined" and (self.citations or self.short_answer is not None or self.reason is None):
            raise ValueError("a declined question has a reason, no citation and no short answer")
        return self


class Difference(Frozen):
    """Where a claim and a sentence differ: what the claim says, and what the sentence says in its place."""

    kind: Literal["number", "date", "name", "negation"]
    claim: str | None = None
    source: str | None = None


class Comparison(Frozen):
    """A sentence near a claim, and where the two differ. Never a verdict."""

    citation: Citation
    differences: tuple[Difference, ...] = ()


class CheckedClaim(Frozen):
    """One claim-like sentence of a message (``text[start:end] == claim``) with the nearest sentences, best first."""

    claim: str
    start: Offset
    end: Offset
    nearest: tuple[Comparison, ...] = ()


class ClaimCheck(Frozen):
    """A message held against the articles, claim by claim."""

    text: str
    claims: tuple[CheckedClaim, ...] = ()
    generation: str
