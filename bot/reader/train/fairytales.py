"""Read FairytaleQA: a folder of stories and of questions about them, each a table of comma-separated values.

Taken are the questions whose answer stands in the story word for word, once; one in five of them asks why, which SQuAD
seldom does. Refuses to guess where an answer in other words would stand.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from bot.reader.train.squad import Article, Asked, Paragraph

_STORY, _QUESTIONS = "-story.csv", "-questions.csv"


def read(folder: Path) -> list[Article]:
    """Read ``questions/*/NAME-questions.csv`` and ``section-stories/*/NAME-story.csv``; sections are paragraphs.

    Raises ``OSError`` and ``KeyError`` where a file or a column is missing.
    """
    stories = {each.name.removesuffix(_STORY): each for each in sorted(folder.glob(f"section-stories/*/*{_STORY}"))}
    files = sorted(folder.glob(f"questions/*/*{_QUESTIONS}"), key=lambda file: file.name)
    return [_article(stories[name], name, file) for file in files if (name := file.name.removesuffix(_QUESTIONS))]


def _article(story: Path, name: str, questions: Path) -> Article:
    sections = [" ".join(row["text"].split()) for row in _rows(story)]
    asked: list[list[Asked]] = [[] for _ in sections]
    for row in _rows(questions):
        answer = r"\s+".join(re.escape(word) for word in row["answer1"].strip().rstrip(".").split())
        places = [(at, match) for at, each in enumerate(sections) for match in re.finditer(answer, each, re.IGNORECASE)]
        if answer and len(places) == 1:
            at, match = places[0]
            asked[at].append(Asked(f"{name}-{row['question_id']}", row["question"].strip(), match[0], match.start()))
    paragraphs = (Paragraph(*pair) for pair in zip(sections, map(tuple, asked), strict=True))
    return Article(name.replace("-", " ").capitalize(), tuple(paragraphs))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
