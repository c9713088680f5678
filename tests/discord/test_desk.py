"""The queue by itself: order, once for the same question, closing, and what becomes of failures."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.adapters.discord import tickets
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.slots import Slots
from bot.models import Question, Turn
from tests.discord.stand_ins import Named, StandInService


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


@pytest.fixture
def service(gate: threading.Event) -> StandInService:
    return StandInService(gate=gate)


@pytest.fixture
async def desk(service: StandInService, gate: threading.Event) -> AsyncIterator[Desk]:
    desk = Desk(service, workers=2, waiting=100)
    yield desk
    gate.set()
    await desk.close(5)


async def ask(desk: Desk, text: str, *, channel: int = 1, order: list[str] | None = None) -> str:
    async with desk.join(channel) as ticket:
        reply = await ticket.answer(Question(text=text))
        await ticket.turn()
        if order is not None:
            order.append(text)
        return reply.answer.question


async def test_questions_are_computed_in_the_order_of_their_arrival(
    desk: Desk, service: StandInService, gate: threading.Event
) -> None:
    asking = [asyncio.ensure_future(ask(desk, f"{number}?")) for number in range(20)]
    gate.set()
    assert await asyncio.gather(*asking) == [f"{number}?" for number in range(20)]
    begun = [int(each.text[:-1]) for each in service.asked]
    assert all(abs(at - number) <= 1 for at, number in enumerate(begun))  # two threads may overtake by one


async def test_answers_of_a_channel_come_in_the_order_of_their_questions(desk: Desk, gate: threading.Event) -> None:
    order: list[str] = []
    asking = [asyncio.ensure_future(ask(desk, f"{number}?", order=order)) for number in range(20)]
    gate.set()
    await asyncio.gather(*asking)
    assert order == [f"{number}?" for number in range(20)]


async def test_whoever_is_acknowledged_last_does_not_go_first(
    desk: Desk, service: StandInService, gate: threading.Event
) -> None:
    told = [asyncio.Event() for _ in range(20)]

    async def acknowledge_and_ask(number: int) -> None:
        async with desk.join(1) as ticket:
            async with desk.acknowledging(ticket):
                await told[number].wait()
            await ticket.answer(Question(text=f"{number}?"))

    gate.set()
    asking = [asyncio.ensure_future(acknowledge_and_ask(number)) for number in range(20)]
    for each in reversed(told):
        await asyncio.sleep(0)
        each.set()
    await asyncio.gather(*asking)
    begun = [int(each.text[:-1]) for each in service.asked]
    assert all(abs(at - number) <= 1 for at, number in enumerate(begun))  # two threads may overtake by one


async def test_a_line_holds_its_order_however_long_it_takes(
    desk: Desk, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "_PATIENCE", 0.001)
    gate.set()
    await ask(desk, "known?")
    gate.clear()
    order: list[str] = []
    asking = [asyncio.ensure_future(ask(desk, text, order=order)) for text in ("slow?", "known?", "known?")]
    await asyncio.wait(asking, timeout=0.05)  # many times as long as anybody who is stuck is waited for
    assert order == []
    gate.set()
    await asyncio.gather(*asking)
    assert order == ["slow?", "known?", "known?"]


async def test_an_answer_that_cannot_be_delivered_holds_up_itself_alone(
    desk: Desk, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "_PATIENCE", 0.001)
    gate.set()
    async with desk.join(1) as stuck:
        await stuck.turn()
        order: list[str] = []
        await asyncio.gather(ask(desk, "one?", order=order), ask(desk, "two?", order=order))
    assert order == ["one?", "two?"]


async def test_a_question_that_fails_holds_nobody_up(desk: Desk, gate: threading.Event) -> None:
    asking = [asyncio.ensure_future(ask(desk, text)) for text in ("boom", "who?")]
    gate.set()
    failed, answered = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(failed, RuntimeError)
    assert answered == "who?"
    with pytest.raises(RuntimeError):
        await ask(desk, "boom")


async def test_the_same_question_is_computed_once_while_the_generation_stays(
    desk: Desk, service: StandInService, gate: threading.Event
) -> None:
    gate.set()
    await asyncio.gather(*(ask(desk, "who?", channel=number) for number in range(50)))
    await ask(desk, "who?")
    assert len(service.asked) == 1
    service.generation = Named("another")
    await ask(desk, "who?")
    assert len(service.asked) == 2


async def test_a_follow_up_is_another_question(desk: Desk, service: StandInService, gate: threading.Event) -> None:
    gate.set()
    async with desk.join(1) as ticket:
        await ticket.answer(Question(text="when?"))
    async with desk.join(1) as ticket:
        reply = await ticket.answer(Question(text="when?", previous=Turn(question="who?")))
    assert reply.answer.understood == "when? (who?)"


async def test_whoever_waits_knows_how_many_are_before_them(desk: Desk, gate: threading.Event) -> None:
    tickets = [desk.join(1) for _ in range(5)]
    assert [ticket.ahead for ticket in tickets] == [0, 0, 1, 2, 3]
    for ticket in tickets:
        await ticket.__aexit__()
    await desk.idle()


async def test_closing_waits_for_everybody_who_is_there(desk: Desk, gate: threading.Event) -> None:
    asking = asyncio.ensure_future(ask(desk, "who?"))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(desk.close(5))
    await asyncio.sleep(0)
    assert desk.closed
    gate.set()
    assert await closing
    assert await asking == "who?"


async def test_closing_does_not_wait_for_ever(desk: Desk, gate: threading.Event) -> None:
    asking = asyncio.ensure_future(ask(desk, "who?"))
    await asyncio.sleep(0)
    assert not await desk.close(0)
    gate.set()
    await asyncio.gather(asking, return_exceptions=True)


async def test_questions_wait_until_what_takes_time_is_done(service: StandInService, gate: threading.Event) -> None:
    gate.set()
    ready = threading.Event()
    desk = Desk(service, workers=1, waiting=1)
    warming = asyncio.ensure_future(desk.warm_up(lambda: ready.wait(10)))
    asking = asyncio.ensure_future(ask(desk, "who?"))
    await asyncio.sleep(0)
    assert not service.asked
    ready.set()
    assert await asking == "who?"
    await warming
    await desk.close(5)


async def test_whoever_came_first_goes_first_even_if_ready_later() -> None:
    slots, order, ready = Slots(1), list[int](), asyncio.Event()

    async def go(number: int) -> None:
        async with slots.slot(number):
            order.append(number)
            await ready.wait()

    going = [asyncio.ensure_future(go(number)) for number in (9, 5, 3, 7, 4)]
    await asyncio.sleep(0)
    going[3].cancel()
    ready.set()
    await asyncio.gather(*going, return_exceptions=True)
    assert order == [9, 3, 4, 5]
    async with asyncio.timeout(1), slots.slot(1):
        """The slot of whoever left is free again."""
