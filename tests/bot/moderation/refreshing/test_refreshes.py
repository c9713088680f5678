import pytest

from bot.errors import NothingHeld, RefreshBusy
from bot.models import Question
from bot.moderation.refreshing.turns import turn
from bot.service import Service
from tests.bot.moderation.moderating import AMINA, NOON, STRIKE, WATCH

WHO_MEDIATED = Question(text="who offered to mediate?")


async def test_what_was_added_answers_when_the_refresh_says_so(refreshes, service, corpus, trail):
    before = service.generation.name
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    outcome = await refreshes.refresh(AMINA)
    assert outcome.report.added == ("strike.txt",)
    assert outcome.report.switched
    assert outcome.held == ()
    assert service.generation.name == outcome.report.generation_after != before
    assert service.ask(Question(text="what struck the village?")).citations[0].source == "strike.txt"
    assert await trail.actions() == ["refresh.switched"]


async def test_an_unchanged_folder_changes_nothing_and_is_not_written_down(refreshes, service, trail):
    name = service.generation.name
    outcome = await refreshes.refresh(AMINA)
    assert not outcome.report.switched
    assert outcome.report.generation_after == name
    assert await trail.actions() == []


async def test_progress_is_told_while_the_index_is_built_elsewhere(refreshes, service, corpus):
    assert service.generation
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    told = []
    await refreshes.refresh(AMINA, progress=lambda *step: told.append(step))
    assert ("reading", 4, 4) in told
    assert ("indexing", 4, 4) in told


async def test_losing_much_is_held_until_it_is_confirmed(refreshes, service, corpus, trail):
    before = service.generation.name
    (corpus / "border.txt").unlink()
    outcome = await refreshes.refresh(AMINA)
    assert outcome.held == ("2 of 5 sentences (40 %) would go; more than 20 % is held.",)
    assert not outcome.report.switched
    assert service.generation.name == before
    held = refreshes.held()
    assert held is not None
    assert (held.by, held.since, held.reasons) == ("Amina (discord)", NOON, outcome.held)
    confirmed = await refreshes.confirm(AMINA)
    assert confirmed.report.switched
    assert service.generation.name == held.generation
    assert refreshes.held() is None
    assert await trail.actions() == ["refresh.held", "refresh.confirmed"]


async def test_what_is_confirmed_beforehand_is_not_held(refreshes, service, corpus):
    assert service.generation
    (corpus / "border.txt").unlink()
    outcome = await refreshes.refresh(AMINA, confirmed=True)
    assert outcome.held == ()
    assert outcome.report.switched


async def test_what_is_discarded_leaves_no_generation_and_nothing_to_confirm(refreshes, service, corpus, trail):
    before = service.generation.name
    (corpus / "border.txt").unlink()
    await refreshes.refresh(AMINA)
    await refreshes.discard(AMINA)
    assert refreshes.held() is None
    assert [kept.name for kept in refreshes.history()] == [before] == service.snapshots.names()
    assert await trail.actions() == ["refresh.held", "refresh.discarded"]
    with pytest.raises(NothingHeld):
        await refreshes.confirm(AMINA)


async def test_rollback_answers_from_the_earlier_generation_again(refreshes, service, corpus, trail):
    before = service.generation.name
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    after = (await refreshes.refresh(AMINA)).report.generation_after
    outcome = await refreshes.rollback(before, AMINA)
    assert (outcome.report.removed, outcome.report.switched) == (("strike.txt",), True)
    assert service.generation.name == before
    assert [(kept.name, kept.current) for kept in refreshes.history()] == [(before, True), (after, False)]
    assert await trail.actions() == ["refresh.switched", "index.rollback"]


async def test_a_second_refresh_is_told_who_is_at_it_since_when(refreshes, service):
    assert service.generation
    with turn(service.snapshots.folder, AMINA, lambda: NOON), pytest.raises(RefreshBusy) as busy:
        await refreshes.refresh(AMINA)
    assert (busy.value.by, busy.value.since) == ("Amina (discord)", NOON)
    assert "Amina (discord) has been changing the index since 2024-01-20 12:00:00 UTC" in str(busy.value)
    assert not (await refreshes.refresh(AMINA)).held


async def test_what_is_withdrawn_is_not_quoted_by_the_very_next_answer(service, settings):
    other = Service(settings)
    for each in (service, other):
        assert each.ask(WHO_MEDIATED).citations[0].source == "truce.txt"
    service.snapshots.withdrawals.add("truce.txt")
    for each in (service, other):
        answer = each.ask(WHO_MEDIATED)
        assert "truce.txt" not in {cited.source for cited in (*answer.citations, *answer.nearest)}
    service.snapshots.withdrawals.remove("truce.txt")
    assert other.ask(WHO_MEDIATED).citations[0].source == "truce.txt"


async def test_what_is_withdrawn_is_not_missed_by_the_next_refresh(refreshes, service):
    assert service.generation
    service.snapshots.withdrawals.add("border.txt")
    outcome = await refreshes.refresh(AMINA)
    assert (outcome.report.removed, outcome.report.sentences_lost, outcome.held) == (("border.txt",), 0, ())
    assert "border.txt" not in service.snapshots.load().by_source


async def test_nothing_switches_by_itself_to_what_was_discarded(refreshes, service, corpus):
    before = service.generation.name
    (corpus / "border.txt").unlink()
    await refreshes.refresh(AMINA)
    await refreshes.discard(AMINA)
    assert not (await refreshes.refresh(WATCH)).held
    assert Service(service.settings).generation.name == service.generation.name == before
    assert (await refreshes.refresh(AMINA)).held, "whoever asks for it is asked again"


async def test_nothing_goes_forward_by_itself_after_a_rollback(refreshes, service, corpus):
    before = service.generation.name
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    await refreshes.refresh(AMINA)
    await refreshes.rollback(before, AMINA)
    await refreshes.refresh(WATCH)
    assert Service(service.settings).generation.name == service.generation.name == before
    (corpus / "later.txt").write_text("Talks were held in the capital on Friday afternoon.\n", "utf-8")
    assert (await refreshes.refresh(WATCH)).report.added == ("later.txt", "strike.txt")


async def test_a_start_does_not_take_in_what_would_be_held_but_holds_it(refreshes, service, corpus):
    before = service.generation.name
    (corpus / "border.txt").unlink()
    started = Service(service.settings)
    assert started.generation.name == before
    assert started.report is not None
    assert "waits for a moderator: 2 of 5 sentences (40 %) would go" in (started.report.notice or "")
    held = refreshes.held()
    assert held is not None
    assert held.by == "Onrecord (when it was opened)"
    assert Service(service.settings).generation.name == before, "the next start keeps to it"
    await refreshes.confirm(AMINA)
    assert service.generation.name == held.generation
