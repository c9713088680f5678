"""Questions by ``/ask``, from the gateway to the card."""

import asyncio
import threading

import pytest

from bot.adapters.discord.rates import Rates
from bot.store import ServerSettings, Shown
from tests.discord.conftest import Meeting
from tests.discord.server.people import components, text_of
from tests.discord.server.world import PUBLIC_THREAD
from tests.discord.stand_ins import QUOTE, StandInService


async def chosen(meeting: Meeting, **choices: object) -> None:
    """What the people who manage the server have chosen."""
    settings = ServerSettings.model_validate(choices)
    await meeting.parts.servers.change(int(meeting.guild["id"]), settings, by=1)


def buttons(card: dict) -> set[str]:
    return {each["custom_id"].split(":")[1] for each in components(card) if "custom_id" in each}


async def test_a_question_is_acknowledged_then_answered_with_the_quotation(meeting: Meeting) -> None:
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    assert (await exchange.acknowledged())["type"] == 5
    card = await exchange.answered()
    assert "China" in text_of(card)
    assert QUOTE.split(" ", 1)[1] in text_of(card)
    assert not exchange.private


async def test_a_decline_says_what_is_missing(meeting: Meeting) -> None:
    card = await (await meeting.ada.asks(meeting.channel, "who is unknown?")).answered()
    assert "No article mentions" in text_of(card)


async def test_an_answer_is_private_where_that_is_wished_and_can_be_shared(meeting: Meeting) -> None:
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?", private=True)
    card = await exchange.answered()
    assert exchange.private
    shared = await meeting.ada.clicks(card, "or:share")
    public = await shared.followed_up()
    assert "China" in text_of(public)
    assert not public["flags"] & 64
    assert "share" not in buttons(meeting.discord.world.messages[int(card["id"])])


async def test_a_public_answer_has_no_share_button(meeting: Meeting) -> None:
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    assert "share" not in buttons(card)
    assert {"ctx", "more", "up", "down", "gone"} <= buttons(card)


async def test_a_server_may_want_answers_private_at_first(meeting: Meeting) -> None:
    await chosen(meeting, private=True)
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    await exchange.answered()
    assert exchange.private
    loud = await meeting.ada.asks(meeting.channel, "who mediated?", private=False)
    await loud.answered()
    assert not loud.private


async def test_outside_the_answer_channels_only_the_asker_sees_the_answer(meeting: Meeting) -> None:
    await chosen(meeting, answer_channels=(1,))
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?", private=False)
    card = await exchange.answered()
    assert exchange.private
    refused = await meeting.ada.clicks(card, "or:share")
    assert "cannot be shared here" in text_of(await refused.answered())


async def test_plain_cards_are_embeds(meeting: Meeting) -> None:
    await chosen(meeting, card="embed")
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    assert card["embeds"]
    assert "China" in text_of(card)


async def test_without_the_right_to_embed_components_are_shown(meeting: Meeting) -> None:
    await chosen(meeting, card="embed")
    everyone = meeting.guild["roles"][0]
    everyone["permissions"] = str(int(everyone["permissions"]) & ~(1 << 14))
    card = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    assert not card["embeds"]
    assert "China" in text_of(card)


async def test_in_a_busy_server_the_answer_is_in_a_thread_below_the_question(meeting: Meeting) -> None:
    await chosen(meeting, threads=True)
    pointer = await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    assert "who mediated?" in text_of(pointer)
    discord = meeting.discord
    thread = await discord.until(
        lambda: next((each for each in discord.world.channels.values() if each["type"] == PUBLIC_THREAD), None)
    )
    assert "who mediated?" in thread["name"]
    card = await discord.message_in(thread)
    assert "China" in text_of(card)
    await _is_known_to_stand_in(meeting, thread, card)


async def _is_known_to_stand_in(meeting: Meeting, channel: dict, card: dict) -> None:
    """Whoever corrects an answer finds its card."""
    store = meeting.parts.store
    while (stored := await store.by_message(int(card["id"]))) is None:  # it is noted once the card is sent
        await asyncio.sleep(0)
    assert (await store.shown_by([stored.key]))[stored.key] == (Shown(int(channel["id"]), int(card["id"])),)


