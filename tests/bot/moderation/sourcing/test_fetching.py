"""Fetching against hostile servers and resolvers, all on loopback."""

import asyncio
import gzip
import hashlib
import socket
import ssl
import zlib

import pytest

from bot.errors import AddressRefused, FetchFailed, FetchFault
from bot.moderation.sourcing import responses
from bot.moderation.sourcing.fetching import FEEDS, MOST_REDIRECTS, Conditions, Fetcher
from bot.moderation.sourcing.receiving import LARGEST
from tests.bot.moderation.sourcing.web import CLOSED, HERE, OPEN, Names, answer, only_open, redirect, web

PAGE = b"<html><body><p>The two sides agreed on Friday to a truce.</p></body></html>"


def fetcher(names=None, **options):
    return Fetcher(resolve=names or Names(news_example=[str(OPEN)]), permitted=only_open, **options)


async def test_a_page_is_fetched_with_the_hash_of_what_was_received():
    async with web({"/a": answer(PAGE)}) as site:
        found = await fetcher().fetch(f"http://news.example:{site.port}/a#part")
    assert found.content == PAGE
    assert found.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert found.address == f"http://news.example:{site.port}/a"
    assert found.type == "text/html"


async def test_who_asks_is_said_honestly_and_nothing_else_is():
    async with web({"/a": answer(PAGE, Set_Cookie="id=1"), "/b": answer(PAGE)}) as site:
        asking = fetcher()
        await asking.fetch(f"http://news.example:{site.port}/a")
        await asking.fetch(f"http://news.example:{site.port}/b")
    for head in site.heads:
        names = {line.partition(":")[0].lower() for line in head.splitlines()[1:] if line}
        assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert f"Host: news.example:{site.port}" in head
        assert "User-Agent: Onrecord/" in head


async def test_the_name_is_looked_up_once_and_the_connection_goes_to_the_checked_address():
    """A resolver that gives a public address to whoever checks and another to whoever connects."""
    names = Names(news_example=[[str(OPEN)], [str(CLOSED)], [str(CLOSED)]])
    async with web({"/a": answer(PAGE)}) as site, web({"/a": answer(b"secret")}, host=str(CLOSED)) as inside:
        asking = fetcher(names)
        asking._robots.learn(f"http://news.example:{site.port}", "")
        assert (await asking.fetch(f"http://news.example:{site.port}/a")).content == PAGE
        assert names.looked_up == ["news.example"]
        with pytest.raises(AddressRefused, match="not on the public web"):
            await asking.fetch(f"http://news.example:{site.port}/a")
    assert inside.asked == []


async def test_no_name_is_looked_up_by_whoever_connects(monkeypatch):
    def looked_up(*arguments, **options):
        raise AssertionError(f"looked up {arguments[:1]}")

    async with web({"/a": answer(PAGE)}) as site:
        original = socket.getaddrinfo
        numeric = lambda host, *rest, **options: (  # noqa: E731
            original(host, *rest, **options) if host == str(OPEN) else looked_up(host)
        )
        monkeypatch.setattr(socket, "getaddrinfo", numeric)
        await fetcher().fetch(f"http://news.example:{site.port}/a")


