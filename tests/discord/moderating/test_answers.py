"""What moderators do about answers and questions: golden ones, gaps, corrections, names, what was withdrawn."""

import csv
import io

from tests.discord.moderating.conftest import Newsroom
from tests.discord.moderating.test_sources import asked, options
from tests.discord.server.people import text_of
from tests.discord.server.world import Payload

QUESTION = "which aid worker led the convoy?"


async def card_of(newsroom: Newsroom, question: str = QUESTION, *, private: bool | None = None) -> Payload:
    ada = newsroom.discord.person("Ada")
    card = await (await ada.asks(newsroom.channel, question, private=private)).answered()
    await newsroom.parts.desk.idle()
    return card


async def withdrawn(newsroom: Newsroom, source: str = "relief.txt") -> None:
    sure = await (await newsroom.mo.commands(newsroom.channel, "source withdraw", article=source)).answered()
    await (await newsroom.mo.clicks(sure, "om:withdraw")).shows("Withdrawn")


async def test_an_answer_is_made_golden_from_its_card(newsroom: Newsroom) -> None:
    tools = await (await newsroom.mo.right_clicks(await card_of(newsroom), "For moderators")).answered()
    assert QUESTION in text_of(tools)
    await (await newsroom.mo.clicks(tools, "om:golden_add")).shows("Golden from now on")
    listed = await (await newsroom.mo.commands(newsroom.channel, "golden list")).answered()
    assert "Jon Brask" in text_of(listed)
    (choice,) = options(listed).values()
    sure = await (await newsroom.mo.clicks(listed, "om:golden_remove", values=[choice])).shows("Take this golden")
    await (await newsroom.mo.clicks(sure, "om:golden_remove")).shows("No longer golden")
    assert [len(await newsroom.trail(f"golden.{what}")) for what in ("added", "removed")] == [1, 1]


async def test_a_golden_question_that_would_break_holds_the_refresh(newsroom: Newsroom) -> None:
    exchange = await newsroom.mo.commands(
        newsroom.channel, "golden add", question=QUESTION, article="relief.txt", contains="Jon Brask"
    )
    await exchange.shows("Golden from now on")
    await asked(newsroom, QUESTION)
    (newsroom.corpus / "relief.txt").write_text("The Red Cross sent forty tents to Korvath. The convoy was led well.\n")
    card = await (await newsroom.mo.commands(newsroom.channel, "index refresh")).shows("waits for you")
    assert "was right, no longer is" in text_of(card)


async def test_what_is_declined_is_a_gap_that_can_be_dismissed_or_made_golden(newsroom: Newsroom) -> None:
    for question in ("who repaired the volcano?", "when was the submarine launched?"):
        await card_of(newsroom, question)
    exchange = await newsroom.mo.commands(newsroom.channel, "gaps")
    card = await exchange.shows("2 gaps")
    attached = await newsroom.discord.until(
        lambda: next((each.files for each in newsroom.discord.requests("POST", "/{token}") if each.files), None)
    )
    ((name, table),) = attached.items()
    assert name.endswith(".csv")
    assert "volcano" in str(list(csv.reader(io.StringIO(table.decode("utf-8-sig")))))
    menu = options(card)
    opened = await newsroom.mo.clicks(card, "om:gap", values=[menu["who repaired the volcano?"]])
    await (await newsroom.mo.clicks(await opened.shows("### who"), "om:gap_dismiss")).shows("Dismissed")
    card = await (await newsroom.mo.commands(newsroom.channel, "gaps")).shows("1 gap")
    opened = await newsroom.mo.clicks(card, "om:gap", values=[menu["when was the submarine launched?"]])
    await (await newsroom.mo.clicks(await opened.shows("### when"), "om:gap_golden")).shows("Golden from now on")
    await (await newsroom.mo.commands(newsroom.channel, "gaps")).shows("Every question found a good answer")


