"""Lay out feeds, what waits of them, and what asking them came to. Refuses to let anything in them act."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.articles import moment
from bot.adapters.console.screen import Row
from bot.moderation.sourcing.feeds import Polled
from bot.store.feeding import Feed, FeedItem
from bot.text import harmless


def feed_rows(feeds: Sequence[Feed]) -> Iterator[Row]:
    """Every feed: its address, how it is taken, and how it did."""
    for number, feed in enumerate(feeds):
        yield Row(Text(harmless(feed.title or feed.url), style="bold"), label=str(feed.number), apart=number > 0)
        yield Row(Text(harmless(feed.url)), indent=True)
        taken = "new items are taken in by themselves" if feed.automatic else "new items wait for approval"
        yield Row(Text(f"{taken}; {feed.waiting:,} waiting"), indent=True)
        asked = f"asked {moment(feed.checked_at)}" if feed.checked_at else "not asked yet"
        yield Row(Text(f"{asked}; the next time {moment(feed.next_at)}", style="dim"), indent=True)
        if feed.problem:
            yield Row(Text(harmless(f"failed {feed.failures} ×: {feed.problem}"), style="yellow"), indent=True)
    count = f"{len(feeds):,} feed{'' if len(feeds) == 1 else 's'}."
    yield Row(Text(count if feeds else "No feed yet; see: onrecord feed add", style="dim"), apart=bool(feeds))


def item_rows(items: Sequence[FeedItem]) -> Iterator[Row]:
    """What waits to be approved or rejected."""
    for number, item in enumerate(items):
        yield Row(Text(harmless(item.title or "(no title)"), style="bold"), label=str(item.number), apart=number > 0)
        known = [item.published and day(item.published), item.link]
        yield Row(Text(harmless(" · ".join(part for part in known if part))), indent=True)
        if item.problem:
            yield Row(Text(harmless(item.problem), style="yellow"), indent=True)
    words = f"{len(items):,} waiting." if items else "Nothing waits."
    yield Row(Text(words, style="dim"), apart=bool(items))


def polled_rows(polled: Sequence[Polled]) -> Iterator[Row]:
    """What asking the feeds came to."""
    for each in polled:
        kept = f", {len(each.kept):,} kept" if each.kept else ""
        words = each.problem or f"{each.new:,} new{kept}"
        style = "yellow" if each.problem else ""
        yield Row(Text(harmless(f"{each.feed.title or each.feed.url}: {words}"), style=style))
    if not polled:
        yield Row(Text("No feed is due.", style="dim"))
