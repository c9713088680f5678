import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from index import durable, saved
from index.errors import GenerationDamaged, GenerationMissing, GenerationOutdated, StorageFault
from index.generation import Generation
from index.snapshot import Snapshots
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of, quotes

FIRST, SECOND, THIRD = generation_of(a=TRUCE), generation_of(a=TRUCE, b=STRIKE), generation_of(c=RECALL)
NEEDS_ORDINARY_USER = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere"
)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "data", tmp_path / "articles")


def folder_of(snapshots: Snapshots, generation: Generation) -> Path:
    return snapshots.folder / "generations" / generation.name


def damage(snapshots: Snapshots, generation: Generation) -> None:
    path = folder_of(snapshots, generation) / "text_bytes.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def in_half_made_state(snapshots: Snapshots) -> list[str]:
    return [path.name for path in snapshots.folder.rglob(".*")]


def test_what_is_published_answers(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    snapshots.publish(SECOND)
    assert snapshots.current() == SECOND.name
    assert quotes(snapshots.load()) == quotes(SECOND)
    assert snapshots.manifest().statistics == SECOND.manifest.statistics
    assert in_half_made_state(snapshots) == []


def test_before_the_first_build_nothing_is_there_and_the_message_says_what_to_run(snapshots: Snapshots) -> None:
    assert (snapshots.current(), snapshots.names(), snapshots.seen()) == (None, [], None)
    for ask in (snapshots.load, snapshots.manifest, snapshots.load_whole):
        with pytest.raises(GenerationMissing, match="Run `onrecord index build`"):
            ask()


def test_two_folders_of_articles_do_not_share_an_index(tmp_path: Path) -> None:
    one, two = (Snapshots(tmp_path, tmp_path / name / "seeds") for name in ("one", "two"))
    one.publish(FIRST)
    assert one.folder != two.folder
    assert two.current() is None


def test_the_same_folder_has_one_index_however_it_is_spelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Snapshots(tmp_path, Path("seeds")).folder == Snapshots(tmp_path, tmp_path / "x" / ".." / "seeds").folder


@pytest.mark.parametrize("name", ["Ärtikel und mehr", "a" * 200, "..", "/", "ab\ncd"])
def test_an_odd_folder_name_makes_a_plain_one(name: str, tmp_path: Path) -> None:
    folder = Snapshots(tmp_path, tmp_path / name).folder
    assert folder.parent == tmp_path / "indexes"
    assert len(folder.name) <= 60
    assert folder.name.isascii()


def test_what_is_written_does_not_answer_until_it_is_switched_to(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    snapshots.write(SECOND)
    assert snapshots.current() == FIRST.name
    assert quotes(snapshots.load(SECOND.name)) == quotes(SECOND)
    snapshots.switch(SECOND.name)
    assert snapshots.load().name == SECOND.name


def test_what_never_answered_is_none_to_go_back_to(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    snapshots.write(SECOND)
    for each in (FIRST, SECOND):
        snapshots.keep_glances(each.name, {})
    assert snapshots.used() == [FIRST.name]
    snapshots.switch(SECOND.name)
    assert snapshots.used() == [SECOND.name, FIRST.name]


def test_going_back_is_one_switch(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    snapshots.publish(SECOND)
    snapshots.switch(FIRST.name)
    assert quotes(snapshots.load()) == quotes(FIRST)
    assert snapshots.names() == [FIRST.name, SECOND.name]


def test_switching_to_what_is_not_there_changes_nothing(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    with pytest.raises(GenerationMissing):
        snapshots.switch("000000000000")
    assert snapshots.load().name == FIRST.name


def test_only_the_latest_generations_are_kept_and_always_the_current_one(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path, tmp_path, keep=2)
    for generation in (FIRST, SECOND, THIRD):
        snapshots.publish(generation)
    assert snapshots.names() == [THIRD.name, SECOND.name]
    snapshots.switch(SECOND.name)
    snapshots.publish(FIRST)
    assert snapshots.names() == [FIRST.name, SECOND.name]
    assert in_half_made_state(snapshots) == []


def test_a_loaded_generation_goes_on_answering_after_it_was_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MAPPED_BYTES", 0)
    snapshots = Snapshots(tmp_path, tmp_path, keep=1)
    snapshots.publish(FIRST)
    loaded = snapshots.load()
    snapshots.publish(SECOND)
    assert snapshots.names() == [SECOND.name]
    assert quotes(loaded) == quotes(FIRST)
    assert loaded.names == FIRST.names


def test_publishing_the_same_again_changes_no_file(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    before = {path: path.stat().st_mtime_ns for path in folder_of(snapshots, FIRST).iterdir()}
    snapshots.publish(generation_of(a=TRUCE))
    assert {path: path.stat().st_mtime_ns for path in folder_of(snapshots, FIRST).iterdir()} == before


def test_publishing_puts_a_whole_generation_in_place_of_a_damaged_one(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    damage(snapshots, FIRST)
    with pytest.raises(GenerationDamaged):
        snapshots.load()
    snapshots.publish(FIRST)
    assert quotes(snapshots.load()) == quotes(FIRST)
    assert in_half_made_state(snapshots) == []


def test_where_the_current_one_is_damaged_an_older_whole_one_loads_and_the_fault_is_told(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    snapshots.publish(SECOND)
    damage(snapshots, SECOND)
    loaded = snapshots.load_whole()
    assert loaded.generation.name == FIRST.name
    assert isinstance(loaded.fault, GenerationDamaged)


def test_where_none_is_whole_the_fault_is_raised(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    damage(snapshots, FIRST)
    with pytest.raises(GenerationDamaged):
        snapshots.load_whole()


@pytest.mark.parametrize("content", [b"", b"../../etc", b"\xff\xfe", b"current\n"])
def test_a_damaged_pointer_is_noticed_and_an_older_one_still_loads(snapshots: Snapshots, content: bytes) -> None:
    snapshots.publish(FIRST)
    (snapshots.folder / "current").write_bytes(content)
    with pytest.raises(GenerationDamaged, match="pointer"):
        snapshots.load()
    assert snapshots.load_whole().generation.name == FIRST.name


def test_a_half_deleted_index_is_noticed(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    shutil.rmtree(folder_of(snapshots, FIRST))
    with pytest.raises(GenerationMissing, match="onrecord index build"):
        snapshots.load()


def test_loading_survives_that_another_process_publishes_and_prunes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = Snapshots(tmp_path, tmp_path, keep=1)
    snapshots.publish(FIRST)
    load, calls = saved.load, []

    def load_late(folder: Path, name: str) -> Generation:
        calls.append(name)
        if len(calls) == 1:
            monkeypatch.setattr(saved, "load", load)
            snapshots.publish(SECOND)
        return load(folder, name)

    monkeypatch.setattr(saved, "load", load_late)
    assert snapshots.load().name == SECOND.name
    assert calls == [FIRST.name]


def test_an_outdated_generation_is_told_from_a_damaged_one(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.publish(FIRST)
    monkeypatch.setattr(saved, "TERMS_VERSION", "99")
    with pytest.raises(GenerationOutdated):
        snapshots.load()


def test_the_state_of_the_folder_is_remembered_for_the_current_generation_only(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    snapshots.mark_seen(FIRST.name, "state")
    assert snapshots.seen() == "state"
    snapshots.publish(SECOND)
    assert snapshots.seen() is None


@pytest.mark.parametrize("content", [b"", b"[]", b'{"generation": 1}', b"\xff"])
def test_a_damaged_memory_of_the_folder_is_only_forgotten(snapshots: Snapshots, content: bytes) -> None:
    snapshots.publish(FIRST)
    (snapshots.folder / "seen.json").write_bytes(content)
    assert snapshots.seen() is None


class FailingSync:
    """Stands for ``os.fsync`` on a disk that fails at one call, the n-th from now."""

    def __init__(self) -> None:
        self.calls = 0
        self.fails_at = 0
        self.number = errno.ENOSPC

    def __call__(self, _descriptor: int) -> None:
        self.calls += 1
        if self.calls == self.fails_at:
            raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_fails_at_any_write_leaves_a_whole_generation_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sync = FailingSync()
    monkeypatch.setattr(os, "fsync", sync)
    snapshots = Snapshots(tmp_path, tmp_path)
    snapshots.publish(FIRST)
    writes, sync.number = sync.calls, number
    for sync.fails_at in range(1, writes + 1):
        sync.calls = 0
        with pytest.raises(StorageFault, match="What was indexed before is unchanged"):
            snapshots.publish(SECOND)
        # only the very last step, the pointer's folder entry, fails after the switch
        assert snapshots.load().name == (FIRST.name if sync.fails_at < writes else SECOND.name)
        assert in_half_made_state(snapshots) == []
        shutil.rmtree(folder_of(snapshots, SECOND), ignore_errors=True)


_BUILD_UNDER_A_LIMIT = """
import resource, sys
from pathlib import Path
from index.errors import StorageFault
from index.snapshot import Snapshots
from tests.index.making import SEEDS, TRUCE, generation_of
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    Snapshots(Path(sys.argv[1]), Path(sys.argv[2])).publish(generation_of(a=TRUCE * 200))
except StorageFault as fault:
    print(fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_real_limit_on_file_size_is_told_and_leaves_the_old_generation_whole(
    snapshots: Snapshots, tmp_path: Path
) -> None:
    snapshots.publish(FIRST)
    program = [sys.executable, "-c", _BUILD_UNDER_A_LIMIT, str(tmp_path / "data"), str(tmp_path / "articles")]
    told = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    assert told.startswith("A file would be larger than is allowed here")
    assert snapshots.load().name == FIRST.name
    assert in_half_made_state(snapshots) == []


def test_a_file_in_the_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    snapshots = Snapshots(tmp_path / "data", tmp_path)
    with pytest.raises(StorageFault, match="A file stands where the data folder should be"):
        snapshots.publish(FIRST)
    with pytest.raises(StorageFault, match="A file stands where the data folder should be"):
        snapshots.load()


@NEEDS_ORDINARY_USER
def test_a_data_folder_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    with pytest.raises(StorageFault, match="No permission"):
        Snapshots(tmp_path / "data", tmp_path).publish(FIRST)


@NEEDS_ORDINARY_USER
def test_a_generation_without_permission_is_told_and_not_called_damaged(snapshots: Snapshots) -> None:
    snapshots.publish(FIRST)
    (folder_of(snapshots, FIRST) / "names.json").chmod(0)
    with pytest.raises(StorageFault, match="No permission"):
        snapshots.load()


def test_no_permission_to_read_is_told_and_not_called_damaged(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.publish(FIRST)

    def refused(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(StorageFault, match=r"No permission.*manifest\.json"):
        snapshots.load()


def test_whoever_waits_too_long_for_another_process_is_told(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path, tmp_path, lock_seconds=0)
    snapshots.publish(FIRST)
    with FileLock(snapshots.folder / "lock"), pytest.raises(StorageFault, match="Another process"):
        snapshots.publish(SECOND)
    assert snapshots.load().name == FIRST.name
    assert in_half_made_state(snapshots) == []


def test_what_a_crash_left_is_swept_by_the_next_build(snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots.publish(FIRST)
    left = snapshots.folder / "generations" / ".building-4194305-00000000"
    shutil.copytree(folder_of(snapshots, FIRST), left)
    monkeypatch.setattr(durable, "LEFTOVER_SECONDS", -1)
    snapshots.publish(SECOND)
    assert in_half_made_state(snapshots) == []
