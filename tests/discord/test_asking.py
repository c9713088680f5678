"""Questions by ``/ask``, from the gateway to the card."""

from tests.discord.conftest import Meeting
from tests.discord.server.people import text_of
from tests.discord.stand_ins import QUOTE


async def test_a_question_is_acknowledged_then_answered_with_the_quotation(meeting: Meeting) -> None:
    exchange = await meeting.ada.asks(meeting.channel, "who mediated?")
    assert (await exchange.acknowledged())["type"] == 5
    card = await exchange.answered()
    assert "China" in text_of(card)
    assert QUOTE.split(" ", 1)[1] in text_of(card)
    assert not exchange.private
