"""List the articles of a corpus as moderators see them: which answer, which were withdrawn, which wait or are left out.

Put together from the generation in use, the list of what is withdrawn, and the notes on where articles came from.
Refuses to change any of them.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from bot.errors import SourceFault, SourceUnknown
from bot.moderation.sourcing.keeping import Shelf
from bot.moderation.sourcing.models import Page, Source, Standing
from bot.moderation.sourcing.reading import Read, read_article
from bot.service import Service
from bot.store.received import Received, ReceivedArticles
from index.errors import CorpusFault, GenerationFault
from index.extract import SIZE_LIMITS
from index.files import MEDIA_TYPES, read
from index.generation import Generation
from index.models import MediaType
from index.terms import fold

#: Articles on a page.
PAGE_SIZE = 10

_Rows = Mapping[str, Mapping[str, Any]]


class Catalogue:
    """The articles of one service's corpus."""

    def __init__(self, service: Service, received: ReceivedArticles, shelf: Shelf) -> None:
        self._service = service
        self._received = received
        self._shelf = shelf
        self._known: tuple[Generation | None, _Rows] = (None, {})

    async def page(self, filter: str, number: int) -> Page:
        """One page of the articles that the filter lets through; a number beyond the last gives the last."""
        wanted = fold(filter).split()
        everything = await self._all()
        chosen = [each for each in everything if not wanted or _matches(each, wanted)]
        pages = max(1, ceil(len(chosen) / PAGE_SIZE))
        number = min(max(1, number), pages)
        shown = chosen[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        whole = [await asyncio.to_thread(self._counted, each) for each in shown]
        return Page(tuple(whole), number, pages, len(chosen))

    async def source(self, source: str) -> Source:
        """One article, with the beginning of its text. Raises SourceUnknown."""
        found = next((each for each in await self._all() if each.source == source), None)
        if found is None:
            raise SourceUnknown("There is no such article", where=source, advice="See: onrecord source list")
        return await asyncio.to_thread(self._counted, found, excerpt=True)

    async def _all(self) -> list[Source]:
        """Every article with what is cheap to know, those that were added last first, then by name."""
        notes = await self._received.all()
        found = await asyncio.to_thread(self._standing, {each.source: each for each in notes})
        latest = {each.source: number for number, each in enumerate(notes)}
        return sorted(found, key=lambda each: (latest.get(each.source, len(latest)), each.source))

    def _standing(self, notes: Mapping[str, Received]) -> list[Source]:
        generation = self._generation()
        rows = self._rows(generation)
        withdrawn = self._service.withdrawn()
        left_out = dict(_left_out(generation))
        found = dict.fromkeys([*rows, *withdrawn, *left_out, *(s for s, note in notes.items() if note.state == "kept")])
        return [_source(each, rows.get(each), withdrawn, left_out, notes.get(each)) for each in found]

    def _generation(self) -> Generation | None:
        try:
            return self._service.generation
        except (CorpusFault, GenerationFault):  # nothing is indexed: what was added is there all the same
            return None

    def _rows(self, generation: Generation | None) -> _Rows:
        """What the generation states of each article; read once."""
        if generation is None:
            return {}
        if self._known[0] is not generation:
            self._known = generation, {row["source"]: row for row in json.loads(generation.tables["documents"])}
        return self._known[1]

    def _counted(self, source: Source, *, excerpt: bool = False) -> Source:
        """The same with its sentences; what is not in the index is read from its file."""
        generation = self._generation()
        if generation is not None and source.source in generation.by_source:
            positions = generation.sentences_of(source.source)
            beginning = _beginning(generation, positions) if excerpt else None
            return source.model_copy(update={"sentences": len(positions), "excerpt": beginning})
        article = self._from_disk(source)
        if article is None:
            return source
        document = article.document
        described = {name: getattr(document, name) for name in ("title", "publisher", "published", "url", "language")}
        beginning = article.excerpt if excerpt else None
        return source.model_copy(
            update={**described, "sentences": len(article.analysis.sentences), "excerpt": beginning}
        )

    def _from_disk(self, source: Source) -> Read | None:
        media_type = source.media_type or MediaType.TEXT
        try:
            path = self._shelf.path_of(source.source)
            content = read(str(path), SIZE_LIMITS[media_type])
            if not isinstance(content, bytes):
                return None
            return read_article(content, media_type, self._shelf.stated(source.source), where=source.source)
        except SourceFault:
            return None


def _source(
    source: str,
    row: Mapping[str, Any] | None,
    withdrawn: frozenset[str],
    left_out: Mapping[str, str],
    note: Received | None,
) -> Source:
    standing: Standing = "waiting"
    if source in withdrawn:
        standing = "withdrawn"
    elif row is not None:
        standing = "answering"
    elif source in left_out:
        standing = "left out"
    known = {name: (row or {}).get(name) for name in ("title", "publisher", "published", "url", "language")}
    known["title"] = known["title"] or (note.title if note else None)
    media_type = MEDIA_TYPES.get(source.rpartition(".")[2].lower())
    why = left_out.get(source) if standing == "left out" else None
    return Source.model_validate(
        {"source": source, **known, "media_type": media_type, "standing": standing, "why": why, "received": note}
    )


def _left_out(generation: Generation | None) -> Iterator[tuple[str, str]]:
    if generation is None:
        return
    for fault in generation.manifest.faults:
        if fault.source.rpartition(".")[2].lower() in MEDIA_TYPES:
            yield fault.source, f"{fault.reason}. {fault.advice}"
    for duplicate in generation.manifest.duplicates:
        yield duplicate.source, f"has the same text as {duplicate.kept}"


def _beginning(generation: Generation, positions: range) -> str | None:
    first = positions[:3]
    return " ".join(generation.sentence(at).text for at in first) or None


def _matches(source: Source, wanted: list[str]) -> bool:
    parts = (source.source, source.title, source.publisher, source.url, source.standing, source.published)
    text = fold(" ".join(str(part) for part in parts if part))
    return all(word in text for word in wanted)
