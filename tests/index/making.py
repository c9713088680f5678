"""Make generations and folders of articles that the tests of storing and refreshing work on."""

from pathlib import Path

from index.building import build
from index.generation import Generation
from index.models import Corpus
from tests.builders import A_DAY, documents

SEEDS = Path(__file__).parents[2] / "seeds"

TRUCE = "The two sides agreed on Friday to a truce.\n\nThe envoy of China had offered to mediate between them.\n"
STRIKE = "Skip to content\n\nThe army said that Tehran had struck first. “Nobody was hurt,” said Jilani on Monday.\n"
RECALL = "Both states recalled their envoys on Wednesday night.\r\nNeither has named a date for their return.\r\n"


def generation_of(**texts: str) -> Generation:
    """A generation in memory whose name follows from the texts."""
    found = documents({f"{name}.txt": text for name, text in texts.items()})
    return build(Corpus(root="articles", documents=found, fingerprint=repr(sorted(texts.items()))), built_at=A_DAY)


def write_articles(folder: Path, **texts: str) -> Path:
    """Write articles into a folder, name by name, and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


def quotes(generation: Generation) -> list[str]:
    """The text of every sentence of a generation."""
    return [generation.sentence(position).text for position in range(len(generation))]
