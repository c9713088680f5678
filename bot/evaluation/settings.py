"""The settings that SQuAD's articles are asked in: whole, half of the articles gone, the gold paragraph gone.

Each gives generations built in memory and the questions to ask of each; a question whose evidence was taken out is
marked unanswerable. Refuses to ask anything itself.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.evaluation.gold import GoldQuestion
from bot.evaluation.squad import documents, gold_questions
from bot.reader.train.squad import Article, Paragraph
from index.building import build
from index.generation import Generation
from index.models import Corpus

#: The gold paragraph is taken out in this many turns, each without one paragraph in so many.
TURNS = 8

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Setting(NamedTuple):
    """An index and what to ask of it."""

    generation: Generation
    questions: list[GoldQuestion]


def indexed(articles: Sequence[Article]) -> Generation:
    """All articles in one open index, in memory."""
    fingerprint = hashlib.sha256("\n".join(article.title for article in articles).encode()).hexdigest()
    return build(Corpus(root="", documents=tuple(documents(articles)), fingerprint=fingerprint), built_at=_LONG_AGO)


def whole(articles: Sequence[Article]) -> Iterator[Setting]:
    """Every article in the index, every question answerable."""
    yield Setting(indexed(articles), list(gold_questions(articles)))


def articles_out(articles: Sequence[Article]) -> Iterator[Setting]:
    """Half of the articles in the index, in two turns; only questions about the other half, all unanswerable."""
    for present, absent in ((articles[::2], articles[1::2]), (articles[1::2], articles[::2])):
        yield Setting(indexed(present), [_unanswerable(gold) for gold in gold_questions(absent)])


def paragraphs_out(articles: Sequence[Article], turns: int = TURNS) -> Iterator[Setting]:
    """Each question asked of an index without the paragraph that answers it, the rest of the article in place."""
    for turn in range(turns):
        kept = [article._replace(paragraphs=_without(article, turn, turns)) for article in articles]
        gone = [gold for gold in gold_questions(articles) if int(gold.type.rpartition("/")[2]) % turns == turn]
        yield Setting(indexed(kept), [_unanswerable(gold) for gold in gone])


def _without(article: Article, turn: int, turns: int) -> tuple[Paragraph, ...]:
    return tuple(paragraph for number, paragraph in enumerate(article.paragraphs) if number % turns != turn)


def _unanswerable(gold: GoldQuestion) -> GoldQuestion:
    return gold.model_copy(update={"answerable": False, "evidence": (), "answers": ()})
