"""Look at an article before it is kept: a file, pasted text or a page, as the index would hold it.

What is shown is what would be indexed, with what is known about it and what it repeats. Refuses what is no article, and
to keep anything.
"""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime

from bot.moderation.sourcing.fetching import Fetcher
from bot.moderation.sourcing.keeping import Shelf
from bot.moderation.sourcing.likeness import duplicates
from bot.moderation.sourcing.models import Duplicate, Preview
from bot.moderation.sourcing.naming import file_name, of_address
from bot.moderation.sourcing.reading import Read, read_article
from bot.moderation.sourcing.receiving import check_ending, media_type_of
from bot.service import Service
from bot.store.received import Origin, ReceivedArticles
from index.errors import CorpusFault, GenerationFault
from index.generation import Generation
from index.metadata import Metadata
from index.models import MediaType

_NOTHING = Metadata()


class Previews:
    """Looks at what may become an article of one corpus."""

    def __init__(
        self,
        service: Service,
        received: ReceivedArticles,
        shelf: Shelf,
        *,
        fetcher: Fetcher,
        clock: Callable[[], datetime],
    ) -> None:
        self.fetcher = fetcher
        self._service = service
        self._received = received
        self._shelf = shelf
        self._clock = clock

    async def file(self, name: str, data: bytes, given: Metadata = _NOTHING) -> Preview:
        """Look at an attachment or a file. Raises SourceRefused where it is no article."""
        check_ending(name)
        media_type = media_type_of(data, name)
        return await self._preview("file", data, media_type, given, proposed=name, place=name)

    async def text(self, text: str, given: Metadata = _NOTHING) -> Preview:
        """Look at text that was pasted. Raises SourceRefused where it is no article."""
        data = text.encode("utf-8", "replace")
        media_type = media_type_of(data, where="the pasted text")
        return await self._preview("text", data, media_type, given, proposed=given.title or "")

    async def url(self, url: str, given: Metadata = _NOTHING, *, origin: Origin = "url") -> Preview:
        """Fetch a page and look at it. Raises FetchFault, or SourceRefused where it is no article."""
        fetched = await self.fetcher.fetch(url)
        media_type = media_type_of(fetched.content, where=fetched.address)
        return await self._preview(
            origin,
            fetched.content,
            media_type,
            given,
            proposed=given.title or of_address(fetched.address),
            place=url,
            address=fetched.address,
            sha256=fetched.sha256,
        )

    async def _preview(
        self,
        origin: Origin,
        data: bytes,
        media_type: MediaType,
        given: Metadata,
        *,
        proposed: str,
        place: str | None = None,
        address: str | None = None,
        sha256: str | None = None,
    ) -> Preview:
        where = address or place or "the pasted text"
        received_at = self._clock()
        article = await asyncio.to_thread(read_article, data, media_type, given, address=address, where=where)
        digest = sha256 or hashlib.sha256(data).hexdigest()
        found = await self._duplicates(article, digest)
        document = article.document
        return Preview(
            name=file_name(proposed or document.title or "", digest, media_type),
            origin=origin,
            place=place,
            address=address,
            received_at=received_at,
            sha256=digest,
            size=len(data),
            media_type=media_type,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            dated=article.dated,
            url=document.url,
            language=document.language,
            excerpt=article.excerpt,
            sentences=len(article.analysis.sentences),
            headings=article.aside("heading"),
            furniture=article.aside("furniture"),
            problems=article.problems,
            duplicates=found,
            written=article.written,
            content=article.content,
        )

    async def _duplicates(self, article: Read, sha256: str) -> tuple[Duplicate, ...]:
        same = [
            each
            for each in await self._received.with_content(sha256)
            if await asyncio.to_thread(self._shelf.has, each.source)
        ]
        found = [Duplicate(source=each.source, title=each.title, likeness="same file") for each in same]
        generation = await asyncio.to_thread(self._generation)
        if generation is not None:
            told = {each.source for each in found}
            alike = await asyncio.to_thread(duplicates, article, generation)
            found += [each for each in alike if each.source not in told]
        return tuple(found)

    def _generation(self) -> Generation | None:
        try:
            return self._service.generation
        except (CorpusFault, GenerationFault):  # the first article of an empty corpus repeats nothing
            return None