@pytest.mark.parametrize(
    "places", [["127.0.0.2"], ["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"]]
)
async def test_a_host_with_any_address_that_is_not_public_is_not_asked(places):
    async with web({"/a": answer(PAGE)}) as site:
        with pytest.raises(AddressRefused, match="not on the public web"):
            await fetcher(Names(news_example=places)).fetch(f"http://news.example:{site.port}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    """http://127.0.0.1/ http://127.0.0.1:8080/ http://[::1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/
    http://2130706433/ http://0x7f000001/ http://0177.0.0.1/ http://127.1/ http://017700000001/ http://0/ http://0.0.0.0/
    http://localhost/ http://localhost.localdomain/ http://169.254.169.254/latest/meta-data/ http://[fe80::1]/
    http://[fe80::1%25eth0]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/ http://10.0.0.1/ http://100.64.0.1/
    http://[fd00:ec2::254]/ http://metadata.google.internal/ http://１２７.0.0.1/ http://127。0。0。1/ http://①②⑦.0.0.1/
    http://127.0.0.1%00.example/ http://127.0.0.1./ http://user:secret@news.example/ http://user@news.example/
    http://news.example:secret@127.0.0.1/ http://news.example:22/ http://news.example:25/ http://news.example:0/
    http://news.example:99999/ ftp://news.example/ file:///etc/passwd gopher://news.example/ javascript:alert(1)
    data:text/html,hello //news.example/ news.example http:// http:/// http://? https://[ http://news.example\\@127.0.0.1/
    http://-a.example/ http://a..example/ ws://news.example/""".split(),
)
async def test_what_is_no_public_address_of_the_web_is_never_asked(address):
    names = Names(news_example=["127.0.0.3"], localhost=["127.0.0.1"], metadata_google_internal=["169.254.169.254"])
    asking = Fetcher(resolve=names, seconds=2)
    with pytest.raises(FetchFault) as refused:
        await asking.fetch(address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["http://news.example/\nx", "http://news.example/ x", "http://a" + "b" * 3000, "", "\x00"]
)
async def test_what_is_not_one_short_line_is_no_address(address):
    with pytest.raises(AddressRefused):
        await fetcher().fetch(address)


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "http://private.example:{port}/",
        "//private.example:{port}/",
        "http://2130706434:{port}/",
        "http://0x7f000002:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:pw@news.example:{port}/b",
        "file:///etc/passwd",
        "ftp://news.example/",
    ],
)
async def test_a_redirect_is_checked_like_the_first_address(location):
    names = Names(news_example=[str(OPEN)], private_example=[str(CLOSED)])
    async with web(host=str(CLOSED)) as inside, web() as site:
        site.routes["/a"] = redirect(location.format(port=inside.port))
        with pytest.raises(AddressRefused):
            await fetcher(names).fetch(f"http://news.example:{site.port}/a")
    assert inside.asked == []
    assert site.pages == ["/a"]


async def test_a_redirect_is_followed_and_the_last_address_is_told():
    async with web({"/b": answer(PAGE)}) as site:
        site.routes["/a"] = redirect("/b")
        found = await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert found.address.endswith("/b")
    assert site.pages == ["/a", "/b"]


