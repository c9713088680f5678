"""``/source`` as moderators use it: articles are looked at before they are kept, withdrawn at once, purged for good."""

from tests.discord.moderating.conftest import ARTICLES, Newsroom
from tests.discord.server import Exchange
from tests.discord.server.people import components, text_of
from tests.discord.server.world import Payload

BRIDGE = b"The bridge at Vashan was destroyed on Friday night. Engineer Lena Torvik inspected the ruins.\n"


async def added(newsroom: Newsroom, content: bytes = BRIDGE, name: str = "bridge.txt", **stated: str) -> Payload:
    """Add an article and keep it; the card that says so."""
    preview = await newsroom.mo.commands(newsroom.channel, "source add", file=(name, content), **stated)
    card = await preview.shows("what would be kept")
    kept = await newsroom.mo.clicks(card, "om:keep")
    return await kept.shows("Added, and it answers")


async def asked(newsroom: Newsroom, question: str) -> str:
    return text_of(await (await newsroom.discord.person("Ada").asks(newsroom.channel, question)).answered())


def options(card: Payload) -> dict[str, str]:
    menu = next(each for each in components(card) if each["type"] == 3)
    return {option["label"]: option["value"] for option in menu["options"]}


async def chosen(newsroom: Newsroom, card: Payload, label: str, menu: str = "om:article") -> Exchange:
    return await newsroom.mo.clicks(card, menu, values=[options(card)[label]])


async def test_an_attachment_is_shown_before_it_is_kept_and_answers_afterwards(newsroom: Newsroom) -> None:
    exchange = await newsroom.mo.commands(
        newsroom.channel, "source add", file=("bridge.txt", BRIDGE), title="Bridge gone", published="2024-01-18"
    )
    card = await exchange.shows("what would be kept")
    assert "Bridge gone" in text_of(card)
    assert "18 January 2024" in text_of(card)
    assert "The bridge at Vashan" in text_of(card)
    assert not (newsroom.corpus / "added").exists()
    kept = await newsroom.mo.clicks(card, "om:keep")
    await kept.shows("Added, and it answers: Bridge gone")
    assert "Lena Torvik" in await asked(newsroom, "who inspected the ruins of the bridge?")
    (entry,) = await newsroom.trail("source.added")
    assert (entry.details["by"], entry.details["from"]) == ("Mo", "discord")


async def test_what_is_not_kept_leaves_nothing(newsroom: Newsroom) -> None:
    exchange = await newsroom.mo.commands(newsroom.channel, "source add", file=("bridge.txt", BRIDGE))
    card = await exchange.shows("what would be kept")
    await (await newsroom.mo.clicks(card, "om:drop")).shows("Not kept")
    assert not (newsroom.corpus / "added").exists()
    assert await newsroom.trail() == []


async def test_text_is_pasted_into_a_form_and_described_again_in_another(newsroom: Newsroom) -> None:
    opened = await newsroom.mo.commands(newsroom.channel, "source add", title="Bridge", link="https://example.org/a")
    form = await opened.form()
    assert (form["title"], form["link"]) == ("Bridge", "https://example.org/a")
    sent = await newsroom.mo.submits(opened, text=BRIDGE.decode(), publisher="The Vashan Post")
    card = await sent.shows("The Vashan Post")
    amending = await newsroom.mo.clicks(card, "om:amend")
    amended = await newsroom.mo.submits(amending, title="The bridge at Vashan", published="2024-02-01")
    card = await amended.shows("1 February 2024")
    await (await newsroom.mo.clicks(card, "om:keep")).shows("Added, and it answers: The bridge at Vashan")
    assert "Lena Torvik" in await asked(newsroom, "who inspected the ruins of the bridge?")


async def test_a_duplicate_is_said_before_it_is_kept(newsroom: Newsroom) -> None:
    content = ARTICLES["storm.txt"].encode()
    exchange = await newsroom.mo.commands(newsroom.channel, "source add", file=("again.txt", content))
    assert "there already" in text_of(await exchange.shows("what would be kept"))


async def test_what_is_no_article_is_refused_with_advice(newsroom: Newsroom) -> None:
    for name, content, words in (
        ("x.txt", b"PK\x03\x04" + bytes(99), "archive"),
        ("x.txt", b"Menu\n", "no sentence"),
    ):
        exchange = await newsroom.mo.commands(newsroom.channel, "source add", file=(name, content))
        await exchange.shows(words)
    bad = await newsroom.mo.commands(newsroom.channel, "source add", file=("a.txt", BRIDGE), published="soon")
    await bad.shows("2024-01-18")
    assert await newsroom.trail() == []


