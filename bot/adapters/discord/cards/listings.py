"""The card of the articles: what answers are taken from, how new it is, what was left out. Pure."""

from collections.abc import Iterator
from datetime import date

from bot.adapters.discord.cards.heads import as_of_line
from bot.adapters.discord.cards.items import NO_KEY
from bot.adapters.discord.cards.layout import Block, Card, Linked, Rule, Style, Text, Tone
from bot.adapters.discord.cards.links import safe_url
from bot.adapters.discord.cards.paging import chosen, page_words, paged, turning
from bot.adapters.discord.cards.sourcing import NAME, TITLE, overlong, reference, small
from bot.adapters.discord.escaping import shown
from bot.adapters.discord.phrases import Phrases
from bot.reports import Article, AsOf, Listing


def sources_card(
    listing: Listing, as_of: AsOf | None = None, page: int = 0, *, phrases: Phrases, style: Style = "components"
) -> Card:
    """One page of the articles in the index, the nearest where there is no such page."""
    pages = paged(block for at, article in enumerate(listing.articles, 1) for block in _blocks(at, article, phrases))
    page = chosen(page, len(pages))
    blocks: list[Block] = [Text(_head(listing, page, len(pages), phrases)), *pages[page], Rule()]
    blocks.append(Text(_foot(listing, as_of or AsOf(generation=listing.generation, newest=_newest(listing)), phrases)))
    return Card((*blocks, *turning("src", NO_KEY, page, len(pages), phrases)), Tone.NOTICE, style)


def _head(listing: Listing, page: int, pages: int, phrases: Phrases) -> str:
    if not listing.articles:
        return phrases.get("sources.empty")
    title = f"### {phrases.get('sources.title', count=len(listing.articles))}"
    words = page_words(page, pages, phrases)
    return f"{title}\n{small(words)}" if words else title


def _blocks(number: int, article: Article, phrases: Phrases) -> Iterator[Text | Linked]:
    stated = [(article.title, TITLE), (article.publisher, NAME), (article.source, NAME)]
    yield from overlong(stated, phrases)
    title, publisher, source = (phrases.isolated(shown(text or "", limit=room)) for text, room in stated)
    when = phrases.day(article.published) if article.published else ""
    known = [publisher, when] if publisher or when else [phrases.get("sources.unstated")]
    about = phrases.listed([*known, phrases.get("sources.sentences", count=article.sentences), source])
    content = f"{reference(number)} **{title or phrases.get('sources.untitled')}**\n{small(about)}"
    url = safe_url(article.url)
    yield Text(content) if url is None else Linked(content, url, phrases.get("source.open", number=number))


def _newest(listing: Listing) -> date | None:
    return max((article.published for article in listing.articles if article.published), default=None)


def _foot(listing: Listing, as_of: AsOf, phrases: Phrases) -> str:
    lines = []
    if listing.articles and as_of.newest is None:
        lines.append(phrases.get("sources.undated"))
    if listing.faults:
        lines.append(phrases.get("sources.unread", count=len(listing.faults)))
    if listing.duplicates:
        lines.append(phrases.get("sources.duplicates", count=len(listing.duplicates)))
    return "\n".join([*map(small, lines), as_of_line(as_of, phrases)])
