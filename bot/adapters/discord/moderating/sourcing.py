"""``/source``: list the articles, look at one, withdraw it, restore it, purge it, correct what is stated about it.

An article's button carries a digest of its name, which is found again among the names there are. Refuses to take
anything away that was not asked for twice.
"""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.adapters.discord.cards import Card, notice_card
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.articles import article_card, articles_card
from bot.adapters.discord.moderating.cards.pages import FIRST, said, sure_card
from bot.adapters.discord.moderating.forms import Field, Form
from bot.adapters.discord.moderating.front import Verbs, gone
from bot.adapters.discord.moderating.ids import NO_KEY, Pressed, digest
from bot.adapters.discord.moderating.indexing import Indexing
from bot.adapters.discord.moderating.recent import Recent
from bot.adapters.discord.moderating.stating import emptied, stated
from bot.adapters.discord.moderating.visits import ModeratorVisit
from bot.adapters.discord.phrases import Phrases
from bot.errors import SourceUnknown
from bot.moderation.refreshing import Outcome
from bot.moderation.sourcing.models import Changed, Source
from index.errors import CorpusFault, GenerationFault
from index.metadata import LONGEST_TITLE, LONGEST_URL, Metadata, clean

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_TITLE = 200
_REASON = 400
_MOST_CHOICES = 25
_CHOICE = 100
#: Before the digest of a source in the value of a suggestion.
_DIGEST = "#"


