"""Keep the articles of a generation as one block of UTF-8 and a table of what is stated about each.

A text is decoded and its document made only when somebody asks for it, so that loading a large index costs nothing
for articles that are never quoted. Refuses to change a character: what goes in comes out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from index.models import Document

#: Decoded articles that are kept for the next question; a long article is a few tens of kilobytes.
DECODED_AT_ONCE = 256


class Packed(NamedTuple):
    """Articles ready for saving: all texts in one array, where each begins, and their metadata as JSON."""

    text_bytes: NDArray[np.uint8]
    text_starts: NDArray[np.int64]
    metadata: bytes


def pack(documents: Sequence[Document]) -> Packed:
    """Lay articles out for saving."""
    # JSON and HTML can spell half a surrogate pair, which strict UTF-8 cannot hold
    texts = [document.text.encode("utf-8", "surrogatepass") for document in documents]
    metadata = [document.model_dump(mode="json", exclude={"text"}, exclude_defaults=True) for document in documents]
    return Packed(
        np.frombuffer(b"".join(texts), np.uint8),
        np.concatenate(([0], np.cumsum(list(map(len, texts)), dtype=np.int64))).astype(np.int64),
        json.dumps(metadata, separators=(",", ":")).encode(),
    )


class Articles(Sequence[Document]):
    """The articles of a generation, by number in corpus order; ``hidden`` ones cannot be found by their source."""

    def __init__(self, packed: Packed, *, hidden: frozenset[str] = frozenset()) -> None:
        self._packed = packed
        self._hidden = hidden
        self._decoded = lru_cache(maxsize=DECODED_AT_ONCE)(self._decode)

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """The number of each article by its source."""
        numbers = {metadata["source"]: i for i, metadata in enumerate(self._metadata)}
        for source in self._hidden & numbers.keys():
            del numbers[source]
        return numbers

    def without(self, hidden: frozenset[str]) -> "Articles":
        """The same articles under the same numbers, but some cannot be found by their source."""
        return Articles(self._packed, hidden=hidden)

    def __len__(self) -> int:
        return len(self._packed.text_starts) - 1

    @overload
    def __getitem__(self, number: int) -> Document: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Document]: ...
    def __getitem__(self, number: int | slice) -> Document | Sequence[Document]:
        numbers = range(len(self))[number]
        if isinstance(numbers, range):
            return [self._decoded(i) for i in numbers]
        return self._decoded(numbers)

    def __iter__(self) -> Iterator[Document]:
        return map(self._decode, range(len(self)))  # past the cache: a walk over all would only empty it

    def source(self, number: int) -> str:
        """The source of an article, without decoding its text."""
        return str(self._metadata[number]["source"])

    def content_hash(self, number: int) -> str:
        """The content hash of an article, without decoding its text."""
        return str(self._metadata[number]["content_hash"])

    @cached_property
    def _metadata(self) -> list[dict[str, Any]]:
        metadata: list[dict[str, Any]] = json.loads(self._packed.metadata)
        return metadata

    def _decode(self, number: int) -> Document:
        start, end = self._packed.text_starts[number : number + 2].tolist()
        text = self._packed.text_bytes[start:end].tobytes().decode("utf-8", "surrogatepass")
        return Document.model_validate({**self._metadata[number], "text": text}, strict=False)


class BySource(Mapping[str, Document]):
    """The same articles by their source, as lazily."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles

    def __getitem__(self, source: str) -> Document:
        return self._articles[self._articles.sources[source]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles.sources)

    def __len__(self) -> int:
        return len(self._articles.sources)