async def test_redirects_are_limited():
    async with web({"/a": redirect("/a")}) as site:
        with pytest.raises(FetchFailed, match="redirects more than"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert len(site.pages) == MOST_REDIRECTS + 1


async def test_a_redirect_to_nowhere_is_told():
    async with web({"/a": answer(status="302 Found")}) as site:
        with pytest.raises(FetchFailed, match="nowhere"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")


async def endless(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def endless_chunks(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
        await writer.drain()


async def endless_head(writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: " + b"x" * 4_096 + b"\r\n")
        await writer.drain()


async def endless_gzip(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b""
    for _ in range(2):  # the first one opens the file
        block = pack.compress(bytes(1_000_000)) + pack.flush(zlib.Z_SYNC_FLUSH)
        writer.write(block)
    while True:
        writer.write(block)
        await writer.drain()
        await asyncio.sleep(0)


@pytest.mark.parametrize("route", [endless, endless_chunks, endless_head, endless_gzip], ids=lambda each: each.__name__)
async def test_an_answer_without_an_end_is_given_up(route):
    async with web({"/a": route}) as site:
        with pytest.raises(FetchFailed, match=r"larger than 10 MB|connection failed"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")


@pytest.fixture
def unpacked(monkeypatch):
    """How many bytes came out at each step of unpacking."""
    sizes = []
    original = zlib.decompressobj

    class Counting:
        def __init__(self, *arguments, **options):
            self._inner = original(*arguments, **options)

        def decompress(self, data, most):
            out = self._inner.decompress(data, most)
            sizes.append(len(out))
            return out

    monkeypatch.setattr(responses.zlib, "decompressobj", Counting)
    return sizes


BOMB = gzip.compress(bytes(5 * LARGEST), 1)


async def test_a_gzip_bomb_is_never_unpacked_whole(unpacked):
    async with web({"/a": answer(BOMB, Content_Encoding="gzip")}) as site:
        with pytest.raises(FetchFailed, match="larger than 10 MB"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert sum(unpacked) == LARGEST + 1


async def test_a_bomb_in_a_bomb_stays_packed_inside(unpacked):
    async with web({"/a": answer(gzip.compress(BOMB), Content_Encoding="gzip")}) as site:
        assert (await fetcher().fetch(f"http://news.example:{site.port}/a")).content == BOMB
    assert sum(unpacked) == len(BOMB)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "identity, gzip", "unknown"])
async def test_only_the_packing_that_was_asked_for_is_unpacked(encoding):
    async with web({"/a": answer(PAGE, Content_Encoding=encoding)}) as site:
        with pytest.raises(FetchFailed, match="packed in a way"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")


async def test_a_packed_page_is_unpacked():
    async with web({"/a": answer(gzip.compress(PAGE), Content_Encoding="gzip")}) as site:
        assert (await fetcher().fetch(f"http://news.example:{site.port}/a")).content == PAGE


async def test_a_broken_packing_is_told():
    async with web({"/a": answer(b"no gzip at all", Content_Encoding="gzip")}) as site:
        with pytest.raises(FetchFailed, match="broken"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")


async def test_a_body_that_is_cut_off_is_no_page():
    cut = answer(PAGE).replace(f"Content-Length: {len(PAGE)}".encode(), f"Content-Length: {len(PAGE) + 100}".encode())
    async with web({"/a": cut}) as site:
        with pytest.raises(FetchFailed, match="connection failed"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip", "application/json", "text/css"])
async def test_what_says_that_it_is_no_article_is_not_even_read(kind):
    async def body(writer):
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode())
        await writer.drain()
        await asyncio.sleep(3_600)

    async with web({"/a": body}) as site:
        with pytest.raises(FetchFailed, match=f"no article but {kind}"):
            await fetcher(seconds=30).fetch(f"http://news.example:{site.port}/a")


async def drip(writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silence(writer):
    await asyncio.sleep(3_600)


async def slow_redirects(writer):
    await asyncio.sleep(0.1)
    writer.write(redirect("/a"))


@pytest.mark.parametrize("route", [drip, silence, slow_redirects], ids=lambda each: each.__name__)
async def test_everything_together_has_one_limit_of_time(route):
    async with web({"/a": route}) as site:
        with pytest.raises(FetchFailed, match="took longer"):
            await fetcher(seconds=0.4).fetch(f"http://news.example:{site.port}/a")


async def test_a_resolver_that_does_not_answer_falls_under_the_limit_too():
    async def never(host, port):
        await asyncio.sleep(3_600)

    with pytest.raises(FetchFailed, match="took longer"):
        await Fetcher(resolve=never, seconds=0.1).fetch("http://news.example/")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503])
async def test_a_refusal_is_told_in_words(status):
    async with web({"/a": answer(status=f"{status} No", Retry_After="120")}) as site:
        with pytest.raises(FetchFailed, match=str(status)) as failed:
            await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert failed.value.retry_after == (120 if status in (429, 500, 503) else None)


@pytest.mark.parametrize(
    "garbage", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"]
)
async def test_what_is_no_http_is_told(garbage):
    async with web({"/a": garbage}) as site:
        with pytest.raises(FetchFailed):
            await fetcher().fetch(f"http://news.example:{site.port}/a")


async def test_the_next_address_is_tried_where_nothing_listens():
    async with web({"/a": answer(PAGE)}) as site:
        places = Names(news_example=["127.0.0.9", str(OPEN)])
        asking = Fetcher(resolve=places, permitted=lambda address: address.is_loopback)
        assert (await asking.fetch(f"http://news.example:{site.port}/a")).content == PAGE


async def test_a_host_that_cannot_be_reached_is_told():
    async with web() as site:
        port = site.port
    asking = fetcher()
    asking._robots.learn(f"http://news.example:{port}", "")
    with pytest.raises(FetchFailed, match="reached"):
        await asking.fetch(f"http://news.example:{port}/a")


async def test_a_page_in_another_encoding_becomes_utf8_and_the_hash_is_of_what_came():
    latin = "<p>Die Stra\u00dfe nach Z\u00fcrich ist offen.</p>".encode("latin-1")
    async with web({"/a": answer(latin, type="text/html; charset=ISO-8859-1")}) as site:
        found = await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert found.content.decode() == "<p>Die Stra\u00dfe nach Z\u00fcrich ist offen.</p>"
    assert found.sha256 == hashlib.sha256(latin).hexdigest()


@pytest.mark.parametrize("charset", ["unicode_escape", "zip", "utf-7", "nonsense", "idna"])
async def test_an_odd_name_of_an_encoding_changes_nothing(charset):
    async with web({"/a": answer(b"\\x41\xff", type=f"text/plain; charset={charset}")}) as site:
        assert (await fetcher().fetch(f"http://news.example:{site.port}/a")).content == b"\\x41\xff"


async def test_what_is_known_is_not_sent_again():
    def routes(path_etag):
        async def respond(writer):
            known = f"If-None-Match: {path_etag}" in site.heads[-1]
            writer.write(
                answer(status="304 Not Modified") if known else answer(PAGE, ETag=path_etag, Last_Modified="today")
            )

        return respond

    async with web() as site:
        site.routes["/a"] = routes('"v1"')
        asking = fetcher()
        first = await asking.fetch(f"http://news.example:{site.port}/a", types=FEEDS)
        assert first.conditions == Conditions('"v1"', "today")
        second = await asking.fetch(f"http://news.example:{site.port}/a", types=FEEDS, conditions=first.conditions)
    assert not second.is_new
    assert second.conditions == first.conditions
    assert "If-Modified-Since: today" in site.heads[-1]


@pytest.mark.parametrize(
    ("rules", "welcome"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: Onrecord\nDisallow: /news", False),
        ("User-agent: onrecord\nDisallow: /*/a$", False),
        ("User-agent: Otherbot\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Onrecord\nAllow: /", True),
        ("User-agent: *\nDisallow: /other", True),
        ("", True),
        ("\x00\xff<html>no rules</html>", True),
    ],
)
async def test_robots_txt_is_respected(rules, welcome):
    async with web(
        {"/news/a": answer(PAGE), "/robots.txt": answer(rules.encode("latin-1"), type="text/plain")}
    ) as site:
        asking = fetcher()
        for _ in range(2):
            if welcome:
                await asking.fetch(f"http://news.example:{site.port}/news/a")
            else:
                with pytest.raises(AddressRefused, match="robots"):
                    await asking.fetch(f"http://news.example:{site.port}/news/a")
    assert site.asked.count("/robots.txt") == 1
    assert site.pages == (["/news/a"] * 2 if welcome else [])


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slowly"])
async def test_a_site_that_cannot_say_whether_robots_are_welcome_is_left_alone(status):
    async with web({"/a": answer(PAGE), "/robots.txt": answer(status=status)}) as site:
        with pytest.raises(AddressRefused, match="robots"):
            await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert site.pages == []


async def test_robots_txt_is_asked_as_safely_as_a_page():
    async with web(host=str(CLOSED)) as inside, web({"/a": answer(PAGE)}) as site:
        site.routes["/robots.txt"] = redirect(f"http://{CLOSED}:{inside.port}/robots.txt")
        with pytest.raises(AddressRefused):
            await fetcher().fetch(f"http://news.example:{site.port}/a")
    assert inside.asked == []


async def test_an_endless_robots_txt_is_read_as_far_as_is_useful():
    async def rules(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /no\n")
        while True:
            writer.write(b"Disallow: /" + b"x" * 5_000 + b"\n")
            await writer.drain()

    async with web({"/a": answer(PAGE), "/robots.txt": rules}) as site:
        asking = fetcher()
        assert (await asking.fetch(f"http://news.example:{site.port}/a")).content == PAGE
        with pytest.raises(AddressRefused):
            await asking.fetch(f"http://news.example:{site.port}/no/b")


def trusting():
    return ssl.create_default_context(cafile=str(HERE / "authority.pem"))


async def test_a_certificate_is_verified_against_the_name_and_not_the_address():
    async with web({"/a": answer(PAGE)}, certified=True) as site:
        asking = fetcher(trusted=trusting())
        assert (await asking.fetch(f"https://news.example:{site.port}/a")).content == PAGE


@pytest.mark.parametrize("trusts", [True, False])
async def test_a_certificate_of_another_name_or_of_nobody_is_refused(trusts):
    names = Names(news_example=[str(OPEN)], other_example=[str(OPEN)])
    host = "other.example" if trusts else "news.example"
    async with web({"/a": answer(PAGE)}, certified=True) as site:
        asking = fetcher(names, trusted=trusting() if trusts else None)
        asking._robots.learn(f"https://{host}:{site.port}", "")
        with pytest.raises(FetchFailed, match="certificate is not valid"):
            await asking.fetch(f"https://{host}:{site.port}/a")
    assert site.asked == []


async def test_proxies_of_the_environment_are_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.5:9")
    async with web({"/a": answer(PAGE)}) as site:
        assert (await fetcher().fetch(f"http://news.example:{site.port}/a")).content == PAGE
