import json

import pytest

from bot.errors import QuestionsFault
from bot.evaluation.gold import Evidence
from bot.models import Question
from bot.moderation.golden import Golden
from tests.bot.moderation.moderating import AMINA, STRIKE

WHO_MEDIATED = "who offered to mediate?"


@pytest.fixture
def mediated() -> dict[str, object]:
    return {"id": "m", "question": WHO_MEDIATED, "evidence": [{"source": "truce.txt", "contains": "China offered"}]}


async def test_a_question_is_added_beside_the_index_and_found_again(golden, service, store, trail):
    added = await golden.add(AMINA, "  who offered\n to mediate? ", [Evidence(source="truce.txt", contains="China")])
    assert added.question == WHO_MEDIATED
    assert golden.path == service.snapshots.folder / "golden.jsonl"
    assert Golden(service, store).questions() == [added]
    assert [(row.action, row.by) for row in await trail.rows()] == [("golden.added", "Amina")]


async def test_questions_stand_in_the_corpus_folder_where_there_is_such_a_file(golden, corpus, mediated):
    (corpus / "golden.jsonl").write_text(json.dumps(mediated) + "\n", "utf-8")
    await golden.add(AMINA, "when did the border open?", answerable=False)
    assert golden.questions()[0].id == "m"
    assert len((corpus / "golden.jsonl").read_text("utf-8").splitlines()) == 2


async def test_the_same_words_take_the_place_of_the_earlier_question(golden):
    await golden.add(AMINA, WHO_MEDIATED)
    again = await golden.add(AMINA, WHO_MEDIATED.upper(), [Evidence(source="truce.txt", contains="China")])
    assert golden.questions() == [again]


async def test_what_was_answered_is_golden_as_it_was_answered(golden, service):
    added = await golden.add_from(service.ask(Question(text=WHO_MEDIATED)), AMINA)
    assert added.answerable
    assert added.evidence[0].source == "truce.txt"
    declined = await golden.add_from(service.ask(Question(text="which volcano erupted in Iceland?")), AMINA)
    assert not declined.answerable


async def test_a_question_is_removed_by_its_id(golden, trail):
    added = await golden.add(AMINA, WHO_MEDIATED)
    await golden.remove(added.id, AMINA)
    assert golden.questions() == []
    assert await trail.actions() == ["golden.added", "golden.removed"]
    with pytest.raises(QuestionsFault):
        await golden.remove(added.id, AMINA)


async def test_a_question_without_a_word_is_refused(golden):
    with pytest.raises(QuestionsFault):
        await golden.add(AMINA, " \n ")


async def test_a_broken_golden_question_holds_a_refresh_that_loses_nothing(
    refreshes, golden, service, corpus, settings
):
    await golden.add_from(service.ask(Question(text="what struck a village near the border?")), AMINA)
    assert not golden.questions()[0].answerable
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    outcome = await refreshes.refresh(AMINA)
    assert outcome.gate is not None
    (change,) = outcome.gate.broken
    assert (change.before.status, change.after.status) == ("declined", "answered")
    assert outcome.held[0].startswith("A golden question that was right would break: “what struck a village")
    assert (await refreshes.confirm(AMINA)).gate == outcome.gate


async def test_a_golden_question_that_stays_right_stops_nothing(refreshes, golden, service, corpus):
    await golden.add_from(service.ask(Question(text=WHO_MEDIATED)), AMINA)
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    outcome = await refreshes.refresh(AMINA)
    assert outcome.gate is not None
    assert (outcome.gate.asked, outcome.gate.right_before, outcome.gate.right_after) == (1, 1, 1)
    assert outcome.held == ()


async def test_golden_questions_that_cannot_be_read_hold_a_refresh_and_name_the_line(refreshes, service, corpus):
    assert service.generation
    (corpus / "golden.jsonl").write_text('{"id": "a", "question": "who?"}\nnonsense\n', "utf-8")
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    outcome = await refreshes.refresh(AMINA)
    assert "golden.jsonl, line 2" in outcome.held[0]
