"""A few articles in the shape of the training data, for tests."""

import gzip
import json
from pathlib import Path

from bot.reader.train.squad import Article, Asked, Paragraph

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
