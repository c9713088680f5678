"""Feeds against a loopback server: asked politely, decided on once."""

from datetime import date, timedelta

import pytest

from bot.errors import FeedFault, FetchFailed, SourceRefused
from bot.moderation.sourcing import Feeds, Sources
from bot.moderation.sourcing.feed_reading import MOST_ENTRIES, read_feed
from bot.moderation.sourcing.feeds import LONGEST_PAUSE
from bot.moderation.sourcing.fetching import Fetcher
from bot.store import Store, database_in
from bot.store.feeding import ABANDONED
from tests.bot.moderation.sourcing.conftest import AMINA, NOW, TRUCE
from tests.bot.moderation.sourcing.web import OPEN, Names, answer, only_open, web

RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily</title>{items}</channel></rss>'
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>Fri, 19 Jan 2024 08:00:00 GMT</pubDate></item>"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title>Second</title><link href="/b"/><updated>2024-01-20T00:00:00Z</updated></entry>
<entry><title>First</title><link href="https://wire.example/a#top"/><published>2024-01-18T10:00:00Z</published></entry>
</feed>"""


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def store(settings, clock):
    opened = await Store.open(database_in(settings.data), clock=clock, key=b"k" * 32)
    yield opened
    await opened.close()


@pytest.fixture
def fetcher():
    return Fetcher(resolve=Names(news_example=[str(OPEN)]), permitted=only_open)


@pytest.fixture
def sources(service, store, settings, refreshes, clock, fetcher):
    return Sources(service, store, settings, refreshes, fetcher=fetcher, clock=clock)


@pytest.fixture
def feeds(store, sources, settings, clock):
    return Feeds(store, sources, settings, clock=clock)


@pytest.fixture
async def site():
    async with web() as served:
        yield served


def article(number):
    said = f"In village {number} the council met for {number} hours on Friday, the mayor of that village said."
    return answer(f"Report {number} of the council\n\n{said}\n".encode(), type="text/plain; charset=utf-8")


def announce(site, *numbers, **headers):
    """Put articles on the site and let its feed name them, the latest first."""
    links = {number: f"http://news.example:{site.port}/a/{number}" for number in numbers}
    items = "".join(ITEM.format(title=f"Report {number}", link=links[number]) for number in reversed(numbers))
    site.routes |= {f"/a/{number}": article(number) for number in numbers}
    site.routes["/feed"] = answer(RSS.format(items=items).encode(), type="application/rss+xml", **headers)


def address(site):
    return f"http://news.example:{site.port}/feed"


async def test_what_is_new_waits_for_approval_and_then_answers(feeds, sources, site):
    announce(site, 1, 2)
    feed = await feeds.add(address(site), AMINA)
    assert (feed.title, feed.automatic) == ("The Daily", False)
    (polled,) = await feeds.poll()
    assert (polled.new, polled.kept, polled.problem) == (2, (), None)
    first, second = await feeds.waiting()
    assert (first.title, first.published, first.feed) == ("Report 1", date(2024, 1, 19), feed.number)
    preview = await feeds.preview(first.number)
    assert (preview.published, preview.dated, preview.origin) == (date(2024, 1, 19), "stated", "feed")
    kept = await feeds.approve(first.number, AMINA)
    assert kept.answers
    shown = await sources.show(kept.source)
    assert (shown.standing, shown.published, shown.received.origin) == ("answering", date(2024, 1, 19), "feed")
    assert (await feeds.reject(second.number, AMINA)).title == "Report 2"
    assert await feeds.waiting() == ()


async def test_an_item_is_decided_on_once(feeds, clock, site):
    announce(site, 1, 2)
    await feeds.add(address(site), AMINA)
    await feeds.poll()
    first, second = await feeds.waiting()
    await feeds.approve(first.number, AMINA)
    await feeds.reject(second.number, AMINA)
    for item in (first, second):
        for decide in (feeds.approve, feeds.reject):
            with pytest.raises(FeedFault, match="decided"):
                await decide(item.number, AMINA)
    clock.now += timedelta(hours=1)
    assert (await feeds.poll())[0].new == 0
    assert await feeds.waiting() == ()


async def test_an_item_stays_known_when_its_feed_goes_and_comes_again(feeds, site):
    announce(site, 1, 2)
    feed = await feeds.add(address(site), AMINA)
    await feeds.poll()
    await feeds.approve((await feeds.waiting())[0].number, AMINA)
    await feeds.remove(feed.number, AMINA)
    assert await feeds.list() == ()
    assert await feeds.waiting() == ()
    await feeds.add(address(site), AMINA)
    assert (await feeds.poll())[0].new == 1
    with pytest.raises(FeedFault, match="no such feed"):
        await feeds.remove(feed.number, AMINA)


async def test_an_automatic_feed_takes_in_what_is_new_with_one_refresh(feeds, sources, refreshes, site, store):
    announce(site, 1, 2, 3)
    await feeds.add(address(site), AMINA, automatic=True)
    (polled,) = await feeds.poll()
    assert len(polled.kept) == 3
    assert all(each.answers for each in polled.kept)
    assert refreshes.count == 1
    assert (await sources.list()).total == 4
    assert await feeds.waiting() == ()
    by = {each.details["by"] for each in await store.trail(NOW) if each.action == "source.added"}
    assert by == {"The Daily"}


async def test_an_automatic_feed_leaves_copies_out_and_what_cannot_be_had_waiting(feeds, site, clock):
    announce(site, 1, 2)
    site.routes["/a/1"] = answer(TRUCE.encode(), type="text/plain")
    del site.routes["/a/2"]
    await feeds.add(address(site), AMINA, automatic=True)
    assert (await feeds.poll())[0].kept == ()
    (item,) = await feeds.waiting()
    assert item.title == "Report 2"
    assert "no such page" in item.problem
    asked = len(site.pages)
    clock.now += timedelta(hours=1)
    await feeds.poll()
    assert site.pages[asked:] == ["/feed"]


async def test_a_feed_is_asked_only_when_its_time_has_come_and_with_its_conditions(feeds, clock, site):
    announce(site, 1, ETag='"v1"', Last_Modified="Fri, 19 Jan 2024 08:00:00 GMT")
    await feeds.add(address(site), AMINA)
    await feeds.poll()
    assert await feeds.poll() == []
    clock.now += timedelta(minutes=15)
    site.routes["/feed"] = answer(status="304 Not Modified")
    (polled,) = await feeds.poll()
    assert (polled.new, polled.problem) == (0, None)
    assert 'If-None-Match: "v1"' in site.heads[-1]
    assert "If-Modified-Since: Fri, 19 Jan 2024 08:00:00 GMT" in site.heads[-1]
    assert (await feeds.list())[0].etag == '"v1"'


async def test_a_feed_that_fails_is_asked_later_and_later(feeds, clock, site):
    announce(site, 1)
    await feeds.add(address(site), AMINA)
    site.routes["/feed"] = answer(status="500 Oops")
    pauses = []
    for _ in range(12):
        (polled,) = await feeds.poll()
        assert "500" in polled.problem
        (feed,) = await feeds.list()
        pauses.append(feed.next_at - clock.now)
        clock.now = feed.next_at
    assert pauses[:3] == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    assert pauses[-1] == LONGEST_PAUSE
    announce(site, 1)
    assert (await feeds.poll())[0].problem is None
    (feed,) = await feeds.list()
    assert (feed.failures, feed.problem) == (0, None)


async def test_a_site_that_wishes_to_be_left_alone_is(feeds, clock, site):
    announce(site, 1)
    await feeds.add(address(site), AMINA)
    site.routes["/feed"] = answer(status="503 Busy", Retry_After="7200")
    await feeds.poll()
    assert (await feeds.list())[0].next_at == clock.now + timedelta(hours=2)


async def test_a_feed_is_followed_once_and_only_if_it_is_one(feeds, site):
    announce(site, 1)
    await feeds.add(address(site), AMINA)
    with pytest.raises(FeedFault, match="there already"):
        await feeds.add(address(site), AMINA)
    site.routes["/page"] = answer(b"<html><p>No feed.</p></html>")
    with pytest.raises(FeedFault, match="no feed"):
        await feeds.add(address(site).replace("/feed", "/page"), AMINA)
    with pytest.raises(FetchFailed):
        await feeds.add(address(site).replace("/feed", "/nothing"), AMINA)


async def test_an_item_that_cannot_be_taken_waits_on_and_says_why(feeds, site):
    announce(site, 1)
    site.routes["/a/1"] = answer(b"PK\x03\x04 an archive", type="application/octet-stream")
    await feeds.add(address(site), AMINA)
    await feeds.poll()
    (item,) = await feeds.waiting()
    with pytest.raises(SourceRefused, match="archive"):
        await feeds.approve(item.number, AMINA)
    (item,) = await feeds.waiting()
    assert "archive" in item.problem


async def test_an_item_somebody_else_is_at_is_theirs_until_they_are_gone_for_long(feeds, site, clock):
    announce(site, 1)
    await feeds.add(address(site), AMINA)
    await feeds.poll()
    (item,) = await feeds.waiting()
    assert await feeds._notes.claim(item.number)
    with pytest.raises(FeedFault, match="Somebody is taking"):
        await feeds.approve(item.number, AMINA)
    clock.now += ABANDONED + timedelta(seconds=1)
    assert (await feeds.approve(item.number, AMINA)).answers


def test_atom_is_read_with_its_links_made_whole_the_latest_last():
    text = read_feed(ATOM.encode(), "https://wire.example/feed")
    assert text.title == "Wire"
    assert [(each.link, each.title, each.published) for each in text.items] == [
        ("https://wire.example/a", "First", date(2024, 1, 18)),
        ("https://wire.example/b", "Second", None),
    ]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "", "http://[", "mailto:a@b.example"]
)
def test_a_link_that_is_no_address_of_the_web_is_left_out(link):
    item = f"<item><title>x</title><link>{link}</link></item>"
    assert read_feed(RSS.format(items=item).encode(), "https://wire.example/feed").items == ()


@pytest.mark.parametrize("hostile", [b"", b"\x00\x01", b"<rss", b"not a feed", b"<html></html>", b"\xff\xfe<\x00r\x00"])
def test_what_is_no_feed_is_told(hostile):
    with pytest.raises(FeedFault):
        read_feed(hostile, "https://wire.example/feed")


def test_entities_are_not_read():
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!entity b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    with pytest.raises(FeedFault, match="entities"):
        read_feed(bomb, "https://wire.example/feed")


def test_a_feed_without_end_is_read_as_far_as_is_useful_and_hostile_titles_are_lines():
    title = "a\x1b[31m&lt;b&gt;\n" + "x" * 5_000
    items = "".join(ITEM.format(title=title, link=f"/a/{n}").replace("\x1b", "") for n in range(MOST_ENTRIES + 50))
    read = read_feed(RSS.format(items=items).encode(), "https://wire.example/feed")
    assert len(read.items) == MOST_ENTRIES
    assert all(len(each.title) <= 300 and "\n" not in each.title for each in read.items)
