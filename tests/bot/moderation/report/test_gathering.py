"""The report over a real corpus, a real store and what moderators really did."""

from datetime import timedelta

import pytest

from bot.memory import utc_now
from bot.models import Question
from bot.moderation.refreshing import Refreshes
from bot.moderation.report import report_html
from bot.moderation.report.gathering import gather
from bot.store import Place, Store
from index.snapshot import Snapshots
from tests.bot.moderation.moderating import AMINA, STRIKE
from tests.bot.moderation.report.test_page import Read

HERE = Place(guild_id=1, channel_id=2)


@pytest.fixture
async def store(tmp_path):
    """A store of today, like the index, whose age nobody can choose."""
    store = await Store.open(tmp_path / "store.sqlite", clock=utc_now, key=b"k" * 32)
    yield store
    await store.close()


@pytest.fixture
def refreshes(service, store, settings):
    return Refreshes(service, store, settings)


@pytest.fixture
def asked(service, store):
    async def ask(text, asker=7):
        question = Question(text=text)
        return await store.remember(service.ask(question), question=question, place=HERE, asker=asker)

    return ask


async def gathered(service, store, settings, refreshes=None, **more):
    return await gather(service, store, settings, refreshes, **{"days": 30, "now": None, **more})


async def test_what_moderators_did_and_people_asked_stands_in_the_report(
    service, store, settings, refreshes, corpus, golden, asked
):
    assert service.generation
    mediated = await asked("who offered to mediate?")
    await golden.add_from(mediated.answer, AMINA)
    await golden.add(AMINA, "when did the border stay closed?", answerable=False)
    await asked("which volcano erupted?")
    await asked("Which volcano erupted")
    (corpus / "strike.txt").write_text(STRIKE, "utf-8")
    await refreshes.refresh(AMINA)
    service.snapshots.withdrawals.add("envoys.txt")

    report = await gathered(service, store, settings)
    assert [(each.articles, each.sentences) for each in report.holdings][-1] == (4, 6)
    (publisher,) = report.publishers
    assert (publisher.name, publisher.articles, publisher.sentences) == (None, 3, 5)
    assert report.withdrawn == 1
    (day,) = report.days
    assert (day.answered, day.declined) == (1, 2)
    (gap,) = report.gaps
    assert (gap.declined, gap.wordings, set(gap.missing)) == (2, 1, {"volcano", "erupted"})
    assert [(each.question, each.right) for each in report.golden] == [
        ("when did the border stay closed?", False),
        ("who offered to mediate?", True),
    ]
    assert [row.action for row in report.changes] == ["refresh.switched", "golden.added", "golden.added"]


async def test_a_held_refresh_is_on_the_page(service, store, settings, refreshes, corpus):
    assert service.generation
    (corpus / "border.txt").unlink()
    await refreshes.refresh(AMINA)
    assert [each.sentences for each in (await gathered(service, store, settings)).holdings] == [5]
    text = Read(await report_html(service, store, settings, refreshes)).text
    assert "A refresh waits for a moderator Since" in text
    assert "started by Amina (discord)" in text
    assert "2 of 5 sentences (40 %) would go" in text


async def test_no_user_stands_in_the_report(service, store, settings, asked):
    asker = 205_000_000_000_000_001
    stored = await asked("which volcano erupted?", asker)
    html = await report_html(service, store, settings)
    assert "which volcano erupted?" in html
    assert str(asker) not in html
    assert stored.asker_hash not in html


async def test_golden_questions_that_cannot_be_read_cost_no_other_part(service, store, settings, corpus):
    (corpus / "golden.jsonl").write_text("no question\n", "utf-8")
    report = await gathered(service, store, settings)
    assert report.golden == ()
    assert "line 1" in report.golden_fault
    assert report.publishers


async def test_a_damaged_card_of_an_old_generation_costs_no_other_part(service, store, settings):
    folder = Snapshots(settings.data, settings.corpus).folder / "generations" / ("0" * 12)
    assert service.generation
    folder.mkdir()
    (folder / "manifest.json").write_text("{", "utf-8")
    report = await gathered(service, store, settings)
    assert len(report.holdings) == 1


async def test_the_report_is_about_the_days_that_were_asked_for(service, store, settings, asked):
    await asked("who offered to mediate?")
    report = await gathered(service, store, settings, now=utc_now() + timedelta(days=40))
    assert report.days == ()
    assert (await gathered(service, store, settings, now=utc_now() + timedelta(days=40), days=50)).days
