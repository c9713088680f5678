import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.durable import (
    ABANDONED_SECONDS,
    LEFTOVER_SECONDS,
    remove,
    replace,
    storage_faults,
    sweep,
    temporary_name,
    write,
)
from index.errors import StorageFault


def grow_old(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def process_that_is_gone() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_replacing_leaves_the_new_content_and_nothing_else(tmp_path: Path) -> None:
    replace(tmp_path / "current", b"old")
    replace(tmp_path / "current", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["current"]
    assert (tmp_path / "current").read_bytes() == b"new"


def test_a_failed_replacing_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(tmp_path / "current", b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(tmp_path / "current", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    write(tmp_path / "a", b"1")
    with pytest.raises(FileExistsError):
        write(tmp_path / "a", b"2")


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "No permission"),
        (errno.ENOTDIR, "A file stands where"),
        (errno.EIO, "cannot be used"),
    ],
)
def test_every_refusal_of_the_system_says_what_where_and_what_to_do(number: int, what: str, tmp_path: Path) -> None:
    with pytest.raises(StorageFault) as caught, storage_faults(tmp_path):
        raise OSError(number, os.strerror(number))
    fault = caught.value
    assert what in fault.what
    assert fault.where == str(tmp_path)
    assert "run the command again" in fault.advice
    assert isinstance(fault.__cause__, OSError)


def test_leftovers_of_a_process_that_is_gone_are_swept(tmp_path: Path) -> None:
    left = tmp_path / f".building-{process_that_is_gone()}-00000000"
    left.mkdir()
    (left / "a.npy").write_bytes(b"")
    grow_old(left, LEFTOVER_SECONDS + 1)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_may_still_be_under_way_is_not_swept(tmp_path: Path) -> None:
    fresh = tmp_path / f".building-{process_that_is_gone()}-00000000"
    running = tmp_path / temporary_name("building")
    for path in (fresh, running):
        path.mkdir()
    grow_old(running, LEFTOVER_SECONDS + 1)
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, running.name}


def test_nothing_is_under_way_for_a_day(tmp_path: Path) -> None:
    abandoned = tmp_path / temporary_name("current")
    abandoned.write_bytes(b"")
    grow_old(abandoned, ABANDONED_SECONDS + 1)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_was_named_by_others_is_never_swept(tmp_path: Path) -> None:
    for name in (".hidden", "current", "0123456789ab", ".building-x-00000000"):
        (tmp_path / name).write_bytes(b"")
        grow_old(tmp_path / name, ABANDONED_SECONDS + 1)
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_removing_what_is_not_there_is_no_fault(tmp_path: Path) -> None:
    remove(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_of_the_data_folder_is_the_one_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StorageFault) as caught, storage_faults(tmp_path):
        write(tmp_path / "data" / "indexes" / "current", b"")
    assert caught.value.where == str(tmp_path / "data")
