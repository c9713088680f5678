"""Which alias table counts, when a change of it is noticed, and that what was read stays in force."""

import errno
import threading

import pytest

from index import alias_file
from index.alias_file import AliasFile
from index.errors import StorageFault

ONE = '[spellings]\nJilani = ["Geelani"]\n'
OTHER = '[spellings]\nOmar = ["Umar"]\n'


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def beside(tmp_path):
    folder = tmp_path / "indexes" / "corpus"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def file(corpus, beside):
    return AliasFile(corpus, beside)


def names(entries):
    return [group.names[0] for group in entries.groups]


def test_without_a_file_nothing_is_one(file, beside):
    assert file.in_force().groups == ()
    assert file.in_force() is file.in_force()
    assert file.path == beside / "aliases.toml"
    assert file.text() == ""


def test_a_change_is_noticed_and_nothing_is_read_without_one(file, beside):
    (beside / "aliases.toml").write_text(ONE, "utf-8")
    before = file.in_force()
    assert names(before) == ["Jilani"]
    assert file.in_force() is before
    (beside / "aliases.toml").write_text(OTHER, "utf-8")
    assert names(file.in_force()) == ["Omar"]
    (beside / "aliases.toml").unlink()
    assert names(file.in_force()) == []


def test_a_table_in_the_corpus_folder_counts_instead_of_the_other(file, corpus, beside):
    (beside / "aliases.toml").write_text(ONE, "utf-8")
    (corpus / "aliases.toml").write_text(OTHER, "utf-8")
    assert names(file.in_force()) == ["Omar"]
    assert file.path == corpus / "aliases.toml"
    (corpus / "aliases.toml").unlink()
    assert names(file.in_force()) == ["Jilani"]


@pytest.mark.parametrize("broken", [b"[spellings", b"\xff\xfe", b"\0", b"[spellings]\nA = [\n", b"x" * 1_000_001])
def test_what_cannot_be_read_leaves_what_was_read_before_in_force(file, corpus, broken):
    (corpus / "aliases.toml").write_text(ONE, "utf-8")
    before = file.in_force()
    (corpus / "aliases.toml").write_bytes(broken)
    assert file.in_force() is before
    assert file.entries().problems
    (corpus / "aliases.toml").write_text(OTHER, "utf-8")
    assert names(file.in_force()) == ["Omar"]
    assert not file.entries().problems


def test_a_link_and_a_folder_are_no_table(file, corpus, beside):
    (beside / "elsewhere").write_text(ONE, "utf-8")
    (corpus / "aliases.toml").symlink_to(beside / "elsewhere")
    assert file.in_force().groups == ()
    assert "not a regular file" in file.entries().problems[0].reason
    with pytest.raises(StorageFault, match="not a regular file"):
        file.change(lambda text: text + ONE)
    (corpus / "aliases.toml").unlink()
    (corpus / "aliases.toml").mkdir()
    assert file.in_force().groups == ()


def test_the_same_names_written_anew_are_the_same_table(file, corpus):
    (corpus / "aliases.toml").write_text(ONE, "utf-8")
    before = file.in_force()
    (corpus / "aliases.toml").write_text(ONE + "# noted\n", "utf-8")
    assert file.in_force() is before


def test_changes_of_several_threads_are_made_one_after_the_other(file):
    def add(number):
        file.change(lambda text: text + f"# {number}\n")

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(file.text().split()) == sorted("# 0 # 1 # 2 # 3 # 4 # 5 # 6 # 7".split())


def test_a_file_that_cannot_be_written_keeps_what_it_says(file, corpus, monkeypatch):
    (corpus / "aliases.toml").write_text(ONE, "utf-8")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(alias_file, "replace", full)
    with pytest.raises(StorageFault, match=r"No space left on device.*aliases\.toml.*nothing was changed"):
        file.change(lambda _: OTHER)
    assert file.text() == ONE


def test_an_edit_that_fails_changes_nothing_and_lets_the_next_one_in(file):
    def fails(_):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        file.change(fails)
    file.change(lambda _: ONE)
    assert names(file.in_force()) == ["Jilani"]
