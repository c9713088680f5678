"""What fails while moderators change the index: a clear message, and the generation in use goes on answering."""

import asyncio
import errno
import os
import sys
from datetime import timedelta

import pytest

from bot.errors import RefreshBusy
from bot.models import Question
from bot.moderation.refreshing import Refreshes
from bot.service import Service
from index import durable
from index.errors import CorpusMissing, GenerationFault, GenerationMissing, StorageFault
from tests.bot.moderation.moderating import AMINA, NOON, STRIKE, TRUCE

WHO_MEDIATED = Question(text="who offered to mediate?")


def answers(service: Service) -> bool:
    return service.ask(WHO_MEDIATED).citations[0].source == "truce.txt"


@pytest.fixture
def before(service: Service) -> str:
    assert answers(service)
    return service.generation.name


async def test_a_corpus_that_is_away_is_named_and_the_index_answers(refreshes, service, corpus, before, tmp_path):
    corpus.rename(tmp_path / "away")
    with pytest.raises(CorpusMissing) as fault:
        await refreshes.refresh(AMINA)
    assert "still answers" in fault.value.advice
    assert answers(service)
    assert answers(Service(service.settings)), "also after a start"
    (tmp_path / "away").rename(corpus)
    assert not (await refreshes.refresh(AMINA)).held


async def test_a_folder_without_an_article_is_held_as_a_mistake(refreshes, service, corpus, before):
    for article in corpus.iterdir():
        article.unlink()
    outcome = await refreshes.refresh(AMINA)
    assert outcome.held == ("No sentence would be left that can be quoted.",)
    assert answers(service)
    assert (await refreshes.confirm(AMINA)).report.switched
    assert service.ask(WHO_MEDIATED).status == "declined"
    (corpus / "truce.txt").write_text(TRUCE, "utf-8")
    assert (await refreshes.refresh(AMINA)).report.added == ("truce.txt",)
    assert answers(service)


async def test_a_full_disk_while_the_index_is_built_elsewhere_is_told_in_its_words(
    refreshes, service, corpus, before, monkeypatch
):
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    script = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
    script += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    script += "sys.argv = sys.argv[1:]; runpy.run_module('index.preparing', run_name='__main__')"
    launcher = service.settings.data / "python"
    launcher.write_text(f'#!/bin/sh\nshift\nexec {sys.executable} -c "{script}" "$@"\n', "utf-8")
    launcher.chmod(0o755)
    with monkeypatch.context() as context:
        context.setattr(sys, "executable", str(launcher))
        with pytest.raises(StorageFault) as fault:
            await refreshes.refresh(AMINA)
    assert "larger than is allowed" in fault.value.what
    assert answers(service)
    assert service.snapshots.current() == before
    assert (await refreshes.refresh(AMINA)).report.switched


async def test_a_full_disk_at_the_switch_leaves_the_old_index_answering(
    refreshes, service, corpus, before, monkeypatch
):
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    replace = service.snapshots.switch

    def full(name: str) -> None:
        with durable.storage_faults(service.snapshots.folder):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(service.snapshots, "switch", full)
    with pytest.raises(StorageFault) as fault:
        await refreshes.refresh(AMINA)
    assert fault.value.what == "The disk is full"
    assert answers(service)
    assert service.generation.name == service.snapshots.current() == before
    monkeypatch.setattr(service.snapshots, "switch", replace)
    assert (await refreshes.refresh(AMINA)).report.switched


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the administrator may write anywhere")
async def test_a_data_folder_that_cannot_be_written_is_named(refreshes, service, corpus, before):
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    service.snapshots.folder.chmod(0o500)
    try:
        with pytest.raises(StorageFault) as fault:
            await refreshes.refresh(AMINA)
        assert "permission" in fault.value.what
        assert answers(service)
    finally:
        service.snapshots.folder.chmod(0o700)


async def test_a_data_folder_that_vanishes_costs_no_answer(service, before):
    service.snapshots.folder.rename(service.settings.data / "elsewhere")
    assert answers(service)


async def test_a_building_process_that_is_killed_is_told_and_changes_nothing(
    refreshes, service, corpus, before, monkeypatch
):
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    launcher = service.settings.data / "python"
    launcher.write_text("#!/bin/sh\nkill -9 $$\n", "utf-8")
    launcher.chmod(0o755)
    with monkeypatch.context() as context:
        context.setattr(sys, "executable", str(launcher))
        with pytest.raises(StorageFault) as fault:
            await refreshes.refresh(AMINA)
    assert "ended before it had finished (status -9)" in fault.value.what
    assert answers(service)
    assert (await refreshes.refresh(AMINA)).report.switched


async def test_a_clock_that_steps_back_keeps_the_order_of_the_generations(service, store, settings, corpus, before):
    now = iter([NOON, NOON - timedelta(days=400), NOON - timedelta(days=800)])
    refreshes = Refreshes(service, store, settings, clock=lambda: next(now))
    (service.snapshots.folder / "generations" / before).touch()
    for number in range(3):
        names = service.snapshots.used()
        for name in names:  # as if what was put to use before had been in the future
            path = service.snapshots.folder / "generations" / name
            os.utime(path, ns=(path.stat().st_mtime_ns + 10**18,) * 2)
        (corpus / f"{number}.txt").write_text(f"Report number {number} came from the border on Friday.\n", "utf-8")
        assert (await refreshes.refresh(AMINA)).report.switched
        assert service.snapshots.used()[0] == service.snapshots.current() == service.generation.name
        assert service.snapshots.used()[1] == names[0], "the one to go back to stays"


async def test_a_generation_that_is_not_there_cannot_be_gone_back_to(refreshes, service, before):
    with pytest.raises(GenerationMissing):
        await refreshes.rollback("0123456789ab", AMINA)
    with pytest.raises(GenerationFault):
        await refreshes.rollback("../../etc", AMINA)
    assert answers(service)


async def test_a_damaged_generation_is_seen_in_the_history_and_repaired(refreshes, service, before, trail):
    path = service.snapshots.folder / "generations" / before / "vocabulary.json"
    path.write_bytes(path.read_bytes() + b" ")
    assert [(each.name, each.whole) for each in refreshes.history()] == [(before, False)]
    await refreshes.repair(AMINA)
    assert [(each.name, each.whole) for each in refreshes.history()] == [(before, True)]
    assert answers(Service(service.settings))
    assert await trail.actions() == ["index.repaired"]


async def test_what_another_process_switched_to_is_taken_up(refreshes, service, settings, corpus, before):
    other = Service(settings)
    assert other.generation.name == before
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    await refreshes.refresh(AMINA)
    assert other.use_current()
    assert other.generation.name == service.generation.name != before
    assert not other.use_current()


async def test_two_processes_refresh_one_after_the_other(refreshes, service, store, settings, corpus, before):
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    other = Refreshes(Service(settings), store, settings, clock=lambda: NOON)
    ended = await asyncio.gather(refreshes.refresh(AMINA), other.refresh(AMINA), return_exceptions=True)
    busy = [each for each in ended if isinstance(each, RefreshBusy)]
    assert len(busy) == 1
    assert service.snapshots.current() != before