async def test_where_no_thread_can_be_made_the_answer_takes_the_place_of_the_pointer(meeting: Meeting) -> None:
    await chosen(meeting, threads=True)
    meeting.discord.world.closed_channels[int(meeting.channel["id"])] = (403, 50013)
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    pointer = await exchange.answered()
    card = await meeting.discord.until(lambda: "China" in text_of(pointer) and pointer)
    assert {"ctx", "up"} <= buttons(card)


async def test_the_same_question_at_once_is_answered_once(meeting: Meeting) -> None:
    exchanges = [await meeting.ada.asks(meeting.channel, "who mediated?") for _ in range(12)]
    cards = [await exchange.answered() for exchange in exchanges]
    assert len({card["id"] for card in cards}) == 12
    assert len(meeting.service.asked) == 1


async def test_a_question_is_too_soon_after_too_many(meeting: Meeting) -> None:
    meeting.parts.asking._rates = Rates(user=2, channel=0, clock=lambda: 0.0)
    for _ in range(2):
        await (await meeting.ada.asks(meeting.channel, "who mediated?")).answered()
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    assert "30 seconds" in text_of(await exchange.answered())
    assert exchange.private
    other = meeting.discord.person("Bo")
    assert "China" in text_of(await (await other.asks(meeting.channel, "who mediated?")).answered())


async def test_a_question_longer_than_anybody_types_is_carried_to_the_service_shortened(meeting: Meeting) -> None:
    await (await meeting.ada.asks(meeting.channel, "why? " * 1200)).answered()
    assert len(meeting.service.asked[0].text) <= 1000


async def test_a_failure_inside_is_a_kind_word_without_details(meeting: Meeting) -> None:
    card = await (await meeting.ada.asks(meeting.channel, "boom")).answered()
    assert "Something went wrong" in text_of(card)
    assert "RuntimeError" not in text_of(card)


async def test_typing_offers_questions_that_go_on_from_it(meeting: Meeting) -> None:
    from bot.suggesting import Suggestions

    meeting.parts.suggestions = Suggestions(["Who mediated?", "How many people were killed?"])
    assert await (await meeting.ada.types(meeting.channel, "how ma")).suggestions() == ["How many people were killed?"]
    assert await (await meeting.ada.types(meeting.channel, "")).suggestions() == [
        "Who mediated?",
        "How many people were killed?",
    ]


async def test_the_list_of_articles_the_help_and_the_privacy_are_for_whoever_asks(meeting: Meeting) -> None:
    for command, words in (("sources", "A title"), ("help", "/ask"), ("privacy", "What is kept")):
        exchange = await meeting.ada.runs(meeting.channel, command)
        assert words in text_of(await exchange.answered())
        assert exchange.private


class TestAFullDesk:
    """While the threads are busy."""

    @pytest.fixture
    def gate(self) -> threading.Event:
        return threading.Event()

    @pytest.fixture
    def service(self, gate: threading.Event) -> StandInService:
        return StandInService(gate=gate)

    async def test_who_waits_is_told_their_place_and_everybody_is_answered_in_order(
        self, meeting: Meeting, gate: threading.Event
    ) -> None:
        meeting.parts.asking._patience = 0.05
        exchanges = [await meeting.ada.asks(meeting.channel, f"who {number}?") for number in range(6)]
        waiting = await exchanges[-1].answered()
        assert "Number 5 in line" in text_of(waiting)
        gate.set()
        for number, exchange in enumerate(exchanges):
            original = exchange.interaction.original
            await meeting.discord.until(lambda o=original, n=number: f"who {n}?" in text_of(o) or None)
        edits = [each for each in meeting.discord.requests("PATCH", "/messages/{message}") if "who" in str(each.body)]
        order = [number for each in edits for number in range(6) if f"who {number}?" in str(each.body)]
        assert order == sorted(order)

    async def test_beyond_what_can_wait_a_question_is_kindly_refused(
        self, meeting: Meeting, gate: threading.Event
    ) -> None:
        meeting.parts.desk._waiting = 1
        accepted = [await meeting.ada.asks(meeting.channel, f"who {number}?") for number in range(3)]
        await asyncio.gather(*(each.acknowledged() for each in accepted))
        refused = await meeting.ada.asks(meeting.channel, "one more?")
        assert "Very many people" in text_of(await refused.answered())
        gate.set()
        for each in accepted:
            assert "China" in text_of(await each.answered())