class Sourcing:
    """What moderators do to single articles."""

    def __init__(self, parts: "Parts", indexing: Indexing) -> None:
        self._moderation, self._indexing = parts.moderation, indexing
        self._sources = parts.moderation.sources
        self._filters: Recent[str] = Recent()

    @property
    def verbs(self) -> Verbs:
        """Its buttons, menus and forms."""
        presses = {"articles": self._articles, "article": self._article}
        presses |= {"withdraw": self._withdraw, "restore": self._restore, "purge": self._purge}
        return Verbs(presses, {"correct": self._correct}, {"corrected": self._corrected})

    async def listed(self, visit: ModeratorVisit, filter: str = "") -> Card:
        """The articles that a filter lets through."""
        key = self._filters.keep(filter) if filter else NO_KEY
        return articles_card(await self._sources.list(filter, 1), key, filter=filter, phrases=visit.phrases)

    async def show(self, visit: ModeratorVisit, named: str) -> Card:
        """One article."""
        return article_card(await self._sources.show(await self.source(named)), phrases=visit.phrases)

    async def withdraw(self, visit: ModeratorVisit, named: str) -> Card:
        """Ask once more before an article is withdrawn."""
        return await self._asked(visit, "withdraw", await self.source(named))

    async def purge(self, visit: ModeratorVisit, named: str) -> Card:
        """Ask once more before an article is deleted for good."""
        return await self._asked(visit, "purge", await self.source(named))

    async def restore(self, visit: ModeratorVisit, named: str) -> Card:
        """Let a withdrawn article answer again."""
        return self.changed(visit, await self._sources.restore(await self.source(named), visit.actor), "restored")

    async def correct(self, visit: ModeratorVisit, named: str, typed: Mapping[str, str | None]) -> Card:
        """State something else about an article; what was not typed stays."""
        changed = await self._sources.correct(await self.source(named), stated(typed), visit.actor)
        return self.changed(visit, changed, "corrected")

    async def correcting(self, visit: ModeratorVisit, named: str) -> Form:
        """A form with what is stated about an article."""
        source = await self._sources.show(await self.source(named))
        typed = described(source.title, source.publisher, source.published, source.url)
        fields = description(visit.phrases, typed)
        return Form("corrected", visit.phrases.get("form.correct.title"), fields, digest(source.source))

    def changed(self, visit: ModeratorVisit, changed: Changed, what: str) -> Card:
        """What became of an article, and of the refresh after it."""
        phrases = visit.phrases
        name = said(changed.title or changed.source, phrases, limit=_TITLE)
        if isinstance(changed.outcome, Outcome):
            held = ".held" if changed.outcome.held else ""
            return self._indexing.reported(visit, changed.outcome, phrases.get(f"changed.{what}{held}", name=name))
        reason = said(clean(changed.notice or "", _REASON), phrases, limit=_REASON)
        return notice_card(phrases.get("changed.later", what=phrases.get(f"changed.{what}", name=name), reason=reason))

    async def suggest(self, so_far: str) -> list[tuple[str, str]]:
        """Articles whose name or title holds what was typed: what is shown, and what stands for it."""
        page = await self._sources.list(so_far, 1)
        return [(_label(each), f"{_DIGEST}{digest(each.source)}") for each in page.sources[:_MOST_CHOICES]]

    async def source(self, named: str) -> str:
        """The source that was meant: by its own name, or by its digest. Raises SourceUnknown."""
        if not named.startswith(_DIGEST):
            return named.strip()
        wanted = named.removeprefix(_DIGEST)
        for name in await self._names():
            if digest(name) == wanted:
                return name
        advice = "It may have been purged; see the list of articles"
        raise SourceUnknown("There is no such article any more", where=wanted, advice=advice)

    async def named(self, words: str) -> str:
        """The source that somebody typed: its name, or words that one article alone holds. Raises SourceUnknown."""
        words = words.strip()
        if words in await self._names():
            return words
        found = (await self._sources.list(words, 1)).sources
        if len(found) == 1:
            return found[0].source
        advice = "Type its file name, as the list of articles shows it"
        raise SourceUnknown("No article, or more than one, is meant by this", where=clean(words, 80), advice=advice)

    async def _names(self) -> list[str]:
        notes = [each.source for each in await self._sources.received.all()]
        return [*await asyncio.to_thread(self._indexed), *notes]

    def _indexed(self) -> list[str]:
        service = self._moderation.service
        try:
            listing = service.sources()
        except (CorpusFault, GenerationFault):
            return [*service.withdrawn()]
        left_out = [each.source for each in listing.faults] + [each.source for each in listing.duplicates]
        return [*(each.source for each in listing.articles), *left_out, *service.withdrawn()]

    async def _articles(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        filter = "" if pressed.key == NO_KEY else self._filters.find(pressed.key)
        if filter is None:
            return gone(visit)
        page = await self._sources.list(filter, (pressed.page or FIRST) - FIRST + 1)
        return articles_card(page, pressed.key, filter=filter, phrases=visit.phrases)

    async def _article(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        key = pressed.values[0] if pressed.values else pressed.key
        return await self.show(visit, f"{_DIGEST}{key}")

    async def _withdraw(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        source = await self.source(f"{_DIGEST}{pressed.key}")
        if not pressed.sure:
            return await self._asked(visit, "withdraw", source)
        return self.changed(visit, await self._sources.withdraw(source, visit.actor), "withdrawn")

    async def _restore(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        return await self.restore(visit, f"{_DIGEST}{pressed.key}")

    async def _purge(self, visit: ModeratorVisit, pressed: Pressed) -> Card:
        source = await self.source(f"{_DIGEST}{pressed.key}")
        if not pressed.sure:
            return await self._asked(visit, "purge", source)
        return self.changed(visit, await self._sources.purge(source, visit.actor), "purged")

    async def _correct(self, visit: ModeratorVisit, pressed: Pressed) -> Form:
        return await self.correcting(visit, f"{_DIGEST}{pressed.key}")

    async def _corrected(self, visit: ModeratorVisit, pressed: Pressed, typed: Mapping[str, str]) -> Card:
        source = await self.source(f"{_DIGEST}{pressed.key}")
        known = await self._sources.show(source)
        given = _changes(stated(typed), known)
        clear = [key for key in emptied(typed) if getattr(known, key) is not None]
        if given == Metadata() and not clear:
            return notice_card(visit.phrases.get("moderating.left"))
        changed = await self._sources.correct(source, given, visit.actor, clear=clear)
        return self.changed(visit, changed, "corrected")

    async def _asked(self, visit: ModeratorVisit, verb: str, source: str) -> Card:
        shown = await self._sources.show(source)
        phrases = visit.phrases
        name = said(shown.title or shown.source, phrases, limit=_TITLE)
        label = phrases.get(f"button.moderating.{verb}")
        words = phrases.get(f"sure.{verb}", name=name)
        return sure_card(words, verb, digest(source), phrases=phrases, label=label)


def description(phrases: Phrases, typed: Mapping[str, str | None]) -> tuple[Field, ...]:
    """The fields in which an article is described, with what is known already."""
    rooms = {"title": LONGEST_TITLE, "publisher": LONGEST_TITLE, "published": 10, "link": LONGEST_URL}
    hints = {"published": phrases.get("form.published.hint")}
    return tuple(
        Field(name, phrases.get(f"form.{name}"), typed.get(name) or "", hints.get(name, ""), most=most)
        for name, most in rooms.items()
    )


def described(title: str | None, publisher: str | None, published: object, url: str | None) -> dict[str, str | None]:
    """What is known about an article, as it would be typed."""
    return {"title": title, "publisher": publisher, "published": str(published) if published else None, "link": url}


def _changes(typed: Metadata, known: Source) -> Metadata:
    """What somebody typed that is not known already: what a file states itself need not be stated beside it."""
    same = {
        key: None for key in ("title", "publisher", "published", "url") if getattr(typed, key) == getattr(known, key)
    }
    return typed._replace(**same)


def _label(source: Source) -> str:
    return plain(f"{source.title or ''} · {source.source}".strip(" ·"), limit=_CHOICE) or "…"
