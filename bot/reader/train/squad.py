"""Read the training data, SQuAD and question sets written like it, and split it by article.

IO and the split, nothing else. A question's article decides its part, by a seeded hash of the title, so the parts
are the same for training, for the ranking weights and for every evaluation, on every machine. Training never sees
an article of the other two parts.
"""

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

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


def read_published(file: Path) -> list[Article]:
    """Read a file as SQuAD was published, ``{"data": [{"title", "paragraphs"}]}``, several answers to a question.

    Of the answers the one that most people gave is taken, of equals the shortest. Left out is what gives no certain
    place: a question without an answer, one whose answer stands twice in its paragraph or not where it is said to.
    """
    return [_article(raw) for raw in json.loads(file.read_text("utf-8"))["data"]]


def apart(articles: Iterable[Article]) -> list[Article]:
    """Make every paragraph an article without a title, where the paragraphs of an article have nothing in common."""
    return [Article("", (paragraph,)) for article in articles for paragraph in article.paragraphs]


def held_out(articles: Iterable[Article]) -> dict[Part, list[Article]]:
    """Split articles of a further set by a seeded hash of their first paragraphs: one in twenty to watch the run by."""
    parts: dict[Part, list[Article]] = {"train": [], "dev": []}
    for article in articles:
        digest = hashlib.sha256(f"{SALT}:{article.paragraphs[0].context}".encode("utf-8", "surrogatepass")).digest()
        parts["dev" if digest[0] % 20 == 0 else "train"].append(article)
    return parts


def fingerprint(data: Path) -> str:
    """Return the SHA-256 of a file, or of all files of a folder in the order of their paths, for the card."""
    digest = hashlib.sha256()
    for file in sorted(each for each in data.rglob("*") if each.is_file()) if data.is_dir() else [data]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def split(articles: Iterable[Article]) -> dict[Part, list[Article]]:
    """Split articles into test (45), dev (30) and train (the rest), by a seeded hash of their titles."""
    ordered = sorted(articles, key=lambda article: hashlib.sha256(f"{SALT}:{article.title}".encode()).digest())
    dev_end = TEST_ARTICLES + DEV_ARTICLES
    return {"test": ordered[:TEST_ARTICLES], "dev": ordered[TEST_ARTICLES:dev_end], "train": ordered[dev_end:]}


def _article(raw: dict[str, Any]) -> Article:
    return Article(str(raw["title"]), tuple(_paragraph(each) for each in raw["paragraphs"]))


def _paragraph(raw: dict[str, Any]) -> Paragraph:
    return Paragraph(raw["context"], tuple(_asked(raw["context"], raw["qas"])))


def _asked(context: str, asked: Iterable[dict[str, Any]]) -> Iterator[Asked]:
    for each in asked:
        answers = [(a["text"], a["answer_start"]) if isinstance(a, dict) else tuple(a) for a in each["answers"]]
        answer, start = _agreed(answers) if answers else ("", 0)
        if answer and context.startswith(answer, start) and context.count(answer) == 1:
            yield Asked(each["id"], each["question"].strip(), answer, start)


def _agreed(answers: Sequence[tuple[str, int]]) -> tuple[str, int]:
    """The answer that most people gave, of equals the shortest, of these the first.

    >>> _agreed([("the lid", 4), ("lid", 8), ("the lid", 4)])
    ('the lid', 4)
    """
    given = Counter(text for text, _ in answers)
    return min(answers, key=lambda answer: (-given[answer[0]], len(answer[0])))
