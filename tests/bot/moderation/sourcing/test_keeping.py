"""Writing into a corpus: whole or not at all, and nowhere else; also where the process is killed in between."""

import asyncio
import os
import random
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from bot.errors import CorpusUnwritable, SourceUnknown
from bot.moderation.sourcing import Sources
from bot.moderation.sourcing.describing import described
from bot.moderation.sourcing.keeping import Shelf
from bot.service import Service
from bot.store import Store, database_in
from index.corpus import read_corpus
from index.metadata import Metadata
from tests.bot.moderation.sourcing.conftest import AMINA, ENVOYS, NOW, PlainRefreshes
from tests.commands import ROOT

#: How often a process is killed.
KILLS = 200 if os.environ.get("ONRECORD_LONG_TESTS") else 4
CANNOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions mean nothing to root")


@pytest.fixture
def shelf(settings):
    return Shelf(settings.corpus)


def test_an_article_and_what_is_stated_about_it_appear_together(shelf, settings):
    assert shelf.put("a.txt", ENVOYS.encode(), Metadata(publisher="The Daily")) == "added/a.txt"
    (_, added) = sorted(read_corpus(settings.corpus).documents, key=lambda each: each.source, reverse=True)
    assert (added.source, added.publisher) == ("added/a.txt", "The Daily")
    assert sorted(path.name for path in (settings.corpus / "added").iterdir()) == ["a.txt", "sources.toml"]
    assert shelf.holds("A.TXT")


@pytest.mark.parametrize("source", ["../x.txt", "added/../../x.txt", "/etc/passwd", "", "..", "added/../truce.txt/.."])
def test_no_place_outside_of_the_corpus_is_an_article(shelf, source):
    with pytest.raises(SourceUnknown):
        shelf.path_of(source)


def test_a_link_that_leads_out_is_not_followed(shelf, settings, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text("precious", "utf-8")
    (settings.corpus / "linked").symlink_to(outside)
    with pytest.raises(SourceUnknown):
        shelf.purge("linked/x.txt")
    (settings.corpus / "added").symlink_to(outside)
    with pytest.raises(CorpusUnwritable, match="leads out"):
        shelf.put("a.txt", b"text", Metadata("A"))
    assert [path.name for path in outside.iterdir()] == ["x.txt"]


def test_a_file_where_the_folder_should_be_is_named(shelf, settings):
    (settings.corpus / "added").write_text("in the way", "utf-8")
    with pytest.raises(CorpusUnwritable, match="Move the file away"):
        shelf.put("a.txt", b"text", Metadata("A"))


def test_a_corpus_that_is_gone_is_named(tmp_path):
    with pytest.raises(CorpusUnwritable, match="gone"):
        Shelf(tmp_path / "nowhere").put("a.txt", b"text", Metadata())


@CANNOT
def test_a_corpus_that_cannot_be_written_is_named(shelf, settings):
    settings.corpus.chmod(0o500)
    try:
        with pytest.raises(CorpusUnwritable, match="cannot be written"):
            shelf.put("a.txt", b"text", Metadata())
    finally:
        settings.corpus.chmod(0o700)


def no_space(*arguments):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["write", "describe"])
async def test_a_full_disk_leaves_nothing_of_the_article(sources, settings, monkeypatch, step):
    preview = await sources.previews.text(ENVOYS, Metadata(publisher="The Daily"))
    monkeypatch.setattr(f"bot.moderation.sourcing.keeping.{step}", no_space)
    with pytest.raises(CorpusUnwritable, match="disk is full"):
        await sources.keep(preview, AMINA)
    monkeypatch.undo()
    assert [path.name for path in (settings.corpus / "added").iterdir() if path.suffix == ".txt"] == []
    assert await sources.received.all() == []
    assert (await sources.keep(preview, AMINA)).answers


KILLED = """
import asyncio, sys
from pathlib import Path
from index.metadata import Metadata
from tests.bot.moderation.sourcing.conftest import AMINA, PlainRefreshes
from bot.memory import utc_now
from bot.moderation.sourcing import Sources
from bot.service import Service
from bot.settings import Settings
from bot.store import Store, database_in

class NoRefresh(PlainRefreshes):
    async def refresh(self, actor, **options):
        from bot.errors import BotFault
        from index.errors import StorageFault
        raise StorageFault("none", where="here", advice="none")

async def main(corpus, data):
    settings = Settings(corpus=corpus, data=data, reader=False)
    store = await Store.open(database_in(settings.data), clock=utc_now, key=b"k" * 32)
    service = Service(settings)
    sources = Sources(service, store, settings, NoRefresh(service))
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        said = f"In village {number} of {sys.argv[3]} the council met for {number} hours on Friday."
        text = f"Report of the day\\n\\n{said}"
        kept = await sources.keep(await sources.previews.text(text, Metadata(publisher=f"Paper {number}")), AMINA)
        print("kept", kept.source, number, flush=True)
        if number % 3 == 0:
            await sources.withdraw(kept.source, AMINA)
            print("withdrawn", kept.source, number, flush=True)
asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def killed(moments, settings, run):
    """What a process that adds article after article acknowledged before it was killed, somewhere in its work."""
    command = [sys.executable, "-c", KILLED, str(settings.corpus), str(settings.data), f"run {run}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(moments.randint(1, 4))]
    time.sleep(moments.uniform(0, 0.08))
    process.kill()
    lines += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return [line.split() for line in lines if line.endswith("\n") and line != "ready\n"]


def test_a_process_that_is_killed_loses_nothing_that_it_acknowledged(settings):
    """Whole articles with what is stated about them, notes that fit, and nothing half done that stays."""
    moments = random.Random(5)
    acknowledged: dict[str, str] = {}
    withdrawn: set[str] = set()
    for run in range(KILLS):
        for what, source, number in killed(moments, settings, run):
            acknowledged[source] = number
            withdrawn |= {source} if what == "withdrawn" else set()
    assert acknowledged
    asyncio.run(check(settings, acknowledged, withdrawn))


async def check(settings, acknowledged, withdrawn):
    store = await Store.open(database_in(settings.data), clock=lambda: NOW, key=b"k" * 32)
    service = Service(settings)
    sources = Sources(service, store, settings, PlainRefreshes(service), clock=lambda: NOW)
    await sources.keep(await sources.previews.text(ENVOYS), AMINA)  # puts right what was left half done
    assert await sources.received.unfinished() == []
    folder = settings.corpus / "added"
    files = {f"added/{path.name}" for path in folder.glob("*.txt")}
    noted = {each.source for each in await sources.received.all()}
    assert set(acknowledged) <= files == noted
    tables = described(folder / "sources.toml")
    assert {f"added/{name}" for name in tables} | {name for name in files if "envoys" in name} == files
    for source, number in acknowledged.items():
        assert tables[source.removeprefix("added/")] == {"publisher": f"Paper {number}"}
        assert f"In village {number} of run" in (settings.corpus / source).read_text("utf-8")
    assert withdrawn <= service.withdrawn() <= files
    added = {
        each.details["source"]
        for each in await store.trail(NOW - timedelta(days=9_000))
        if each.action == "source.added"
    }
    assert files <= added
    assert not read_corpus(settings.corpus).faults
    await store.close()
