"""``/index`` as moderators use it: a report before it counts, confirm or discard, take back, verify and repair."""

from tests.discord.moderating.conftest import Newsroom
from tests.discord.moderating.test_sources import asked, options
from tests.discord.server import Exchange
from tests.discord.server.people import components, text_of
from tests.discord.server.world import Payload

QUESTION = "which aid worker led the convoy?"


async def refreshed(newsroom: Newsroom) -> Exchange:
    return await newsroom.mo.commands(newsroom.channel, "index refresh")


async def held(newsroom: Newsroom) -> Payload:
    """A refresh that waits, because two of three articles would go."""
    await asked(newsroom, QUESTION)
    for name in ("relief.txt", "storm.txt"):
        (newsroom.corpus / name).unlink()
    return await (await refreshed(newsroom)).shows("waits for you")


async def test_a_refresh_shows_what_changed_once_it_answers(newsroom: Newsroom) -> None:
    await asked(newsroom, QUESTION)
    (newsroom.corpus / "new.txt").write_text("The dam at Orsk held on Tuesday. Warden Pia Holt watched over it.\n")
    (newsroom.corpus / "broken.txt").write_bytes(b"\xff\xfe\xff")
    card = await (await refreshed(newsroom)).shows("the new generation answers")
    words = text_of(card)
    assert "1 added" in words
    assert "new.txt" in words
    assert "broken.txt: " in words
    assert "dam at Orsk" in await asked(newsroom, "who watched over the dam at Orsk?")
    (entry,) = await newsroom.trail("refresh.switched")
    assert entry.details["by"] == "Mo"


async def test_a_refresh_of_what_has_not_changed_says_so(newsroom: Newsroom) -> None:
    await asked(newsroom, QUESTION)
    await (await refreshed(newsroom)).shows("Nothing has changed")


async def test_what_would_lose_much_waits_until_it_is_confirmed(newsroom: Newsroom) -> None:
    card = await held(newsroom)
    assert "relief.txt" in text_of(card)
    assert "2 removed" in text_of(card)
    assert "Jon Brask" in await asked(newsroom, QUESTION)
    await (await newsroom.mo.clicks(card, "om:confirm")).shows("the new generation answers")
    assert "Jon Brask" not in await asked(newsroom, QUESTION)
    assert len(await newsroom.trail("refresh.confirmed")) == 1


async def test_what_waits_is_discarded_after_a_second_thought(newsroom: Newsroom) -> None:
    card = await held(newsroom)
    sure = await (await newsroom.mo.clicks(card, "om:discard")).shows("Discard what was prepared?")
    assert await newsroom.trail("refresh.discarded") == []
    await (await newsroom.mo.clicks(sure, "om:discard")).shows("Discarded")
    assert "Jon Brask" in await asked(newsroom, QUESTION)


async def test_nobody_confirms_what_they_have_not_seen(newsroom: Newsroom) -> None:
    card = await held(newsroom)
    confirm = next(each for each in components(card) if each.get("custom_id", "").startswith("om:confirm"))
    confirm["custom_id"] = f"om:confirm:{'0' * 12}"
    await (await newsroom.mo.clicks(card, "om:confirm")).shows("waits for you")
    assert await newsroom.trail("refresh.confirmed") == []


async def test_the_index_is_taken_back_to_an_earlier_generation(newsroom: Newsroom) -> None:
    await asked(newsroom, QUESTION)
    (newsroom.corpus / "new.txt").write_text("The dam at Orsk held on Tuesday. Warden Pia Holt watched over it.\n")
    await (await refreshed(newsroom)).shows("the new generation answers")
    history = await (await newsroom.mo.commands(newsroom.channel, "index history")).answered()
    assert "answers now" in text_of(history)
    (earlier,) = options(history).values()
    sure = await (await newsroom.mo.clicks(history, "om:rollback", values=[earlier])).shows("Answer from generation")
    assert await newsroom.trail("index.rollback") == []
    await (await newsroom.mo.clicks(sure, "om:rollback")).shows("Gone back")
    assert "The dam at Orsk" not in await asked(newsroom, "who watched over the dam at Orsk?")


async def test_the_status_and_the_check_of_the_index_are_shown(newsroom: Newsroom) -> None:
    await asked(newsroom, QUESTION)
    status = await (await newsroom.mo.commands(newsroom.channel, "index status")).answered()
    assert "3 articles" in text_of(status)
    await (await newsroom.mo.clicks(status, "om:verify")).shows("word for word")


async def test_a_damaged_index_is_found_and_built_anew(newsroom: Newsroom) -> None:
    await asked(newsroom, QUESTION)
    (newsroom.corpus / "storm.txt").write_text("Nothing of this stood there before, not at all.\n")
    found = await (await newsroom.mo.commands(newsroom.channel, "index verify")).shows("does not fit")
    await (await newsroom.mo.clicks(found, "om:repair")).shows("built anew")


async def test_a_second_refresh_is_told_who_is_at_it(newsroom: Newsroom) -> None:
    from bot.memory import utc_now
    from bot.moderation.actors import Actor
    from bot.moderation.refreshing.turns import turn

    await asked(newsroom, QUESTION)
    folder = newsroom.parts.moderation.service.snapshots.folder
    with turn(folder, Actor(kind="console", name="Amina"), utc_now):
        card = await (await refreshed(newsroom)).shows("Amina (console)")
    assert str(folder) not in text_of(card)
