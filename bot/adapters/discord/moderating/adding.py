"""``/source add``: an attachment, a link or pasted text is looked at, shown, and kept once a moderator says so.

What is shown is held in memory alone: after a restart it is added anew. Refuses to keep anything unseen, and to load
an attachment that is larger than an article.
"""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.moderating.cards.articles import preview_card
from bot.adapters.discord.moderating.cards.pages import said
from bot.adapters.discord.moderating.forms import LONGEST_TEXT, Field, Form
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import Pressed
from bot.adapters.discord.moderating.recent import Recent
from bot.adapters.discord.moderating.sourcing import Sourcing, described, description
from bot.adapters.discord.moderating.stating import stated
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.errors import SourceRefused
from bot.moderation.sourcing.models import Preview
from bot.moderation.sourcing.receiving import LARGEST
from index.metadata import LONGEST_TITLE

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

#: Each may hold an article of ten megabytes.
_MOST_PREVIEWS = 20
_PATIENCE = 30.0


class Adding:
    """Takes articles in."""

    def __init__(self, parts: "Parts", sourcing: Sourcing) -> None:
        self._sources, self._sourcing = parts.moderation.sources, sourcing
        self._previews: Recent[Preview] = Recent(_MOST_PREVIEWS)

    @property
    def verbs(self) -> Verbs:
        """Its buttons and forms."""
        return Verbs(
            {"keep": self._keep, "drop": self._drop},
            {"amend": self._amend},
            {"pasted": self._pasted, "amended": self._amended},
        )

    async def add_file(self, visit: ModeratorVisit, file: discord.Attachment, typed: Mapping[str, str | None]) -> Card:
        """Look at an attachment."""
        given = stated(typed)
        preview = await self._sources.previews.file(file.filename, await _content(file), given)
        return self._shown(visit, preview)

    async def add_page(self, visit: ModeratorVisit, url: str, typed: Mapping[str, str | None]) -> Card:
        """Fetch a page and look at it."""
        return self._shown(visit, await self._sources.previews.url(url.strip(), stated(typed)))

    async def paste(self, visit: ModeratorVisit, typed: Mapping[str, str | None]) -> Form:
        """A form for an article's text."""
        phrases = visit.phrases
        text = Field("text", phrases.get("form.text"), most=LONGEST_TEXT, required=True, is_long=True)
        return Form("pasted", phrases.get("form.paste.title"), (text, *description(phrases, typed)))

    async def _pasted(self, visit: ModeratorVisit, _: Pressed, typed: Mapping[str, str]) -> Card:
        return self._shown(visit, await self._sources.previews.text(typed.get("text", ""), stated(typed)))

    async def _amend(self, visit: ModeratorVisit, pressed: Pressed) -> Form | None:
        preview = self._previews.find(pressed.key)
        if preview is None:
            return None
        typed = described(preview.title, preview.publisher, preview.published, preview.url)
        fields = description(visit.phrases, typed)
        return Form("amended", visit.phrases.get("form.correct.title"), fields, pressed.key)

    async def _amended(self, visit: ModeratorVisit, pressed: Pressed, typed: Mapping[str, str]) -> Card:
        preview = self._previews.find(pressed.key)
        if preview is None:
            return gone(visit)
        return self._shown(visit, preview.with_metadata(stated(typed)))

    async def _keep(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        # Whoever presses twice keeps it once.
        preview = self._previews.take(pressed.key)
        if preview is None:
            return gone(visit)
        try:
            kept = await self._sources.keep(preview, visit.actor)
        except BaseException:
            self._previews.put(pressed.key, preview)
            raise
        return self._sourcing.changed(visit, kept, "added")

    async def _drop(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        preview = self._previews.take(pressed.key)
        if preview is None:
            return notice_card(visit.phrases.get("moderating.left"))
        title = said(preview.title or preview.name, visit.phrases, limit=LONGEST_TITLE)
        return notice_card(visit.phrases.get("preview.dropped", title=title))

    def _shown(self, visit: ModeratorVisit, preview: Preview) -> Card:
        return preview_card(preview, self._previews.keep(preview), phrases=visit.phrases)


async def _content(file: discord.Attachment) -> bytes:
    """What was attached. Raises SourceRefused where it is too large or cannot be loaded."""
    if file.size > LARGEST:
        advice = "An article has at most 10 MB; add it as text"
        raise SourceRefused("This file is too large", where=file.filename, advice=advice)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        advice = "Attach it again"
        raise SourceRefused("Discord did not hand this file over", where=file.filename, advice=advice) from error