async def test_a_gap_is_solved_by_an_article(newsroom: Newsroom) -> None:
    await card_of(newsroom, "who inspected the ruins?")
    card = await (await newsroom.mo.commands(newsroom.channel, "gaps")).shows("1 gap")
    gap = await (await newsroom.mo.clicks(card, "om:gap", values=list(options(card).values()))).shows("### who")
    form = await newsroom.mo.clicks(gap, "om:gap_solve")
    await (await newsroom.mo.submits(form, article="nowhere.txt")).followed_up()
    await (await newsroom.mo.submits(form, article="storm")).shows("Solved")
    (entry,) = await newsroom.trail("gap.solved")
    assert entry.details["source"] == "storm.txt"


async def test_two_names_are_taken_for_one_and_the_answer_says_so(newsroom: Newsroom) -> None:
    added = await newsroom.mo.commands(newsroom.channel, "alias add", name="Korvath", other="Port Anselm")
    await added.shows("Port Anselm")
    assert "Port Anselm" in await asked(newsroom, "what reached Port Anselm on Sunday?")
    listed = await (await newsroom.mo.commands(newsroom.channel, "alias list")).answered()
    assert "Korvath" in text_of(listed)
    await (await newsroom.mo.commands(newsroom.channel, "alias remove", name="Port Anselm")).shows("Taken out")


async def test_answers_that_the_articles_no_longer_bear_out_are_superseded_with_one_press(newsroom: Newsroom) -> None:
    card, private = await card_of(newsroom), await card_of(newsroom, private=True)
    await withdrawn(newsroom)
    listed = await (await newsroom.mo.commands(newsroom.channel, "index corrections")).shows("ought to be corrected")
    assert "was withdrawn" in text_of(listed)
    done = await (await newsroom.mo.clicks(listed, "om:supersede")).shows("2 answers superseded")
    assert "1 card marked" in text_of(done)
    marked = newsroom.discord.world.messages[int(card["id"])]
    assert "Superseded: the sources changed" in text_of(marked)
    assert "Jon Brask" not in text_of(marked)
    (link,) = [each["url"] for each in _buttons(marked) if each.get("url")]
    answer = newsroom.discord.world.messages[int(link.rpartition("/")[2])]
    assert answer["message_reference"]["message_id"] in (card["id"], int(card["id"]))
    assert "Jon Brask" not in text_of(answer)
    assert "Jon Brask" in text_of(newsroom.discord.world.messages[int(private["id"])])
    again = await newsroom.mo.commands(newsroom.channel, "index corrections")
    await again.shows("bear out every answer")


async def test_an_answer_is_given_anew_from_its_card(newsroom: Newsroom) -> None:
    card = await card_of(newsroom)
    tools = await (await newsroom.mo.right_clicks(card, "For moderators")).answered()
    await (await newsroom.mo.clicks(tools, "om:renew")).shows("1 card marked")
    assert "Superseded" in text_of(newsroom.discord.world.messages[int(card["id"])])


async def test_what_somebody_superseded_at_the_console_is_marked_here(newsroom: Newsroom) -> None:
    from bot.moderation.actors import at_the_console

    card = await card_of(newsroom)
    stored = await newsroom.parts.store.by_message(int(card["id"]))
    assert stored
    newsroom.discord.world.closed_channels[int(newsroom.channel["id"])] = (403, 50013)
    await newsroom.parts.moderation.corrections.correct(stored.key, at_the_console())
    assert await newsroom.client.marker.mark_all(newsroom.client) == 1
    marked = newsroom.discord.world.messages[int(card["id"])]
    # Where nothing may be written any more, the new answer is behind a button.
    shown = await newsroom.mo.clicks(marked, "or:now")
    assert "Jon Brask" in text_of(await shown.answered())
    assert shown.private


async def test_a_withdrawn_article_is_gone_from_pages_context_and_sharing(newsroom: Newsroom) -> None:
    card = await card_of(newsroom, private=True)
    ada = newsroom.discord.person("Ada")
    await withdrawn(newsroom)
    for button in ("or:ctx", "or:share"):
        shown = await (await ada.clicks(card, button)).answered()
        assert "withdrawn" in text_of(shown)
        assert "Brask" not in text_of(shown)


def _buttons(message: Payload) -> list[Payload]:
    from tests.discord.server.people import components

    return [each for each in components(message) if each["type"] == 2]
