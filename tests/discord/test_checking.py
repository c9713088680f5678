"""The message command: somebody's message held against the articles."""

from tests.discord.conftest import Meeting
from tests.discord.server.people import Exchange, text_of

COMMAND = "Check against sources"


async def checked(meeting: Meeting, **said: object) -> Exchange:
    bo = meeting.discord.person("Bo")
    message = meeting.discord.world.add_message(meeting.channel, bo.account, said)
    return await meeting.ada.right_clicks(message, COMMAND)


async def test_a_message_is_checked_for_whoever_asks_alone(meeting: Meeting) -> None:
    exchange = await checked(meeting, content="China offered to mediate.")
    assert "offered to mediate" in text_of(await exchange.answered())
    assert exchange.private
    assert meeting.service.checked == ["China offered to mediate."]


async def test_embeds_and_components_are_read_too(meeting: Meeting) -> None:
    embeds = [
        {"type": "rich", "title": "Title", "description": "Words.", "fields": [{"name": "Who", "value": "China"}]}
    ]
    texts = [{"type": 17, "components": [{"type": 10, "content": "In a container."}]}]
    await (await checked(meeting, content="Text.", embeds=embeds, components=texts)).answered()
    assert meeting.service.checked == ["Text.\nTitle\nWords.\nWho\nChina\nIn a container."]


async def test_a_check_can_be_shared(meeting: Meeting) -> None:
    card = await (await checked(meeting, content="China offered to mediate.")).answered()
    shared = await (await meeting.ada.clicks(card, "or:share")).followed_up()
    assert "offered to mediate" in text_of(shared)
    assert not shared["flags"] & 64


async def test_a_check_from_before_a_restart_cannot_be_shared_and_says_so(meeting: Meeting) -> None:
    card = await (await checked(meeting, content="China offered to mediate.")).answered()
    meeting.parts.checks.clear()
    assert "too old" in text_of(await (await meeting.ada.clicks(card, "or:share")).answered())


async def test_a_message_without_words_is_not_checked(meeting: Meeting) -> None:
    assert "no text" in text_of(await (await checked(meeting, content="")).answered())
    assert not meeting.service.checked
