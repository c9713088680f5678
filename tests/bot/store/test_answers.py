import asyncio
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.models import Answer, Question, Turn
from bot.store import Place, Store
from bot.text import whole
from tests.bot.answers import answered, citation, declined
from tests.bot.store.asking import ASKER, HERE, SOMEBODY_ELSE, asked

A_MESSAGE = 505_000_000_000_000_001

hostile = st.text(st.characters(codec=None, categories=None), max_size=200)
shared_store = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def test_an_answer_comes_back_as_it_was_given(store):
    question = Question(text="and when?", previous=Turn(question="who mediated?", short_answer="China"))
    answer = answered(citation(), citation("Iran thanked China.", "China", published="2024-01-20"))
    stored = await store.remember(answer, question=question, place=HERE, asker=ASKER)
    found = await store.recall(stored.key)
    assert found == stored
    assert (found.answer, found.question, found.place) == (answer, question, HERE)
    assert found.asked_at == store._clock()


async def test_a_declined_question_in_a_direct_message_comes_back_too(store):
    here = Place(channel_id=1)
    stored = await asked(store, "which volcano?", declined(citation()), place=here, asker=None)
    found = await store.recall(stored.key)
    assert found.answer.status == "declined"
    assert found.place == here
    assert found.asker_hash is None


async def test_answers_survive_a_restart(store, path, clock):
    stored = await asked(store)
    await store.close()
    again = await Store.open(path, clock=clock)
    assert await again.recall(stored.key) == stored
    assert again.is_asker(stored, ASKER)
    await again.close()


@shared_store
@given(text=hostile, quote=hostile.filter(bool))
@example(text="\0", quote="\0")
@example(text="\ud800", quote="\udfff\ud800")
@example(text="\U0010ffff" * 10_000, quote="x" * 10_000)
@example(text="' ; DROP TABLE answers; -- %s :key", quote='"\\"\u2028\u202e')
async def test_any_text_comes_back_character_for_character(store, text, quote):
    answer = answered(citation(quote, None), question=text)
    stored = await asked(store, text, answer)
    found = await store.recall(stored.key)
    assert found.question.text == whole(text)
    assert found.answer == answer


@shared_store
@given(key=hostile)
@example(key="")
@example(key="' OR 1=1 --")
@example(key="\ud800")
@example(key="a" * 100_000)
async def test_a_key_that_was_never_given_out_finds_nothing(store, key):
    assert await store.recall(key) is None


async def test_a_key_fits_into_a_button_an_address_and_a_command_line(store):
    keys = {(await asked(store)).key for _ in range(50)}
    assert len(keys) == 50
    assert all(re.fullmatch(r"[a-z2-9]{12}", key) for key in keys)


async def test_the_asker_is_told_from_everybody_else(store):
    stored = await asked(store)
    assert store.is_asker(stored, ASKER)
    assert not store.is_asker(stored, SOMEBODY_ELSE)
    assert not store.is_asker(await asked(store, asker=None), ASKER)


async def test_a_message_leads_to_the_answer_that_it_shows(store):
    first, second = await asked(store), await asked(store)
    await store.shown(first.key, A_MESSAGE)
    await store.shown(first.key, A_MESSAGE + 1)
    assert await store.by_message(A_MESSAGE) == await store.by_message(A_MESSAGE + 1) == first
    await store.shown(second.key, A_MESSAGE)
    assert await store.by_message(A_MESSAGE) == second
    assert await store.by_message(7) is None


async def test_showing_an_answer_that_is_gone_meanwhile_changes_nothing(store):
    await store.shown("nosuchkey", A_MESSAGE)
    assert await store.by_message(A_MESSAGE) is None


async def test_an_answer_that_another_version_kept_is_named_not_guessed(store):
    from bot.errors import StoreDamaged

    stored = await asked(store)
    async with store._writing() as connection:
        await connection.exec_driver_sql("UPDATE answers SET answer = '{\"id\": 1}'")
    with pytest.raises(StoreDamaged, match=stored.key):
        await store.recall(stored.key)


async def test_a_burst_is_kept_whole_and_each_gets_its_own_key(store):
    kept = await asyncio.gather(*(asked(store, f"question {n}") for n in range(300)))
    assert len({each.key for each in kept}) == 300
    found = await asyncio.gather(*(store.recall(each.key) for each in kept))
    assert [each.question.text for each in found] == [f"question {n}" for n in range(300)]


async def test_who_gives_up_waiting_hinders_nobody(store):
    tasks = [asyncio.create_task(asked(store, f"question {n}")) for n in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    for stored in ended[1::2]:
        assert await store.recall(stored.key) == stored
    assert await store.recall((await asked(store)).key)


async def test_a_user_id_beyond_what_discord_gives_is_only_hashed_but_a_place_must_fit(store):
    assert store.is_asker(await asked(store, asker=2**70), 2**70)
    with pytest.raises(ValidationError):
        Place(channel_id=2**63)


async def test_an_answer_older_than_the_period_is_not_found_even_before_it_is_deleted(path, clock):
    store = await Store.open(path, clock=clock, keep=timedelta(days=30))
    stored = await asked(store)
    await store.shown(stored.key, A_MESSAGE)
    clock.move(days=30)
    assert await store.recall(stored.key) == stored
    clock.move(seconds=1)
    assert await store.recall(stored.key) is None
    assert await store.by_message(A_MESSAGE) is None
    await store.close()


def test_what_is_kept_of_an_answer_is_all_of_it():
    assert set(Answer.model_fields) == set(answered().model_dump(mode="json"))
