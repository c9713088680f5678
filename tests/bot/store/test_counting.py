from datetime import timedelta

from bot.models import Agreement, Value
from bot.store import AskedOnDay, Place
from tests.bot.answers import answered, declined
from tests.bot.store.asking import ASKER, SOMEBODY_ELSE, asked


def agreeing(relation):
    return answered(
        agreement=Agreement(relation=relation, values=(Value(text="x", citations=(0,), articles=1, sources=1),))
    )


async def test_each_day_counts_its_answers_declines_relations_and_votes(store, clock):
    since = clock()
    first = await asked(store, answer=agreeing("agree"))
    await asked(store, answer=agreeing("disagree"))
    await asked(store, answer=agreeing("several"))
    await asked(store, answer=declined())
    clock.move(days=2)
    await asked(store, answer=agreeing("single"))
    await store.rate(first.key, ASKER, 1)
    await store.rate(first.key, SOMEBODY_ELSE, -1)
    days = await store.by_day(since)
    assert days == [
        AskedOnDay(since.date(), answered=3, declined=1, agree=1, disagree=1, single=0, up=1, down=1),
        AskedOnDay(clock().date(), answered=1, declined=0, single=1),
    ]


async def test_days_are_counted_from_a_moment_on_and_for_one_server(store, clock):
    await asked(store, place=Place(guild_id=7, channel_id=1))
    clock.move(days=1)
    await asked(store)
    assert [day.answered for day in await store.by_day(clock() - timedelta(days=5))] == [1, 1]
    assert [day.answered for day in await store.by_day(clock())] == [1]
    assert len(await store.by_day(clock() - timedelta(days=5), guild_id=7)) == 1


async def test_an_answer_that_was_renewed_is_no_further_question(store, clock):
    await store.renew(await asked(store), answered())
    (day,) = await store.by_day(clock())
    assert (day.answered, day.declined) == (1, 0)


async def test_without_a_question_there_is_no_day(store, clock):
    assert await store.by_day(clock()) == []