async def test_a_page_of_this_machine_is_not_fetched(newsroom: Newsroom) -> None:
    for url in ("http://127.0.0.1/admin", "http://localhost:8000/", "file:///etc/passwd", "http://[::1]/"):
        exchange = await newsroom.mo.commands(newsroom.channel, "source add", url=url)
        card = await exchange.answered()
        assert "what would be kept" not in text_of(card)
        assert "went wrong" not in text_of(card), url


async def test_the_list_leads_to_an_article_and_to_what_can_be_done(newsroom: Newsroom) -> None:
    listed = await (await newsroom.mo.commands(newsroom.channel, "source list", filter="storm")).answered()
    assert "1 article" in text_of(listed)
    (label,) = options(listed)
    card = await (await chosen(newsroom, listed, label)).shows("answers")
    assert "storm.txt" in text_of(card)
    assert {each["custom_id"].split(":")[1] for each in components(card) if each["type"] == 2} == {
        "correct",
        "withdraw",
    }


async def test_a_withdrawn_article_answers_no_more_until_it_is_restored(newsroom: Newsroom) -> None:
    question = "which aid worker led the convoy?"
    assert "Jon Brask" in await asked(newsroom, question)
    asking = await newsroom.mo.commands(newsroom.channel, "source withdraw", article="relief.txt")
    sure = await asking.shows("answers no more from the next question on")
    assert "Jon Brask" in await asked(newsroom, question)
    await (await newsroom.mo.clicks(sure, "om:withdraw")).shows("Withdrawn, it answers no more")
    assert "Jon Brask" not in await asked(newsroom, question)
    assert (newsroom.corpus / "relief.txt").is_file()
    await (await newsroom.mo.commands(newsroom.channel, "source restore", article="relief.txt")).shows("Restored")
    assert "Jon Brask" in await asked(newsroom, question)


async def test_an_article_is_purged_after_it_was_withdrawn_and_after_a_second_thought(newsroom: Newsroom) -> None:
    await added(newsroom, title="Bridge gone")
    found = await newsroom.mo.completes(newsroom.channel, "source withdraw", article="bridge")
    (named,) = await found.suggestions()
    early = await newsroom.mo.commands(newsroom.channel, "source purge", article=named)
    sure = await early.shows("for good")
    await newsroom.mo.clicks(sure, "om:purge")
    await newsroom.parts.desk.idle()
    assert list((newsroom.corpus / "added").glob("*.txt"))
    asking = await newsroom.mo.commands(newsroom.channel, "source withdraw", article=named)
    await (await newsroom.mo.clicks(await asking.shows("Bridge gone"), "om:withdraw")).shows("Withdrawn")
    sure = await (await newsroom.mo.commands(newsroom.channel, "source purge", article=named)).shows("for good")
    await (await newsroom.mo.clicks(sure, "om:purge")).shows("Deleted for good")
    assert not list((newsroom.corpus / "added").glob("*.txt"))


async def test_what_is_stated_is_corrected_by_options_or_in_a_form(newsroom: Newsroom) -> None:
    exchange = await newsroom.mo.commands(
        newsroom.channel, "source correct", article="storm.txt", publisher="Korvath Star"
    )
    await exchange.shows("Corrected")
    opened = await newsroom.mo.commands(newsroom.channel, "source correct", article="storm.txt")
    assert (await opened.form())["publisher"] == "Korvath Star"
    await (await newsroom.mo.submits(opened, title="Edda", publisher="")).shows("Corrected: Edda")
    card = await (await newsroom.mo.commands(newsroom.channel, "source show", article="storm.txt")).answered()
    assert "Edda" in text_of(card)
    assert "Korvath Star" not in text_of(card)


async def test_buttons_of_what_is_gone_say_so(newsroom: Newsroom) -> None:
    exchange = await newsroom.mo.commands(newsroom.channel, "source add", file=("bridge.txt", BRIDGE))
    card = await exchange.shows("what would be kept")
    first = await newsroom.mo.clicks(card, "om:keep")
    again = await newsroom.mo.presses(card, first.interaction.payload["data"]["custom_id"])
    await first.shows("Added")
    await again.acknowledged()
    await newsroom.parts.desk.idle()
    assert len(await newsroom.trail("source.added")) == 1
