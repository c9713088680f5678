"""A few articles in the shape of the training data, for tests."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from bot.evaluation.gold import Evidence, GoldQuestion
from bot.evaluation.settings import Setting
from bot.reader.train.squad import Article, Asked, Paragraph
from tests.builders import generation as built

_TOPICS = ("river", "bridge", "castle", "harbour", "market", "school", "theatre", "museum")


def article(topic: str, number: int) -> Article:
    paragraphs = []
    for part in range(4):
        year, name = 1900 + 10 * number + part, f"Smith{number}{part}"
        context = f"The {topic} stands in the town. It was built in {year} by {name}. People like the {topic} a lot."
        asked = (
            Asked(f"{topic}-{part}-0", f"When was the {topic} built by {name}?", str(year), context.index(str(year))),
            Asked(f"{topic}-{part}-1", f"Who built the {topic} in {year}?", name, context.index(name)),
        )
        paragraphs.append(Paragraph(context, asked))
    return Article(f"The_{topic}", tuple(paragraphs))


def articles() -> list[Article]:
    return [article(topic, number) for number, topic in enumerate(_TOPICS)]


def crisis(*answers: str) -> Iterator[Setting]:
    """Two articles that tell of one thing, asked where (by default "off Gotland", "Gotland") and in vain by whom."""
    texts = {
        "a.txt": "The ferry sank near Gotland. Nobody died. The crew rowed home.",
        "b.txt": "The ferry, which went down off Gotland, was raised. It will sail again.",
    }
    generation = built(texts, title="The ferry")
    evidence = tuple(
        Evidence(source=source, start=generation.sentence(place).start, end=generation.sentence(place).end)
        for source, place in (("a.txt", 0), ("b.txt", 3))
    )
    where = GoldQuestion(
        id="ferry-01", question="where?", answers=answers or ("off Gotland", "Gotland"), evidence=evidence
    )
    yield Setting(generation, [where, GoldQuestion(id="ferry-02", question="who owned the ferry?", answerable=False)])


def write(file: Path) -> Path:
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        for each in articles():
            paragraphs = [
                {
                    "context": p.context,
                    "qas": [
                        {"id": a.id, "question": a.question, "answers": [[a.answer, a.start]]} for a in p.questions
                    ],
                }
                for p in each.paragraphs
            ]
            lines.write(json.dumps({"title": each.title, "paragraphs": paragraphs}) + "\n")
    return file
