import asyncio
from datetime import timedelta

import pytest

from bot.errors import AnswerUnknown, CorrectionRefused
from bot.store import Place, Shown, Store
from tests.bot.answers import answered, declined
from tests.bot.store.asking import ASKER, HERE, SOMEBODY_ELSE, asked

A_MESSAGE, ANOTHER, A_THREAD = 405_000_000_000_000_007, 405_000_000_000_000_008, 305_000_000_000_000_009


async def test_a_new_answer_takes_the_place_of_an_old_one(store, clock):
    old = await asked(store, "who mediated?")
    clock.move(hours=1)
    new = await store.renew(old, answered(generation="def"))
    assert (new.question, new.place, new.asker_hash) == (old.question, old.place, old.asker_hash)
    assert new.asked_at - old.asked_at == timedelta(hours=1)
    assert await store.recall(new.key) == new
    assert await store.superseded(old.key) == new.key
    assert await store.superseded(new.key) is None
    assert await store.recall(old.key) == old


async def test_a_link_leads_to_the_answer_that_stands_today(store):
    first = await asked(store)
    second = await store.renew(first, answered(generation="def"))
    third = await store.renew(second, answered(generation="ghi"))
    assert await store.superseded(first.key) == await store.superseded(second.key) == third.key


async def test_two_who_renew_the_same_answer_at_once_agree_on_one(store):
    old = await asked(store)
    new = await asyncio.gather(*(store.renew(old, answered(generation=f"{n}")) for n in range(5)))
    assert len({each.key for each in new}) == 1
    assert {each.key for each in await store.standing(old.asked_at)} == {new[0].key}


async def test_an_answer_that_is_there_can_take_the_place(store):
    old, new, late = await asked(store), await asked(store), await asked(store)
    assert await store.supersede(old.key, new.key) == new.key
    assert await store.supersede(old.key, late.key) == new.key
    for key in (old.key, new.key):
        with pytest.raises(CorrectionRefused, match="later"):
            await store.supersede(new.key, key)
    for pair in ((old.key, "nosuchkey"), ("nosuchkey", new.key)):
        with pytest.raises(AnswerUnknown):
            await store.supersede(*pair)


async def test_what_stands_are_answers_that_nothing_has_replaced(store, clock):
    since = clock()
    old, other = await asked(store), await asked(store, place=Place(guild_id=7, channel_id=1))
    await asked(store, "which volcano?", declined())
    clock.move(hours=1)
    new = await store.renew(old, answered())
    assert [each.key for each in await store.standing(since)] == [new.key, other.key]
    assert [each.key for each in await store.standing(clock())] == [new.key]
    assert [each.key for each in await store.standing(since, guild_id=7)] == [other.key]
    assert len(await store.standing(since, most=1)) == 1


async def test_the_messages_that_show_an_answer_are_ours_in_their_channels(store):
    stored = await asked(store)
    await store.shown(stored.key, HERE.message_id)
    await store.shown(stored.key, A_MESSAGE)
    await store.shown(stored.key, ANOTHER, A_THREAD)
    expected = (Shown(HERE.channel_id, A_MESSAGE), Shown(A_THREAD, ANOTHER))
    assert await store.shown_by([stored.key, "nosuchkey"]) == {stored.key: expected, "nosuchkey": ()}


async def test_a_command_has_no_message_of_its_own(store):
    stored = await asked(store, place=Place(channel_id=3))
    await store.shown(stored.key, A_MESSAGE)
    assert await store.shown_by([stored.key]) == {stored.key: (Shown(3, A_MESSAGE),)}


async def test_a_user_who_erases_takes_the_new_answer_along(store):
    old = await asked(store, "a very particular question")
    new = await store.renew(old, answered())
    exported = await store.export(ASKER)
    assert [(each["key"], each["new_key"]) for each in exported["superseded"]] == [(old.key, new.key)]
    assert await store.erase(ASKER) == 2
    assert await store.recall(new.key) is None
    assert await store.superseded(old.key) is None
    assert not (await store.export(SOMEBODY_ELSE))["superseded"]


async def test_the_link_goes_with_either_answer(path, clock):
    store = await Store.open(path, clock=clock)
    old = await asked(store)
    clock.move(days=10)
    await store.renew(old, answered())
    await store.expire(timedelta(days=5))
    assert await store.superseded(old.key) is None
    await store.close()


async def test_an_answer_that_is_gone_cannot_be_renewed(store):
    old = await asked(store)
    await store.erase(ASKER)
    with pytest.raises(AnswerUnknown):
        await store.renew(old, answered())


async def test_what_nobody_asked_again_counts_as_no_further_gap(store, clock):
    old = await asked(store, "which volcano?")
    await store.renew(old, declined())
    assert await store.gaps(clock() - timedelta(days=1)) == []


async def test_messages_are_marked_once_whoever_superseded_the_answer(store, clock):
    first, second = await asked(store), await asked(store)
    await store.shown(first.key, A_MESSAGE)
    await store.renew(first, answered())
    clock.move(seconds=1)
    new = await store.renew(await store.renew(second, answered()), answered())
    waiting = await store.unmarked()
    assert [(each.key, each.messages) for each in waiting[:2]] == [
        (first.key, (Shown(HERE.channel_id, A_MESSAGE),)),
        (second.key, ()),
    ]
    assert waiting[1].new_key == new.key
    await store.mark(first.key)
    assert first.key not in {each.key for each in await store.unmarked()}
    assert len(await store.unmarked(most=1)) == 1


async def test_answers_are_taken_batch_by_batch_without_losing_one(store, clock):
    since, given = clock(), [(await asked(store, f"question {n}")).key for n in range(5)]
    clock.move(hours=1)
    given += [(await asked(store, f"later {n}")).key for n in range(4)]
    taken, last = [], None
    while batch := await store.standing(since, after=last, most=2):
        taken += [each.key for each in batch]
        last = batch[-1]
    assert sorted(taken) == sorted(given)
    assert len(taken) == 9


async def test_an_answer_that_nobody_can_read_costs_no_other(store, clock):
    broken, sound = await asked(store), await asked(store)
    async with store._writing() as connection:
        await connection.exec_driver_sql("UPDATE answers SET answer = '{}' WHERE key = ?", (broken.key,))
    assert [each.key for each in await store.standing(clock())] == [sound.key]
