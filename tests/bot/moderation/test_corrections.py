"""Which answers the articles no longer bear out, and what takes their place."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import AnswerUnknown, CorrectionRefused
from bot.models import Agreement, Answer, Question, Turn, Value
from bot.moderation.actors import Actor
from bot.moderation.corrections import Change, Corrections, changes
from bot.settings import Settings
from bot.store import Place, Shown, Store
from tests.bot.answers import answered, citation, declined
from tests.builders import generation

NOW = datetime(2024, 1, 20, 12, tzinfo=UTC)
AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=42)
HERE = Place(guild_id=42, channel_id=3, message_id=4)
CHINA = citation("China offered to mediate.", "China", source="truce.txt", title="Truce")
OMAN = citation("Oman offered to mediate.", "Oman", source="oman.txt")
TEXTS = {"truce.txt": "China offered to mediate.", "oman.txt": "Oman offered to mediate.", "other.txt": "It rained."}


def sides(*values: str, relation: str = "disagree") -> Agreement:
    given = tuple(Value(text=each, citations=(0,), articles=1, sources=1) for each in values)
    return Agreement(relation=relation, values=given)


class Desk:
    """A service whose answer, generation and withdrawals are set by the test."""

    def __init__(self, answer: Answer, texts: dict[str, str] = TEXTS) -> None:
        self.generation = generation(texts)
        self.answer = answer
        self.away: frozenset[str] = frozenset()
        self.asked: list[Question] = []

    def withdrawn(self) -> frozenset[str]:
        return self.away

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return self.answer


@pytest.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path / "store.sqlite", clock=lambda: NOW, key=b"k" * 32)
    yield opened
    await opened.close()


def corrections(desk: Desk, store: Store, **chosen: object) -> Corrections:
    return Corrections(desk, store, Settings(**chosen), clock=lambda: NOW)


async def given(store: Store, answer: Answer, text: str = "who mediated?", **more: object):
    return await store.remember(answer, question=Question(text=text, **more), place=HERE, asker=7)


def kinds(then: Answer, now: Answer, texts: dict[str, str] = TEXTS, withdrawn: tuple[str, ...] = ()) -> list[str]:
    found = changes(then, now, generation(texts).by_source, frozenset(withdrawn))
    return [each.kind for each in found]


def test_an_answer_whose_sentences_stand_needs_no_correction():
    assert kinds(answered(CHINA), answered(CHINA)) == []
    assert kinds(answered(CHINA), answered(OMAN)) == []


def test_a_sentence_that_moved_within_its_article_is_not_gone():
    moved = {**TEXTS, "truce.txt": "A new first sentence stands here.\n\nChina offered to mediate."}
    assert kinds(answered(CHINA), answered(OMAN), moved) == []


def test_a_sentence_that_is_gone_is_named_with_what_it_said():
    edited = {**TEXTS, "truce.txt": "Nobody offered to mediate."}
    (change,) = changes(answered(CHINA), answered(OMAN), generation(edited).by_source, frozenset())
    assert change == Change(kind="changed", source="truce.txt", title="Truce", quote=CHINA.quote)
    assert str(change) == "“Truce” no longer says “China offered to mediate.”"


def test_an_article_that_is_gone_is_named():
    assert kinds(answered(CHINA), declined(), {"other.txt": "It rained."}) == ["removed"]


def test_a_sentence_that_another_article_bears_out_word_for_word_is_not_gone():
    renamed = citation(CHINA.quote, "China", source="renamed.txt")
    assert kinds(answered(CHINA), answered(renamed), {"renamed.txt": CHINA.quote}) == []


def test_an_article_that_was_withdrawn_is_named_even_where_it_only_stood_near():
    near = OMAN.model_copy(update={"supports": False})
    assert kinds(answered(CHINA, near), answered(CHINA), withdrawn=("oman.txt",)) == ["withdrawn"]
    assert kinds(answered(CHINA), answered(OMAN), withdrawn=("truce.txt",)) == ["withdrawn"]


def test_a_sentence_that_only_stood_near_may_go():
    near = OMAN.model_copy(update={"supports": False})
    assert kinds(answered(CHINA, near), answered(CHINA), {"truce.txt": CHINA.quote}) == []


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (None, sides("nine", "11"), ["disagreement"]),
        (sides("nine", relation="agree"), sides("nine", "11"), ["disagreement"]),
        (sides("nine", "11"), sides("11", "nine"), []),
        (sides("Nine", "11"), sides("nine", "11"), []),
        (sides("nine", "11"), sides("nine", "11", "14"), ["disagreement"]),
        (sides("nine", "11"), sides("nine", relation="agree"), []),
        (sides("nine", relation="agree"), sides("nine", "11", relation="other"), []),
    ],
)
def test_a_disagreement_counts_that_was_not_there_then(then, now, expected):
    assert kinds(answered(CHINA, agreement=then), answered(CHINA, agreement=now)) == expected


async def test_affected_answers_are_listed_with_why_where_and_what_would_be_said_now(store):
    stored = await given(store, answered(CHINA))
    await store.shown(stored.key, HERE.message_id)
    await store.shown(stored.key, 99, 5)
    desk = Desk(answered(OMAN), {"oman.txt": OMAN.quote})
    (found,) = await corrections(desk, store).affected()
    assert (found.key, found.question, found.guild_id) == (stored.key, "who mediated?", 42)
    assert found.why == "“Truce” is no longer among the articles."
    assert found.messages == (Shown(5, 99),)
    assert (found.then, found.now) == (stored.answer, desk.answer)


async def test_an_answer_of_the_generation_in_use_is_looked_at_only_for_withdrawn_articles(store):
    desk = Desk(answered(OMAN))
    await given(store, answered(CHINA, generation=desk.generation.name))
    assert await corrections(desk, store).affected() == []
    assert not desk.asked
    desk.away = frozenset({"truce.txt"})
    (found,) = await corrections(desk, store).affected()
    assert [each.kind for each in found.changes] == ["withdrawn"]


async def test_what_many_asked_is_asked_once_more_only_once(store):
    desk = Desk(answered(OMAN), {"oman.txt": OMAN.quote})
    looking = corrections(desk, store)
    for _ in range(5):
        await given(store, answered(CHINA))
    turn = Turn(question="who mediated?", short_answer="China")
    await given(store, answered(CHINA), previous=turn)
    assert len(await looking.affected()) == 6
    assert len(await looking.affected()) == 6
    assert [each.previous for each in desk.asked] == [None, turn] or [each.previous for each in desk.asked] == [
        turn,
        None,
    ]
    desk.away = frozenset({"oman.txt"})
    await looking.affected()
    assert len(desk.asked) == 4


async def test_only_the_last_days_count(store):
    await given(store, answered(CHINA))
    desk = Desk(answered(OMAN), {"oman.txt": OMAN.quote})
    later = Corrections(desk, store, Settings(correction_days=2), clock=lambda: NOW + timedelta(days=3))
    assert await later.affected() == []
    assert len(await later.affected(NOW)) == 1
    assert await later.affected(NOW, guild_id=41) == []


async def test_a_correction_asks_again_keeps_the_link_and_is_written_down(store):
    stored = await given(store, answered(CHINA), "a very particular question")
    await store.shown(stored.key, 99)
    desk = Desk(answered(OMAN, generation="def"), {"oman.txt": OMAN.quote})
    looking = corrections(desk, store)
    done = await looking.correct(stored.key, AMINA)
    assert (done.old, done.new.answer, done.messages) == (stored, desk.answer, (Shown(3, 99),))
    assert await looking.superseded(stored.key) == done.new.key
    assert await looking.affected() == []
    (entry,) = await store.trail(NOW)
    expected = {"by": "Amina", "from": "discord", "before": stored.key, "after": done.new.key}
    assert entry.details == {**expected, "then": "abc", "now": "def"}
    assert "particular" not in entry.model_dump_json()


async def test_a_second_click_changes_nothing(store):
    stored = await given(store, answered(CHINA))
    desk = Desk(declined())
    looking = corrections(desk, store)
    first, second = await looking.correct(stored.key, AMINA), await looking.correct(stored.key, AMINA)
    assert first.new == second.new
    assert len(desk.asked) == len(await store.trail(NOW)) == 1


async def test_the_new_answer_may_be_a_decline_and_that_cannot_be_corrected(store):
    stored = await given(store, answered(CHINA))
    looking = corrections(Desk(declined()), store)
    done = await looking.correct(stored.key, AMINA)
    assert done.new.answer.status == "declined"
    with pytest.raises(CorrectionRefused, match="no answer to correct"):
        await looking.correct(done.new.key, AMINA)


async def test_cards_are_marked_once(store):
    stored = await given(store, answered(CHINA))
    await store.shown(stored.key, 99)
    looking = corrections(Desk(answered(OMAN)), store)
    done = await looking.correct(stored.key, AMINA)
    (waiting,) = await looking.unmarked()
    assert waiting == (stored.key, done.new.key, (Shown(3, 99),))
    await looking.mark(stored.key)
    assert await looking.unmarked() == []


async def test_an_answer_that_is_there_can_take_the_place(store):
    old, new, late = [await given(store, each) for each in (answered(CHINA), declined(), answered(OMAN))]
    looking = corrections(Desk(answered(OMAN)), store)
    assert await looking.supersede(old.key, new.key, AMINA) == new.key
    assert await looking.supersede(old.key, late.key, AMINA) == new.key
    assert [entry.details["after"] for entry in await store.trail(NOW)] == [new.key]


@pytest.mark.parametrize("key", ["nosuchkey", "", "\x1b[2J"])
async def test_a_key_that_leads_nowhere_is_said(store, key):
    looking = corrections(Desk(answered(OMAN)), store)
    with pytest.raises(AnswerUnknown):
        await looking.correct(key, AMINA)
    with pytest.raises(AnswerUnknown):
        await looking.supersede(key, key, AMINA)
