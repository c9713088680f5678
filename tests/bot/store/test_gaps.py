from datetime import timedelta

from bot.models import Reason
from bot.store import Place, Store
from tests.bot.answers import answered, declined
from tests.bot.store.asking import ASKER, SERVER, SOMEBODY_ELSE, asked


async def test_questions_that_found_no_good_answer_are_counted_together(store, clock):
    since = clock()
    for text in ("Which  VOLCANO erupted ?", "which volcano erupted"):
        await asked(store, text, declined())
    clock.move(hours=1)
    reason = Reason(missing_terms=("volcano",), message="No article speaks of a volcano.")
    await asked(store, "Which volcano erupted?", declined(reason=reason), asker=SOMEBODY_ELSE)
    bad = await asked(store, "who won?")
    await store.rate(bad.key, ASKER, -1)
    await store.rate(bad.key, SOMEBODY_ELSE, -1)
    good = await asked(store, "who mediated?")
    await store.rate(good.key, ASKER, 1)

    volcano, winner = await store.gaps(since)
    assert (volcano.question, volcano.declined, volcano.voted_down) == ("Which volcano erupted?", 3, 0)
    assert (volcano.missing, volcano.latest) == (("volcano",), clock())
    assert (winner.question, winner.declined, winner.voted_down) == ("who won?", 0, 2)


async def test_gaps_name_nobody(store, clock):
    stored = await asked(store, "which volcano?", declined())
    (gap,) = await store.gaps(clock())
    assert str(ASKER) not in gap.model_dump_json()
    assert stored.asker_hash not in gap.model_dump_json()


async def test_a_follow_up_counts_as_the_question_that_it_stands_for(store, clock):
    await asked(store, "and when?", declined(understood="When did the volcano erupt?"))
    await asked(store, "and where?", declined(understood="Where did the volcano erupt?"))
    assert {gap.question for gap in await store.gaps(clock())} == {
        "When did the volcano erupt?",
        "Where did the volcano erupt?",
    }


async def test_gaps_are_asked_for_by_time_server_and_number(store, clock):
    await asked(store, "first?", declined(), place=Place(guild_id=7, channel_id=1))
    clock.move(hours=1)
    await asked(store, "second?", declined())
    await asked(store, "second?", declined())
    everywhere = clock() - timedelta(hours=2)
    assert [gap.question for gap in await store.gaps(everywhere)] == ["second?", "first?"]
    assert [gap.question for gap in await store.gaps(clock())] == ["second?"]
    assert [gap.question for gap in await store.gaps(everywhere, guild_id=7)] == ["first?"]
    assert [gap.question for gap in await store.gaps(everywhere, guild_id=SERVER)] == ["second?"]
    assert len(await store.gaps(everywhere, most=1)) == 1


async def test_what_is_older_than_the_period_is_no_gap_any_more(path, clock):
    store = await Store.open(path, clock=clock, keep=timedelta(days=1))
    since = clock()
    await asked(store, "which volcano?", declined())
    clock.move(days=2)
    assert await store.gaps(since) == []
    await store.close()


async def test_without_a_bad_answer_there_is_no_gap(store, clock):
    await asked(store, "who mediated?", answered())
    assert await store.gaps(clock()) == []
