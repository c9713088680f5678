"""``/feed`` over a site on loopback: followed, asked, looked at, kept or left out."""

from collections.abc import AsyncIterator

import pytest

from bot.moderation.sourcing.fetching import Fetcher
from tests.bot.moderation.sourcing.web import OPEN, Names, Web, answer, only_open, web
from tests.discord.moderating.conftest import Newsroom
from tests.discord.moderating.test_sources import asked, options
from tests.discord.server.people import text_of
from tests.discord.server.world import Payload

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Vashan Post</title>
<link>http://news.example/</link><description>x</description>{items}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>{link}</link></item>"
BRIDGE = "The bridge at Vashan was destroyed on Friday night. Engineer Lena Torvik inspected the ruins of it.\n"
FERRY = "The ferry sails again since Sunday morning. Captain Ilse Marten was the first to cross the sound.\n"


@pytest.fixture
async def site(newsroom: Newsroom) -> AsyncIterator[Web]:
    fetcher = Fetcher(resolve=Names(news_example=[str(OPEN)]), permitted=only_open)
    newsroom.parts.moderation.sources.previews.fetcher = newsroom.parts.moderation.feeds._fetcher = fetcher
    async with web() as served:
        stories = {"Bridge": BRIDGE, "Ferry": FERRY}
        links = {name: f"http://news.example:{served.port}/{name}" for name in stories}
        items = "".join(ITEM.format(title=name, link=link) for name, link in links.items())
        served.routes["/feed"] = answer(FEED.format(items=items).encode(), type="application/rss+xml")
        served.routes |= {
            f"/{name}": answer(text.encode(), type="text/plain; charset=utf-8") for name, text in stories.items()
        }
        yield served


async def followed(newsroom: Newsroom, site: Web) -> Payload:
    """The card of what waits, once the feed was added and asked."""
    url = f"http://news.example:{site.port}/feed"
    await (await newsroom.mo.commands(newsroom.channel, "feed add", url=url)).shows("waits for you")
    polled = await (await newsroom.mo.commands(newsroom.channel, "feed poll")).shows("2 new")
    return await (await newsroom.mo.clicks(polled, "om:waiting")).shows("2 articles wait")


async def test_what_a_feed_announces_is_looked_at_and_kept_or_left_out(newsroom: Newsroom, site: Web) -> None:
    waiting = await followed(newsroom, site)
    chosen = options(waiting)
    preview = await (await newsroom.mo.clicks(waiting, "om:item", values=[chosen["Bridge"]])).shows("would be kept")
    await (await newsroom.mo.clicks(preview, "om:approve")).shows("Added, and it answers")
    assert "Lena Torvik" in await asked(newsroom, "who inspected the ruins of the bridge?")
    waiting = await (await newsroom.mo.commands(newsroom.channel, "feed waiting")).shows("1 article waits")
    preview = await (await newsroom.mo.clicks(waiting, "om:item", values=[chosen["Ferry"]])).shows("would be kept")
    await (await newsroom.mo.clicks(preview, "om:reject")).shows("Left out")
    await (await newsroom.mo.commands(newsroom.channel, "feed waiting")).shows("Nothing waits")


async def test_a_feed_is_listed_and_followed_no_more(newsroom: Newsroom, site: Web) -> None:
    await followed(newsroom, site)
    listed = await (await newsroom.mo.commands(newsroom.channel, "feed list")).shows("1 feed")
    assert "The Vashan Post" in text_of(listed)
    found = await newsroom.mo.completes(newsroom.channel, "feed remove", feed="vashan")
    (number,) = await found.suggestions()
    await (await newsroom.mo.commands(newsroom.channel, "feed remove", feed=number)).shows("Followed no more")
    await (await newsroom.mo.commands(newsroom.channel, "feed list")).shows("No feed is followed yet")
    unknown = await newsroom.mo.commands(newsroom.channel, "feed remove", feed="nothing")
    assert "no such feed" in text_of(await unknown.answered())


async def test_a_page_is_added_by_its_address(newsroom: Newsroom, site: Web) -> None:
    url = f"http://news.example:{site.port}/Bridge"
    preview = await (await newsroom.mo.commands(newsroom.channel, "source add", url=url)).shows("would be kept")
    assert "bridge at Vashan" in text_of(preview)
    nowhere = await newsroom.mo.commands(newsroom.channel, "source add", url=f"{url}/nothing")
    assert "would be kept" not in text_of(await nowhere.answered())
