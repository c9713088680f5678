from datetime import timedelta

import pytest

from bot.models import Reason
from bot.store import Place, Store
from tests.bot.answers import answered, citation, declined
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


async def test_a_gap_tells_what_it_has_in_common_and_what_was_shown(store, clock):
    near = citation("It rained.", mark=None, supports=False)
    await asked(store, "Which  volcano?", declined(near))
    bad = await asked(store, "who won?")
    await store.rate(bad.key, ASKER, -1)
    gaps = {gap.alike: gap for gap in await store.gaps(clock())}
    assert gaps.keys() == {"which volcano", "who won"}
    assert gaps["which volcano"].nearest == (near,)
    assert gaps["who won"].nearest == bad.answer.citations


@pytest.mark.parametrize("state", ["dismissed", "golden"])
async def test_what_was_dealt_with_is_no_gap_any_more(store, clock, state):
    await asked(store, "which volcano?", declined())
    await store.mark_gaps(["which volcano"], state)
    clock.move(hours=1)
    await asked(store, "Which volcano?", declined())
    everywhere = clock() - timedelta(days=1)
    assert await store.gaps(everywhere) == []
    assert [gap.declined for gap in await store.gaps(everywhere, marked=True)] == [2]
    assert [(mark.alike, mark.state, mark.source) for mark in await store.marked_gaps()] == [
        ("which volcano", state, None)
    ]


async def test_what_was_solved_is_a_gap_again_once_it_is_asked_in_vain(store, clock):
    since = clock()
    for _ in range(3):
        await asked(store, "which volcano?", declined())
    await store.mark_gaps(["which volcano"], "solved", "volcano.txt")
    assert await store.gaps(since) == []
    clock.move(hours=1)
    await asked(store, "which volcano?", declined())
    assert [gap.declined for gap in await store.gaps(since)] == [1]
    assert (await store.marked_gaps())[0].source == "volcano.txt"


async def test_a_mark_takes_an_earlier_ones_place_and_can_be_taken_away(store, clock):
    await asked(store, "which volcano?", declined())
    await store.mark_gaps(["which volcano"], "solved", "volcano.txt")
    await store.mark_gaps(["which volcano"], "dismissed")
    assert [(mark.state, mark.source) for mark in await store.marked_gaps()] == [("dismissed", None)]
    await store.unmark_gaps(["which volcano"])
    assert len(await store.gaps(clock())) == 1


async def test_a_mark_goes_with_the_last_question_that_it_is_about(store, path, clock):
    await asked(store, "a very particular question", declined())
    await asked(store, "another?", declined(), asker=SOMEBODY_ELSE)
    await store.mark_gaps(["a very particular question", "another"], "dismissed")
    await store.erase(ASKER)
    assert [mark.alike for mark in await store.marked_gaps()] == ["another"]
    clock.move(days=2)
    await store.expire(timedelta(days=1))
    assert await store.marked_gaps() == []


async def test_many_marks_are_made_and_taken_away_at_once(store):
    every = [f"question {number}" for number in range(1200)]
    await store.mark_gaps(every, "dismissed")
    assert len(await store.marked_gaps()) == 1200
    await store.unmark_gaps(every)
    await store.mark_gaps([], "dismissed")
    assert await store.marked_gaps() == []
