"""Pages that are fetched, looked at and kept; and what happens when the refresh after it has to wait or is held."""

import hashlib
from datetime import date

import pytest

from bot.errors import FetchFailed, RefreshBusy, SourceRefused
from bot.models import Question
from bot.moderation.refreshing import Refreshes
from bot.moderation.sourcing import Sources
from bot.moderation.sourcing.fetching import Fetcher
from index.errors import StorageFault
from index.metadata import Metadata
from tests.bot.moderation.sourcing.conftest import AMINA, ENVOYS, NOW, TRUCE, PlainOutcome
from tests.bot.moderation.sourcing.web import OPEN, Names, answer, only_open, redirect, web

PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Envoys return | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta property="og:title" content="Envoys return to their posts">
</head><body><nav><a href="/">Home</a></nav><article>
<h1>Envoys return to their posts</h1>
<p>The envoys of both countries returned to their posts on Sunday, the ministry said in a statement.</p>
<p>Norway had asked for their return in a letter to both capitals, which was published on Friday.</p>
<p>The two ministers will meet again in the spring, according to people who know of their plans.</p>
</article><footer>All rights reserved</footer></body></html>"""


@pytest.fixture
async def site():
    async with web({"/2024/01/21/envoys-return.html": answer(PAGE)}) as served:
        yield served


@pytest.fixture
def sources(service, store, settings, refreshes):
    fetcher = Fetcher(resolve=Names(news_example=[str(OPEN)]), permitted=only_open)
    return Sources(service, store, settings, refreshes, fetcher=fetcher, clock=lambda: NOW)


def address(site, path="/2024/01/21/envoys-return.html"):
    return f"http://news.example:{site.port}{path}"


async def test_a_page_is_looked_at_with_what_it_states_and_what_was_found(sources, site):
    preview = await sources.previews.url(address(site))
    assert (preview.title, preview.publisher, preview.language) == ("Envoys return to their posts", "The Daily", "en")
    assert (preview.published, preview.dated) == (date(2024, 1, 21), "found")
    assert preview.url == preview.address == address(site)
    assert preview.sentences >= 3
    assert preview.name.startswith("envoys-return-")
    assert preview.name.endswith(".html")
    assert preview.sha256 == hashlib.sha256(PAGE).hexdigest()


async def test_a_kept_page_is_the_file_as_it_came_and_answers_with_its_address(sources, site, settings, service):
    site.routes["/moved"] = redirect("/2024/01/21/envoys-return.html")
    kept = await sources.keep(await sources.previews.url(address(site, "/moved")), AMINA)
    assert (settings.corpus / kept.source).read_bytes() == PAGE
    shown = await sources.show(kept.source)
    assert (shown.received.place, shown.received.address) == (address(site, "/moved"), address(site))
    (cited, *_) = service.ask(Question(text="who asked for the return of the envoys?")).citations
    assert (cited.url, cited.published, cited.publisher) == (address(site), date(2024, 1, 21), "The Daily")


async def test_what_a_moderator_gives_counts_more_than_what_the_page_says(sources, site):
    given = Metadata("Given", "Other", date(2024, 1, 20), "https://other.example/")
    preview = await sources.previews.url(address(site), given)
    assert (preview.title, preview.publisher, preview.url) == ("Given", "Other", "https://other.example/")
    assert (preview.published, preview.dated) == (date(2024, 1, 20), "given")


async def test_a_date_that_was_found_can_be_taken_back_before_the_page_is_kept(sources, site):
    preview = await sources.previews.url(address(site))
    corrected = preview.with_metadata(Metadata(preview.title, preview.publisher, None, preview.url))
    assert (corrected.published, corrected.dated) == (None, None)
    kept = await sources.keep(corrected, AMINA)
    assert (await sources.show(kept.source)).published is None


async def test_an_address_that_is_there_already_is_shown(sources, site):
    await sources.keep(await sources.previews.url(address(site)), AMINA)
    site.routes["/2024/01/21/envoys-return.html"] = answer(
        b"<html><body><article><p>This page was rewritten from scratch and says that nobody returned anywhere at all."
        b"</p><p>It has a second paragraph about the weather in the mountains of the far north.</p></article></body>"
    )
    (duplicate,) = (await sources.previews.url(address(site) + "#part")).duplicates
    assert duplicate.likeness == "same address"
    assert duplicate.title == "Envoys return to their posts"


@pytest.mark.parametrize(
    ("body", "kind", "fault"),
    [
        (b"PK\x03\x04", "text/html", SourceRefused),
        (b"\x89PNG", "application/octet-stream", SourceRefused),
        (b"", "text/html", SourceRefused),
        (b"<html><body><nav>Home</nav></body></html>", "text/html", SourceRefused),
        (b"<rss version='2.0'></rss>", "text/plain", SourceRefused),
        (b"\x00\x01\x02", "text/plain", SourceRefused),
        (b"{}", "application/json", FetchFailed),
    ],
)
async def test_what_is_no_article_is_refused_whatever_it_says_it_is(sources, site, body, kind, fault):
    site.routes["/a"] = answer(body, type=kind)
    with pytest.raises(fault):
        await sources.previews.url(address(site, "/a"))


class Waiting:
    """Refreshes that are somebody else's turn for a while, then held, or that fail."""

    def __init__(self, service, ending):
        self.left = 2
        self._service, self._ending = service, ending

    async def refresh(self, actor, *, progress=None, confirmed=False):
        self.left -= 1
        if self.left >= 0:
            raise RefreshBusy("Omar is refreshing", where="here", advice="Wait")
        return self._ending(self._service)


def held(service):
    outcome = PlainOutcome(service.refresh())
    outcome.held = ("A golden question would break.",)
    return outcome


def failed(service):
    raise StorageFault("The disk is full", where="here", advice="Free some space.")


async def test_keeping_waits_for_a_refresh_under_way_and_tells_what_holds_its_own(
    service, store, settings, monkeypatch
):
    monkeypatch.setattr("bot.moderation.sourcing.sources._PAUSE", 0)
    sources = Sources(service, store, settings, Waiting(service, held))
    kept = await sources.keep(await sources.previews.text(ENVOYS), AMINA)
    assert not kept.answers
    assert kept.outcome.held == ("A golden question would break.",)


async def test_what_is_kept_stays_kept_where_the_refresh_fails(service, store, settings, monkeypatch):
    monkeypatch.setattr("bot.moderation.sourcing.sources._PAUSE", 0)
    sources = Sources(service, store, settings, Waiting(service, failed))
    kept = await sources.keep(await sources.previews.text(ENVOYS), AMINA)
    assert (kept.answers, kept.outcome) == (False, None)
    assert "disk is full" in kept.notice
    assert (await sources.show(kept.source)).standing in {"waiting", "answering"}


async def test_the_real_refresh_lets_it_answer_in_an_open_service(service, store, settings):
    assert service.ask(Question(text="who offered to mediate?")).status == "answered"
    sources = Sources(service, store, settings, Refreshes(service, store, settings))
    kept = await sources.keep(await sources.previews.text(ENVOYS), AMINA)
    assert kept.answers
    answered = service.ask(Question(text="who asked for the return of the envoys?"))
    assert answered.citations[0].source == kept.source
    changed = await sources.withdraw(kept.source, AMINA)
    assert kept.source not in {each.source for each in service.sources().articles}
    assert changed.outcome is not None
    again = await sources.previews.text(TRUCE)
    assert again.duplicates[0].likeness == "same text"
