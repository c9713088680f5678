from datetime import UTC, datetime

import pytest

from bot.errors import AnswerUnknown, StoreFault
from bot.memory import Replay, compare, recalled, replayed
from bot.models import Question, Turn
from bot.reports import AsOf
from bot.service import Service
from bot.settings import Settings
from bot.store import Place, Store, StoredAnswer, Votes, database_in
from index.errors import GenerationDamaged
from tests.bot.answers import answered, citation, declined

OTHER = citation("Beijing was thanked.", "Beijing")
STORED = StoredAnswer(
    key="abc",
    answer=answered(),
    question=Question(text="and who?", previous=Turn(question="who struck?")),
    asked_at=datetime(2024, 1, 20, tzinfo=UTC),
    place=Place(channel_id=1),
)


@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [
        (answered(), answered(generation="later", confidence=0.5, id="2"), "same"),
        (answered(), answered(citation(), citation("China spoke.", supports=False)), "same"),
        (answered(), answered(citation(source="other.txt")), "other sentences"),
        (answered(), answered(OTHER), "different"),
        (answered(), declined(), "different"),
        (declined(), declined(citation(), message="In other words."), "same"),
        (answered(citation(mark=None)), answered(citation("All was quiet.", None)), "different"),
        (answered(citation(mark=None)), answered(citation(mark=None), OTHER), "other sentences"),
    ],
)
def test_two_answers_to_one_question_are_compared(then, now, verdict):
    assert compare(then, now) == verdict


@pytest.fixture
def folder(tmp_path):
    corpus = tmp_path / "articles"
    corpus.mkdir()
    (corpus / "truce.txt").write_text("A truce was reached on Friday after long talks. China offered to mediate in it.")
    return Settings(corpus=corpus, data=tmp_path / "data", reader=False)


async def test_an_answer_is_replayed_with_the_same_question_before_it(folder):
    service = Service(folder)
    generation = service.generation.name
    now = answered(generation="later")
    asked = []
    service.ask = lambda question: asked.append(question) or now
    stored = STORED.model_copy(update={"answer": answered(generation=generation)})
    replay = replayed(service, stored, Votes(1, 0))
    assert asked == [stored.question]
    assert (replay.verdict, replay.now, replay.hindrance) == ("same", now, None)
    assert replay.as_of.generation == generation
    assert replay.as_of.built_at == service.as_of().built_at


def test_without_an_index_none_is_built_for_it(folder):
    replay = replayed(Service(folder), STORED, Votes(0, 0))
    assert (replay.verdict, replay.now) == ("not asked", None)
    assert "no index" in replay.hindrance
    assert replay.as_of.built_at is None
    assert not folder.data.exists()


def test_an_index_that_fails_is_told_and_the_stored_answer_still_shown(folder):
    service = Service(folder)
    service.build()

    def fail(question):
        raise GenerationDamaged("The index is damaged", where="/data/x", advice="Build it again")

    service.ask = fail
    replay = replayed(service, STORED, Votes(0, 0))
    assert replay.stored == STORED
    assert replay.hindrance == "The index is damaged: /data/x. Build it again"


async def test_an_answer_is_found_by_its_key_with_its_votes(folder):
    store = await Store.open(database_in(folder.data), clock=lambda: datetime.now(UTC))
    stored = await store.remember(answered(), question=Question(text="who?"), place=Place(channel_id=1), asker=5)
    await store.rate(stored.key, 7, -1)
    await store.close()
    assert await recalled(folder, stored.key) == (stored, (0, 1))
    with pytest.raises(AnswerUnknown, match="nosuchkey"):
        await recalled(folder, "nosuchkey")


async def test_an_answer_that_has_expired_is_as_good_as_unknown(folder):
    store = await Store.open(database_in(folder.data), clock=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    stored = await store.remember(answered(), question=Question(text="who?"), place=Place(channel_id=1), asker=5)
    await store.close()
    with pytest.raises(AnswerUnknown, match="deleted after a time"):
        await recalled(folder, stored.key)


async def test_where_nothing_was_kept_that_is_said(folder):
    with pytest.raises(StoreFault, match="No answers are kept here"):
        await recalled(folder, "abc")


def test_a_replay_can_be_written_as_json_whatever_was_asked():
    stored = STORED.model_copy(update={"question": Question(text="\ud800\0")})
    replay = Replay(stored=stored, votes=Votes(0, 0), as_of=AsOf(generation="abc"), verdict="not asked")
    assert '"text": "\\ufffd\\u0000"' in replay.as_json()
