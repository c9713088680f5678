"""Turn articles into the columns that mining and grouping work on: sentences, tokens, words, and questions with labels.

Uses the project's own sentence splitter and the reader's own tokeniser, so that training sees what the product sees.
A question of SQuAD is kept only where one sentence covers its whole answer. Refuses to choose examples.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tokenizers import Tokenizer

from bot.evaluation.settings import Setting
from bot.reader.encoding import Pieces, tokenize
from bot.reader.train.squad import Article
from bot.reader.windows import Layout
from index.sentences import split


class Gold(NamedTuple):
    """A sentence that answers, by its number, and where in it the short answer stands; an empty span: nowhere."""

    sentence: int
    start: int
    end: int


class Question(NamedTuple):
    """A question about one subject, and the sentences that answer it: none where the subject's texts are silent.

    ``answer`` gives sentences away that were not marked: no window with it counts as one without an answer. It is empty
    where every sentence that answers is marked.
    """

    id: str
    text: str
    subject: int
    golds: tuple[Gold, ...]
    answer: str = ""

    @property
    def sentence(self) -> int:
        """The first sentence that answers."""
        return self.golds[0].sentence


class Corpus(NamedTuple):
    """All sentences of some articles in reading order, and the questions about them.

    ``paragraphs`` numbers the paragraphs over the whole corpus, ``subjects`` what questions are about: an article, or
    several about one crisis; ``titles`` has one entry per document.
    """

    titles: list[str]
    sentences: list[str]
    documents: list[int]
    paragraphs: list[int]
    subjects: list[int]
    questions: list[Question]
    skipped: int

    @property
    def layout(self) -> Layout:
        """The columns that windows are cut by."""
        return Layout(self.documents, self.paragraphs, [len(sentence.split()) for sentence in self.sentences])


def build(articles: Iterable[Article]) -> Corpus:
    """Split every paragraph into sentences and find each question's sentence; every article is a subject."""
    corpus = Corpus([], [], [], [], [], [], 0)
    skipped = paragraph_number = 0
    for document, article in enumerate(articles):
        corpus.titles.append(article.name)
        for paragraph in article.paragraphs:
            spans = split(paragraph.context).sentences
            first = len(corpus.sentences)
            for span in spans:
                corpus.sentences.append(paragraph.context[span.start : span.end])
                corpus.documents.append(document)
                corpus.subjects.append(document)
                corpus.paragraphs.append(paragraph_number + span.paragraph)
            paragraph_number += 1 + max((span.paragraph for span in spans), default=0)
            for asked in paragraph.questions:
                end = asked.start + len(asked.answer)
                covering = [n for n, span in enumerate(spans) if span.start <= asked.start and end <= span.end]
                if not covering or not asked.question:
                    skipped += 1
                    continue
                start = asked.start - spans[covering[0]].start
                gold = Gold(first + covering[0], start, start + len(asked.answer))
                corpus.questions.append(Question(asked.id, asked.question, document, (gold,), asked.answer))
    return corpus._replace(skipped=skipped)


def from_crises(settings: Iterable[Setting]) -> Corpus:
    """The sentences of crises, each a subject of several articles; questions asked in vain have no golds."""
    corpus = Corpus([], [], [], [], [], [], 0)
    paragraphs: dict[tuple[int, int], int] = {}
    for subject, (generation, asked) in enumerate(settings):
        first, document = len(corpus.sentences), len(corpus.titles)
        corpus.titles.extend(each.title or "" for each in generation.documents)
        for position in range(len(generation)):
            number = document + generation.document_of(position)
            paragraph = number, generation.paragraph_of(position)
            corpus.sentences.append(generation.sentence(position).text)
            corpus.documents.append(number)
            corpus.paragraphs.append(paragraphs.setdefault(paragraph, len(paragraphs)))
            corpus.subjects.append(subject)
        for gold in asked:
            found = {generation.position_at(each.source, each.start or 0) for each in gold.evidence}
            numbers = sorted(first + position for position in found if position is not None)
            golds = tuple(_gold(number, corpus.sentences[number], gold.answers) for number in numbers)
            corpus.questions.append(Question(gold.id, gold.question, subject, golds))
    return corpus


def _gold(number: int, sentence: str, answers: Iterable[str]) -> Gold:
    """Where the first of the answers that the sentence has stands in it."""
    matches = (re.search(re.escape(answer), sentence, re.IGNORECASE) for answer in answers)
    return next((Gold(number, *match.span()) for match in matches if match), Gold(number, 0, 0))


def tokenized(texts: Iterable[str], tokenizer: Tokenizer) -> list[Pieces]:
    """Tokenise texts one by one, as the runtime does."""
    return [tokenize(tokenizer, text) for text in texts]


def answer_tokens(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """The first and last token that an answer's characters touch; ``None`` where tokenising lost them.

    >>> answer_tokens(Pieces([1, 2, 3], [(0, 2), (2, 4), (5, 9)]), 3, 9)
    (1, 2)
    """
    touched = [n for n, (a, b) in enumerate(pieces.offsets) if a < end and start < b]
    return (touched[0], touched[-1]) if touched else None
