import asyncio
from datetime import timedelta

import pytest

from bot.errors import AnswerUnknown
from bot.store import Store, Votes
from tests.bot.store.asking import ASKER, SOMEBODY_ELSE, asked


async def test_everybody_has_one_vote_and_may_change_it(store):
    key = (await asked(store)).key
    assert await store.votes(key) == Votes(0, 0)
    assert await store.rate(key, ASKER, 1) == Votes(1, 0)
    assert await store.rate(key, ASKER, 1) == Votes(1, 0)
    assert await store.rate(key, SOMEBODY_ELSE, 1) == Votes(2, 0)
    assert await store.rate(key, ASKER, -1) == Votes(1, 1)
    assert await store.votes(key) == Votes(1, 1)


async def test_votes_at_the_same_moment_are_all_counted(store):
    key = (await asked(store)).key
    await asyncio.gather(*(store.rate(key, user, -1 if user % 4 == 0 else 1) for user in range(40)))
    assert await store.votes(key) == (30, 10)


async def test_votes_are_counted_by_answer(store):
    first, second = await asked(store), await asked(store)
    await store.rate(first.key, ASKER, 1)
    assert await store.votes(second.key) == (0, 0)


async def test_a_vote_on_an_answer_that_is_gone_is_refused(path, clock):
    store = await Store.open(path, clock=clock, keep=timedelta(days=1))
    with pytest.raises(AnswerUnknown, match="nosuchkey"):
        await store.rate("nosuchkey", ASKER, 1)
    stored = await asked(store)
    clock.move(days=2)
    with pytest.raises(AnswerUnknown, match=stored.key):
        await store.rate(stored.key, ASKER, 1)
    await store.close()
