"""A ``.env`` file that cannot be read is told by name and line, never passed over, and never repeated."""

import os
from pathlib import Path

import pytest

from bot.errors import SettingsFault
from bot.settings import load


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused() -> str:
    with pytest.raises(SettingsFault) as fault:
        load({})
    assert "\n" not in str(fault.value)
    return str(fault.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ONRECORD_REFRESH=on\nfoo bar s3cret\n", 2),
        ("# a remark\n\n=s3cret\n", 3),
        ("ONRECORD_CORPUS\n", 1),
        ("ONRECORD_CORPUS: s3cret\n", 1),
        ("A=1\nONRECORD_CORPUS='s3cret\n", 2),
        ('{"ONRECORD_CORPUS": "s3cret"}\n', 1),
    ],
)
def test_a_line_that_sets_nothing_is_named_and_not_repeated(text: str, line: int) -> None:
    Path(".env").write_text(text, "utf-8")
    assert f".env, line {line}." in refused()
    assert "s3cret" not in refused()


def test_text_that_is_not_utf_8_is_named_by_line() -> None:
    Path(".env").write_bytes(b"ONRECORD_REFRESH=on\nONRECORD_CORPUS=\xff\xfe\n")
    assert ".env, line 2" in refused()


def test_a_folder_or_a_pipe_in_its_place_is_refused_at_once() -> None:
    Path(".env").mkdir()
    assert "is a folder: .env" in refused()
    Path(".env").rmdir()
    os.mkfifo(".env")
    assert "is no file: .env" in refused()


def test_a_file_that_cannot_be_opened_is_named() -> None:
    Path(".env").symlink_to(".env")
    assert ".env" in refused()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named() -> None:
    Path(".env").touch(mode=0o000)
    assert "right to read it" in refused()


def test_what_others_may_put_there_is_left_alone() -> None:
    text = "\n# a remark\nexport ONRECORD_REFRESH=off\nOTHER\nTEXT='two\nlines'\n"
    Path(".env").write_text(text, "utf-8")
    assert load({}).refresh is False
    Path(".env").unlink()
    Path(".env").symlink_to(os.devnull)
    assert load({}).refresh is True
