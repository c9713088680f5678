"""Feeds and what they announced, as moderators decide on it. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Card, Linked, Row, Text
from bot.adapters.discord.cards.links import safe_url
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import FIRST, listing_card, menu, said
from bot.adapters.discord.moderating.ids import button
from bot.adapters.discord.phrases import Phrases
from bot.moderation.sourcing.feeds import Polled
from bot.store.feeding import Feed, FeedItem

_TITLE = 120
_URL = 200
_WHO = 40
_PROBLEM = 200
_MOST_OPTIONS = 25


def feeds_card(feeds: Sequence[Feed], page: int | None = None, *, phrases: Phrases) -> Card:
    """The feeds that are followed, how each did, and what waits."""

    def rows(_: int) -> list[Row]:
        chosen = [button("feed_poll", phrases)] if feeds else []
        waiting = [button("waiting", phrases, page=FIRST)] if any(feed.waiting for feed in feeds) else []
        return [Row(lambda: [*chosen, *waiting])] if chosen else []

    return listing_card(
        phrases.get("feeds.title", count=len(feeds)),
        (Text("\n".join(_feed(feed, phrases))) for feed in feeds),
        phrases=phrases,
        verb="feeds",
        page=page,
        empty=phrases.get("feeds.empty"),
        rows=rows,
    )


def _feed(feed: Feed, phrases: Phrases) -> Iterator[str]:
    title = said(feed.title or feed.url, phrases, limit=_TITLE)
    yield f"**{title}** · {phrases.get(f'feeds.automatic.{_yes(feed.automatic)}')}"
    checked = phrases.get("feeds.checked", when=phrases.moment(feed.checked_at)) if feed.checked_at else ""
    waiting = phrases.get("feeds.waiting", count=feed.waiting) if feed.waiting else ""
    by = phrases.get("feeds.by", who=said(feed.added_by, phrases, limit=_WHO))
    yield small(phrases.listed([f"#{feed.number}", said(feed.url, phrases, limit=_URL)]))
    yield small(phrases.listed([by, checked, waiting]))
    if feed.problem:
        yield f"⚠ {said(feed.problem, phrases, limit=_PROBLEM)}"


def polled_card(polled: Sequence[Polled], *, phrases: Phrases) -> Card:
    """What asking the feeds came to."""
    new = sum(each.new for each in polled)

    def rows(_: int) -> list[Row]:
        return [Row(lambda: [button("waiting", phrases, page=FIRST)])] if new else []

    return listing_card(
        phrases.get("feeds.polled", count=len(polled)),
        (Text(_polled(each, phrases)) for each in polled),
        phrases=phrases,
        verb="feeds",
        empty=phrases.get("feeds.none_due"),
        rows=rows,
    )


def _polled(polled: Polled, phrases: Phrases) -> str:
    title = said(polled.feed.title or polled.feed.url, phrases, limit=_TITLE)
    if polled.problem:
        return f"⚠ **{title}**: {said(polled.problem, phrases, limit=_PROBLEM)}"
    kept = phrases.get("feeds.kept", count=len(polled.kept)) if polled.kept else ""
    return f"**{title}**: {phrases.listed([phrases.get('feeds.new', count=polled.new), kept])}"


def waiting_card(items: Sequence[FeedItem], page: int | None = None, *, phrases: Phrases) -> Card:
    """What feeds announced and nobody has decided on; a menu opens one."""
    shown = items[:_MOST_OPTIONS]

    def rows(_: int) -> list[Row]:
        return [Row(lambda: [_menu(shown, phrases)])] if shown else []

    return listing_card(
        phrases.get("feeds.items", count=len(items)),
        (_item(item, phrases) for item in items),
        phrases=phrases,
        verb="waiting",
        page=page,
        empty=phrases.get("feeds.nothing_waits"),
        rows=rows,
    )


def _item(item: FeedItem, phrases: Phrases) -> Text | Linked:
    title = said(item.title or item.link, phrases, limit=_TITLE)
    when = phrases.day(item.published) if item.published else ""
    found = phrases.get("feeds.found", when=phrases.moment(item.found_at))
    problem = said(item.problem, phrases, limit=_PROBLEM) if item.problem else ""
    words = f"**{title}**\n{small(phrases.listed([f'#{item.number}', when, found, problem]))}"
    url = safe_url(item.link)
    return Linked(words, url, phrases.get("source.page")) if url else Text(words)


def _menu(items: Sequence[FeedItem], phrases: Phrases) -> "discord.ui.Select[Any]":
    options = [
        discord.SelectOption(
            label=plain(item.title or item.link, limit=100) or "…",
            value=str(item.number),
            description=plain(item.link, limit=100) or None,
        )
        for item in items
    ]
    return menu("item", phrases.get("feeds.choose"), options)


def _yes(value: bool) -> str:
    return "on" if value else "off"
