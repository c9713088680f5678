"""Articles as moderators see them: a preview before one is kept, the list, one article, what became of a change. Pure.

Refuses to leave out what a moderator decides by: duplicates, furniture and problems stand in the preview.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Block, Card, Linked, Row, Rule, Text, Tone
from bot.adapters.discord.cards.links import safe_url
from bot.adapters.discord.cards.paging import page_words
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import menu, said, turning
from bot.adapters.discord.moderating.ids import button, danger, digest
from bot.adapters.discord.phrases import Phrases
from bot.moderation.sourcing.models import Duplicate, Page, Preview, Source
from bot.store.received import Received

_TITLE = 200
_NAME = 100
_EXCERPT = 700
_LINE = 90
_PROBLEM = 200
_MOST_ASIDE = 8
_MOST_DUPLICATES = 5
_FACE = {"answering": "🟢", "withdrawn": "⛔", "waiting": "⏳", "left out": "⚠"}


def preview_card(preview: Preview, key: str, *, phrases: Phrases, keep: str = "keep", drop: str = "drop") -> Card:
    """An article as it would be kept; nothing is kept yet. ``keep`` and ``drop`` are what its buttons do."""
    blocks: list[Block] = [Text(f"### {phrases.get('preview.title')}\n{small(phrases.get('preview.note'))}")]
    if preview.duplicates:
        blocks.append(Text("\n".join(_duplicates(preview.duplicates, phrases))))
    blocks += [_described(preview, phrases), Rule(), Text(f"> {said(preview.excerpt, phrases, limit=_EXCERPT)}")]
    counts = [
        phrases.get("sources.sentences", count=preview.sentences),
        phrases.isolated(_size(preview.size)),
        phrases.isolated(preview.media_type.value),
    ]
    blocks.append(Text(small(phrases.listed(counts))))
    aside = [*preview.furniture]
    if aside:
        lines = [f"- {said(each, phrases, limit=_LINE)}" for each in aside[:_MOST_ASIDE]]
        if len(aside) > _MOST_ASIDE:
            lines.append(small(phrases.get("agreement.more", count=len(aside) - _MOST_ASIDE)))
        blocks.append(Text("\n".join([f"**{phrases.get('preview.furniture', count=len(aside))}**", *lines])))
    blocks += [Text(f"⚠ {said(each, phrases, limit=_PROBLEM)}") for each in preview.problems[:_MOST_DUPLICATES]]

    def row() -> list[discord.ui.Item[Any]]:
        label = phrases.get("button.moderating.keep_anyway" if preview.duplicates else "button.moderating.keep")
        yes = button(keep, phrases, key, label=label, style=discord.ButtonStyle.success)
        amend = [button("amend", phrases, key)] if keep == "keep" else []
        return [yes, *amend, button(drop, phrases, key)]

    return Card((*blocks, Row(row)), Tone.DIFFERING if preview.duplicates else Tone.CHECK)


def _described(preview: Preview, phrases: Phrases) -> Text | Linked:
    title = said(preview.title, phrases, limit=_TITLE) or phrases.get("sources.untitled")
    when = phrases.day(preview.published) if preview.published else phrases.get("preview.undated")
    dated = phrases.get(f"preview.dated.{preview.dated}") if preview.dated else ""
    known = [said(preview.publisher, phrases, limit=_NAME) or phrases.get("preview.no_publisher"), when, dated]
    place = preview.address or preview.place
    lines = [f"**{title}**", phrases.listed(known)]
    if place:
        lines.append(small(phrases.get("source.from", place=said(place, phrases, limit=_TITLE))))
    lines.append(small(phrases.get("preview.name", name=said(preview.name, phrases, limit=_NAME))))
    url = safe_url(preview.url)
    return Linked("\n".join(lines), url, phrases.get("source.page")) if url else Text("\n".join(lines))


def _duplicates(found: Sequence[Duplicate], phrases: Phrases) -> Iterator[str]:
    for each in found[:_MOST_DUPLICATES]:
        name = said(each.title or each.source, phrases, limit=_NAME)
        likeness = each.likeness.replace(" ", "_")
        yield f"⚠ **{phrases.get(f'preview.likeness.{likeness}', name=name, share=f'{each.share:.0%}'.rstrip('%'))}**"
    if len(found) > _MOST_DUPLICATES:
        yield small(phrases.get("agreement.more", count=len(found) - _MOST_DUPLICATES))


def _size(size: int) -> str:
    return f"{size:,} B" if size < 10_000 else f"{size / 1000:,.0f} kB"


def articles_card(page: Page, key: str, *, filter: str = "", phrases: Phrases) -> Card:
    """One page of the articles, each with how it stands; with a menu to look at one."""
    title = phrases.get("sources.title", count=page.total)
    notes = [page_words(page.page - 1, page.pages, phrases)]
    if filter:
        notes.insert(0, phrases.get("articles.filter", words=said(filter, phrases, limit=_NAME)))
    head = "\n".join([f"### {title}", *(small(note) for note in notes if note)])
    blocks: list[Block] = [Text(head)]
    blocks += [Text("\n".join(_row(each, phrases))) for each in page.sources]
    if not page.sources:
        blocks.append(Text(phrases.get("articles.none" if filter else "sources.empty")))
    else:
        blocks.append(Row(lambda: [_menu(page.sources, phrases)]))
    return Card((*blocks, *turning("articles", key, page.page - 1, page.pages, phrases)), Tone.NOTICE)


def _row(source: Source, phrases: Phrases) -> Iterator[str]:
    title = said(source.title, phrases, limit=_NAME) or phrases.get("sources.untitled")
    yield f"{_FACE[source.standing]} **{title}**"
    when = phrases.day(source.published) if source.published else ""
    standing = "" if source.standing == "answering" else phrases.get(f"standing.{_key(source)}")
    counts = phrases.get("sources.sentences", count=source.sentences)
    name = said(source.source, phrases, limit=60)
    yield small(phrases.listed([standing, said(source.publisher, phrases, limit=40), when, counts, name]))


def _menu(sources: Sequence[Source], phrases: Phrases) -> "discord.ui.Select[Any]":
    options = [
        discord.SelectOption(
            label=plain(each.title or each.source, limit=100) or "…",
            value=digest(each.source),
            description=plain(each.source, limit=100) or None,
        )
        for each in sources
    ]
    return menu("article", phrases.get("articles.choose"), options)


def article_card(source: Source, *, phrases: Phrases) -> Card:
    """One article: what is known about it, where it came from, how it stands, and what can be done."""
    title = said(source.title, phrases, limit=_TITLE) or phrases.get("sources.untitled")
    lines = [f"### {title}", f"{_FACE[source.standing]} {phrases.get(f'standing.{_key(source)}')}"]
    if source.why:
        lines.append(said(source.why, phrases, limit=_PROBLEM))
    when = phrases.day(source.published) if source.published else phrases.get("preview.undated")
    publisher = said(source.publisher, phrases, limit=_NAME) or phrases.get("preview.no_publisher")
    lines.append(phrases.listed([publisher, when, phrases.get("sources.sentences", count=source.sentences)]))
    lines.append(small(said(source.source, phrases, limit=_TITLE)))
    url = safe_url(source.url)
    head = "\n".join(lines)
    blocks: list[Block] = [Linked(head, url, phrases.get("source.page")) if url else Text(head)]
    if source.excerpt:
        blocks.append(Text(f"> {said(source.excerpt, phrases, limit=_EXCERPT)}"))
    if source.received is not None:
        blocks += [Rule(), Text("\n".join(small(line) for line in _received(source.received, phrases)))]
    key = digest(source.source)

    def row() -> list[discord.ui.Item[Any]]:
        if source.standing == "withdrawn":
            return [button("restore", phrases, key), danger("purge", phrases, key)]
        return [button("correct", phrases, key), danger("withdraw", phrases, key)]

    return Card((*blocks, Row(row)), Tone.NOTICE)


def _received(received: Received, phrases: Phrases) -> Iterator[str]:
    who = said(received.by_name, phrases, limit=40)
    yield phrases.get("received.by", who=who, when=phrases.moment(received.received_at))
    place = received.address or received.place
    if place:
        yield phrases.get("source.from", place=said(place, phrases, limit=_TITLE))
    yield f"{phrases.isolated(_size(received.size))} · SHA-256 `{received.sha256[:64]}`"


def _key(source: Source) -> str:
    return source.standing.replace(" ", "_")
