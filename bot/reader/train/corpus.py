"""Turn articles into the columns that mining and grouping work on: sentences, tokens, words, and questions with labels.

Uses the project's own sentence splitter and the reader's own tokeniser, so that training sees what the product sees.
A question is kept only where one sentence covers its whole answer. Refuses to choose examples.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tokenizers import Tokenizer

from bot.reader.encoding import Pieces, tokenize
from bot.reader.train.squad import Article
from bot.reader.windows import Layout
from index.sentences import split


class Question(NamedTuple):
    """A question, the number of the sentence that answers it, and where in that sentence the answer stands."""

    id: str
    text: str
    answer: str
    sentence: int
    start: int
    end: int


class Corpus(NamedTuple):
    """All sentences of some articles in reading order, and the questions about them.

    ``paragraphs`` numbers the paragraphs over the whole corpus; ``titles`` has one entry per document.
    """

    titles: list[str]
    sentences: list[str]
    documents: list[int]
    paragraphs: list[int]
    questions: list[Question]
    skipped: int

    @property
    def layout(self) -> Layout:
        """The columns that windows are cut by."""
        return Layout(self.documents, self.paragraphs, [len(sentence.split()) for sentence in self.sentences])


def build(articles: Iterable[Article]) -> Corpus:
    """Split every paragraph into sentences and find each question's sentence."""
    corpus = Corpus([], [], [], [], [], 0)
    skipped = paragraph_number = 0
    for document, article in enumerate(articles):
        corpus.titles.append(article.name)
        for paragraph in article.paragraphs:
            spans = split(paragraph.context).sentences
            first = len(corpus.sentences)
            for span in spans:
                corpus.sentences.append(paragraph.context[span.start : span.end])
                corpus.documents.append(document)
                corpus.paragraphs.append(paragraph_number + span.paragraph)
            paragraph_number += 1 + max((span.paragraph for span in spans), default=0)
            for asked in paragraph.questions:
                end = asked.start + len(asked.answer)
                covering = [n for n, span in enumerate(spans) if span.start <= asked.start and end <= span.end]
                if not covering or not asked.question:
                    skipped += 1
                    continue
                start = asked.start - spans[covering[0]].start
                question = Question(
                    asked.id, asked.question, asked.answer, first + covering[0], start, start + len(asked.answer)
                )
                corpus.questions.append(question)
    return corpus._replace(skipped=skipped)


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
