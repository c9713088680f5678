import os
from pathlib import Path

import pytest

from index.errors import StorageFault
from index.refresh import refresh
from index.snapshot import Snapshots
from index.withdrawn import Withdrawals
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of, quotes, write_articles


@pytest.fixture
def withdrawals(tmp_path: Path) -> Withdrawals:
    return Withdrawals(tmp_path / "index")


def test_nothing_is_withdrawn_at_first_and_looking_makes_no_folder(withdrawals: Withdrawals, tmp_path: Path) -> None:
    assert withdrawals.sources() == frozenset()
    assert not (tmp_path / "index").exists()


def test_what_is_withdrawn_is_seen_by_others_at_once(withdrawals: Withdrawals, tmp_path: Path) -> None:
    other = Withdrawals(tmp_path / "index")
    assert other.sources() == frozenset()
    assert withdrawals.add("a.txt")
    assert not withdrawals.add("a.txt")
    assert other.sources() == {"a.txt"}
    assert other.remove("a.txt")
    assert withdrawals.sources() == frozenset()
    assert not withdrawals.remove("a.txt")


def test_the_list_is_read_again_only_when_it_has_changed(
    withdrawals: Withdrawals, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawals.add("a.txt")
    assert withdrawals.sources() == {"a.txt"}
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    assert withdrawals.sources() == {"a.txt"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"sources": [1]}', b'{"sources": 1}', b'{"other": []}'])
def test_a_damaged_list_is_no_empty_list(withdrawals: Withdrawals, tmp_path: Path, content: bytes) -> None:
    withdrawals.add("a.txt")
    (tmp_path / "index" / "withdrawn.json").write_bytes(content)
    with pytest.raises(StorageFault) as fault:
        withdrawals.sources()
    assert "nobody knows what must not be quoted" in fault.value.what


def test_a_name_of_any_letters_can_be_withdrawn(withdrawals: Withdrawals) -> None:
    name = "ä\udc80 “b”.txt"
    withdrawals.add(name)
    assert withdrawals.sources() == {name}


def test_a_refresh_leaves_out_what_is_withdrawn_and_takes_it_in_again(tmp_path: Path) -> None:
    root = write_articles(tmp_path / "articles", a=TRUCE, b=STRIKE)
    (root / "sources.toml").write_text('["a.txt"]\npublisher = "One"\n["b.txt"]\npublisher = "Two"\n', "utf-8")
    snapshots = Snapshots(tmp_path / "data", root)
    first = refresh(root, snapshots)
    snapshots.withdrawals.add("b.txt")
    report = refresh(root, snapshots)
    assert (report.removed, report.faults, report.sentences_lost) == (("b.txt",), (), 0)
    snapshots.withdrawals.remove("b.txt")
    assert refresh(root, snapshots).generation_after == first.generation_after


def test_a_generation_without_some_articles_finds_and_counts_only_the_others() -> None:
    whole = generation_of(a=TRUCE, b=STRIKE, c=RECALL)
    view = whole.without(frozenset({"b.txt", "unknown.txt"}))
    assert view.name == whole.name
    assert list(view.by_source) == ["a.txt", "c.txt"]
    assert len(view.by_source) == 2
    with pytest.raises(KeyError):
        view.document("b.txt")
    assert whole.engine.document_frequency("tehran") == 1
    assert view.engine.document_frequency("tehran") == 0
    assert view.engine.document_frequency("envoy") == whole.engine.document_frequency("envoy") > 0
    assert quotes(view) == quotes(whole), "positions stay"
    assert whole.without(frozenset({"unknown.txt"})) is whole


@pytest.mark.skipif(os.name != "posix", reason="a mode that forbids reading")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the administrator may read anything")
def test_a_list_that_may_not_be_read_is_named(withdrawals: Withdrawals, tmp_path: Path) -> None:
    withdrawals.add("a.txt")
    (tmp_path / "index" / "withdrawn.json").chmod(0)
    with pytest.raises(StorageFault):
        Withdrawals(tmp_path / "index").sources()
