import errno
import os
import shutil
from pathlib import Path

import pytest

from index import refresh as refreshing
from index import saved
from index.errors import (
    CorpusEmpty,
    CorpusMissing,
    GenerationDamaged,
    GenerationOutdated,
    RefreshRefused,
    StorageFault,
)
from index.generation import Generation
from index.models import Document
from index.opening import open_generation
from index.refresh import prepare, publish, refresh
from index.snapshot import Snapshots
from tests.index.making import RECALL, SEEDS, STRIKE, TRUCE, quotes, write_articles


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles", a=TRUCE, b=STRIKE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def snapshots(root: Path, data: Path) -> Snapshots:
    return Snapshots(data, root)


@pytest.fixture
def taken_apart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the articles that are split and tokenised."""
    sources: list[str] = []
    analyse = refreshing.analyse

    def recording(document: Document) -> object:
        sources.append(document.source)
        return analyse(document)

    monkeypatch.setattr(refreshing, "analyse", recording)
    return sources


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def reading(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the articles were read")

    monkeypatch.setattr(refreshing, "read_corpus", reading)


def damage(snapshots: Snapshots, name: str | None = None) -> None:
    path = snapshots.folder / "generations" / (name or snapshots.current() or "") / "vocabulary.json"
    path.write_bytes(path.read_bytes() + b" ")


def test_the_first_refresh_builds_and_reports_everything_as_added(root: Path, snapshots: Snapshots) -> None:
    report = refresh(root, snapshots)
    assert report.added == ("a.txt", "b.txt")
    assert (report.sentences_before, report.sentences_after) == (0, 4)
    assert (report.generation_before, report.generation_after) == (None, snapshots.current())
    assert report.switched
    assert report.notice is None
    assert report.seconds > 0


def test_an_unchanged_folder_is_not_read(root: Path, snapshots: Snapshots, request: pytest.FixtureRequest) -> None:
    first = refresh(root, snapshots)
    request.getfixturevalue("no_reading")
    report = refresh(root, snapshots)
    assert report.unchanged == ("a.txt", "b.txt")
    assert report.generation_after == first.generation_after
    assert not report.switched


def test_only_what_changed_is_taken_apart_again(root: Path, snapshots: Snapshots, taken_apart: list[str]) -> None:
    refresh(root, snapshots)
    taken_apart.clear()
    write_articles(root, b=STRIKE + "\nA second strike followed two days later, it said.\n", c=RECALL)
    report = refresh(root, snapshots)
    assert sorted(taken_apart) == ["b.txt", "c.txt"]
    assert (report.added, report.changed, report.removed) == (("c.txt",), ("b.txt",), ())
    assert report.unchanged == ("a.txt",)
    assert report.sentences_after == report.sentences_before + 3


def test_a_refreshed_index_is_the_same_as_one_built_from_nothing(root: Path, snapshots: Snapshots, data: Path) -> None:
    refresh(root, snapshots)
    write_articles(root, b=RECALL, c=STRIKE)
    refresh(root, snapshots)
    refreshed = snapshots.load()
    refresh(root, anew := Snapshots(data / "anew", root))
    built = anew.load()
    assert refreshed.name == built.name
    assert refreshed.manifest.files == built.manifest.files


def test_a_removed_article_stops_answering(root: Path, snapshots: Snapshots) -> None:
    refresh(root, snapshots)
    (root / "b.txt").unlink()
    report = refresh(root, snapshots)
    assert report.removed == ("b.txt",)
    assert [document.source for document in snapshots.load().documents] == ["a.txt"]


def test_a_touched_file_with_the_same_text_changes_nothing(root: Path, snapshots: Snapshots) -> None:
    name = refresh(root, snapshots).generation_after
    os.utime(root / "a.txt", (1, 1))
    report = refresh(root, snapshots)
    assert (report.generation_after, report.switched) == (name, False)
    assert snapshots.seen() == refreshing.signature(root)


def test_a_change_back_finds_the_generation_of_before(root: Path, snapshots: Snapshots) -> None:
    first = refresh(root, snapshots)
    write_articles(root, b=RECALL)
    second = refresh(root, snapshots)
    write_articles(root, b=STRIKE)
    third = refresh(root, snapshots)
    assert third.generation_after == first.generation_after != second.generation_after
    assert third.switched


def test_force_takes_everything_apart_again(root: Path, snapshots: Snapshots, taken_apart: list[str]) -> None:
    refresh(root, snapshots)
    report = refresh(root, snapshots, force=True)
    assert taken_apart == ["a.txt", "b.txt", "a.txt", "b.txt"]
    assert not report.switched


def test_faults_and_duplicates_are_reported_and_the_rest_is_indexed(root: Path, snapshots: Snapshots) -> None:
    write_articles(root, c=TRUCE)
    (root / "broken.txt").write_bytes(b"\x00\x01\x02")
    report = refresh(root, snapshots)
    assert [fault.source for fault in report.faults] == ["broken.txt"]
    assert [(d.source, d.kept) for d in report.duplicates] == [("c.txt", "a.txt")]
    assert report.added == ("a.txt", "b.txt")
    again = refresh(root, snapshots)
    assert (again.faults, again.duplicates) == (report.faults, report.duplicates)


def test_losing_every_article_is_refused_and_the_index_goes_on_answering(root: Path, snapshots: Snapshots) -> None:
    name = refresh(root, snapshots).generation_after
    for path in root.iterdir():
        path.unlink()
    with pytest.raises(RefreshRefused, match=r"lose all 2 articles.*is kept and still answers"):
        refresh(root, snapshots)
    with pytest.raises(RefreshRefused):
        refresh(root, snapshots, force=True)
    assert snapshots.load().name == name


def test_losing_every_sentence_is_refused_like_losing_every_article(root: Path, snapshots: Snapshots) -> None:
    name = refresh(root, snapshots).generation_after
    for path in root.iterdir():
        path.write_text("Home\nNews\n")
    with pytest.raises(RefreshRefused, match=r"lose all 2 articles.*no.*sentence.*is kept and still answers"):
        refresh(root, snapshots)
    assert snapshots.load().name == name


def test_an_article_without_a_sentence_is_named_and_costs_no_other(root: Path, snapshots: Snapshots) -> None:
    write_articles(root, menu="Home\nNews\n")
    report = refresh(root, snapshots)
    assert [(fault.source, fault.reason) for fault in report.faults] == [
        ("menu.txt", "holds no sentence that can be quoted")
    ]
    assert report.sentences_after == 4


def test_a_folder_that_is_away_leaves_the_index_and_says_so(root: Path, snapshots: Snapshots) -> None:
    name = refresh(root, snapshots).generation_after
    shutil.rmtree(root)
    with pytest.raises(CorpusMissing, match="is kept and still answers"):
        refresh(root, snapshots)
    assert snapshots.load().name == name


def test_an_empty_or_missing_folder_without_an_index_is_a_plain_fault(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusEmpty) as empty:
        open_generation(tmp_path / "empty", tmp_path / "data")
    with pytest.raises(CorpusMissing) as missing:
        open_generation(tmp_path / "nowhere", tmp_path / "data")
    assert "still answers" not in f"{empty.value} {missing.value}"


def test_progress_is_told_file_by_file(root: Path, snapshots: Snapshots) -> None:
    told: list[tuple[str, int, int]] = []
    refresh(root, snapshots, progress=lambda *step: told.append(step))
    assert told == [("reading", 1, 2), ("reading", 2, 2), ("indexing", 1, 2), ("indexing", 2, 2)]


def test_what_is_prepared_does_not_answer_until_it_is_published(root: Path, snapshots: Snapshots) -> None:
    refresh(root, snapshots)
    before = snapshots.load()
    write_articles(root, c=RECALL)
    prepared = prepare(root, before)
    assert prepared.report.added == ("c.txt",)
    assert not prepared.report.switched
    assert snapshots.load().name == before.name
    assert publish(prepared, snapshots).switched
    assert quotes(snapshots.load()) == quotes(prepared.generation)


def test_a_generation_at_hand_is_not_loaded_again(
    root: Path, snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(root, snapshots)
    before = snapshots.load()
    monkeypatch.setattr(saved, "load", None)
    assert not refresh(root, snapshots, before=before).switched


def test_a_damaged_index_is_built_anew_and_said_so(root: Path, snapshots: Snapshots) -> None:
    name = refresh(root, snapshots).generation_after
    damage(snapshots)
    report = refresh(root, snapshots)
    assert "was built anew" in (report.notice or "")
    assert snapshots.load().name == name


class TestOpening:
    """``open_generation``: what a command does before it asks anything."""

    def test_there_is_none_it_is_built(self, root: Path, data: Path) -> None:
        generation, report = open_generation(root, data)
        assert len(generation) == 4
        assert report
        assert report.switched

    def test_where_nothing_changed_there_is_nothing_to_tell(
        self, root: Path, data: Path, request: pytest.FixtureRequest
    ) -> None:
        open_generation(root, data)
        request.getfixturevalue("no_reading")
        generation, report = open_generation(root, data)
        assert (len(generation), report) == (4, None)

    def test_where_the_articles_changed_it_is_refreshed(self, root: Path, data: Path) -> None:
        open_generation(root, data)
        write_articles(root, c=RECALL)
        generation, report = open_generation(root, data)
        assert len(generation) == 6
        assert report
        assert report.added == ("c.txt",)

    def test_without_refreshing_what_is_there_is_kept(self, root: Path, data: Path) -> None:
        open_generation(root, data)
        write_articles(root, c=RECALL)
        generation, report = open_generation(root, data, refresh_first=False)
        assert (len(generation), report) == (4, None)

    def test_without_refreshing_the_first_is_built_all_the_same(self, root: Path, data: Path) -> None:
        assert len(open_generation(root, data, refresh_first=False)[0]) == 4

    def test_where_the_folder_is_away_the_index_answers_with_a_notice(self, root: Path, data: Path) -> None:
        open_generation(root, data)
        shutil.rmtree(root)
        generation, report = open_generation(root, data)
        assert len(generation) == 4
        assert report
        assert "no such corpus folder" in (report.notice or "")

    def test_where_the_disk_is_full_the_index_answers_with_a_notice(
        self, root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_generation(root, data)
        write_articles(root, c=RECALL)

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        generation, report = open_generation(root, data)
        assert len(generation) == 4
        assert report
        assert "disk is full" in (report.notice or "")

    def test_where_the_disk_is_full_and_nothing_is_there_the_fault_is_raised(
        self, root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(StorageFault, match="disk is full"):
            open_generation(root, data)

    def test_a_damaged_index_is_replaced(self, root: Path, data: Path, snapshots: Snapshots) -> None:
        open_generation(root, data)
        damage(snapshots)
        generation, report = open_generation(root, data)
        assert len(generation) == 4
        assert report
        assert "was built anew" in (report.notice or "")
        assert open_generation(root, data)[1] is None

    def test_an_index_of_another_version_is_replaced(
        self, root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_generation(root, data)
        for module in ("index.saved", "index.generation", "index.building"):
            monkeypatch.setattr(f"{module}.TERMS_VERSION", "99")
        with pytest.raises(GenerationOutdated):
            open_generation(root, data, refresh_first=False)
        generation, report = open_generation(root, data)
        assert generation.manifest.terms_version == "99"
        assert report
        assert "another tokeniser" in (report.notice or "")

    def test_a_damaged_index_whose_articles_are_away_leaves_the_older_one_answering(
        self, root: Path, data: Path, snapshots: Snapshots
    ) -> None:
        older, _ = open_generation(root, data)
        write_articles(root, c=RECALL)
        open_generation(root, data)
        damage(snapshots)
        shutil.rmtree(root)
        for refresh_first in (True, False):
            generation, report = open_generation(root, data, refresh_first=refresh_first)
            assert generation.name == older.name
            assert report
            assert "Until then" in (report.notice or "")

    def test_where_nothing_is_left_the_fault_says_so(self, root: Path, data: Path, snapshots: Snapshots) -> None:
        open_generation(root, data)
        damage(snapshots)
        with pytest.raises(GenerationDamaged):
            open_generation(root, data, refresh_first=False)
        shutil.rmtree(root)
        with pytest.raises(CorpusMissing):
            open_generation(root, data)


def test_the_seeds_are_indexed_with_every_sentence_verbatim(data: Path) -> None:
    generation, report = open_generation(SEEDS, data)
    assert report
    assert (len(report.added), report.faults) == (5, ())
    for position in range(len(generation)):
        sentence = generation.sentence(position)
        file = (SEEDS / sentence.source).read_bytes().decode()
        assert file[sentence.start : sentence.end] == sentence.text


def test_reading_goes_on_while_the_index_is_refreshed(root: Path, data: Path) -> None:
    before, _ = open_generation(root, data)
    expected = quotes(before)
    for text in (RECALL, TRUCE + RECALL, STRIKE + RECALL, TRUCE + STRIKE):
        write_articles(root, b=text)
        after: Generation = open_generation(root, data)[0]
        assert quotes(before) == expected
        assert quotes(after) != expected
