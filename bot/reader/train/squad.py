"""Read the training data: SQuAD, one article a line, and split it by article.

IO and the split, nothing else. A question's article decides its part, by a seeded hash of the title, so the parts
are the same for training, for the ranking weights and for every evaluation, on every machine. Training never sees
an article of the other two parts.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

Part = Literal["train", "dev", "test"]

TEST_ARTICLES = 45
DEV_ARTICLES = 30
#: The first numbered salt under which the 45 test articles hold more than 10,000 sentences together.
SALT = "onrecord-2"


class Asked(NamedTuple):
    """A question and its answer: ``context[start:start + len(answer)] == answer``."""

    id: str
    question: str
    answer: str
    start: int


class Paragraph(NamedTuple):
    """One paragraph and what is asked about it."""

    context: str
    questions: tuple[Asked, ...]


class Article(NamedTuple):
    """One article; ``name`` is its title in words."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """The title as a person writes it."""
        return self.title.replace("_", " ")


def read(file: Path) -> list[Article]:
    """Read a gzipped file of JSON lines, ``{"title", "paragraphs": [{"context", "qas"}]}``."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line)) for line in lines]


def fingerprint(file: Path) -> str:
    """Return the SHA-256 of the data file, for the card."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def split(articles: Iterable[Article]) -> dict[Part, list[Article]]:
    """Split articles into test (45), dev (30) and train (the rest), by a seeded hash of their titles."""
    ordered = sorted(articles, key=lambda article: hashlib.sha256(f"{SALT}:{article.title}".encode()).digest())
    dev_end = TEST_ARTICLES + DEV_ARTICLES
    return {"test": ordered[:TEST_ARTICLES], "dev": ordered[TEST_ARTICLES:dev_end], "train": ordered[dev_end:]}


def _article(raw: dict[str, object]) -> Article:
    paragraphs = []
    for paragraph in raw["paragraphs"]:  # type: ignore[attr-defined]
        asked = tuple(Asked(qa["id"], qa["question"].strip(), *qa["answers"][0]) for qa in paragraph["qas"])
        paragraphs.append(Paragraph(paragraph["context"], asked))
    return Article(str(raw["title"]), tuple(paragraphs))
