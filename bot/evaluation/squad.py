"""Turn SQuAD articles into a corpus and gold questions: the open setting.

All articles are indexed together and each question is asked of all of them; a citation is right when it covers the
answer's offsets. Reading and splitting the data is the reader's training's business, so that every script agrees.
"""

from collections.abc import Iterator, Sequence

from bot.evaluation.gold import Evidence, GoldQuestion
from bot.reader.train.squad import Article
from index.models import Document

_BREAK = "\n\n"


def documents(articles: Sequence[Article]) -> list[Document]:
    """Each article as one document: its paragraphs a blank line apart, nothing else."""
    return [
        Document(source=_source(article), text=_text(article), title=article.name, content_hash=article.title)
        for article in articles
    ]


def gold_questions(articles: Sequence[Article]) -> Iterator[GoldQuestion]:
    """The questions of the articles, with the offsets in the document where each answer stands."""
    for article in articles:
        offset = 0
        for number, paragraph in enumerate(article.paragraphs):
            for asked in paragraph.questions:
                start = offset + asked.start
                yield GoldQuestion(
                    id=asked.id,
                    question=asked.question,
                    type=f"{article.title}/{number}",
                    answers=(asked.answer,),
                    evidence=(Evidence(source=_source(article), start=start, end=start + len(asked.answer)),),
                )
            offset += len(paragraph.context) + len(_BREAK)


def _source(article: Article) -> str:
    return f"{article.title}.txt"


def _text(article: Article) -> str:
    return _BREAK.join(paragraph.context.replace("\n", " ") for paragraph in article.paragraphs)
