"""Build small corpora and answerers for tests, from plain strings, without a disk."""

from collections.abc import Mapping
from datetime import UTC, datetime

from index.building import build
from index.generation import Generation
from index.models import Corpus, Document

A_DAY = datetime(2024, 1, 20, tzinfo=UTC)


def documents(texts: Mapping[str, str], **stated: object) -> tuple[Document, ...]:
    """Documents from file name → text; ``stated`` is metadata that all of them share."""
    return tuple(
        Document.model_validate({"source": source, "text": text, "content_hash": source, **stated})
        for source, text in texts.items()
    )


def generation(texts: Mapping[str, str], **stated: object) -> Generation:
    """A generation in memory from file name → text."""
    return build(Corpus(root="", documents=documents(texts, **stated), fingerprint=repr(sorted(texts))), built_at=A_DAY)
