from pathlib import Path

import pytest

from index import holding
from index.holding import Waiting
from index.snapshot import Snapshots
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of

WAITING = Waiting("0123456789ab", "signature", {"by": "Amina"})


def test_what_waits_is_found_again_until_it_is_released(tmp_path: Path) -> None:
    assert holding.held(tmp_path) is None
    holding.hold(tmp_path, WAITING)
    assert holding.held(tmp_path) == WAITING
    assert holding.is_set_aside(tmp_path, "signature")
    holding.release(tmp_path)
    holding.release(tmp_path)
    assert holding.held(tmp_path) is None
    assert not holding.is_set_aside(tmp_path, "signature")


def test_a_state_that_was_decided_against_is_remembered(tmp_path: Path) -> None:
    holding.set_aside(tmp_path, "one")
    assert holding.is_set_aside(tmp_path, "one")
    assert not holding.is_set_aside(tmp_path, "other")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"generation": "a"}', b'{"generation": 1, "signature": 2, "told": 3}']
)
def test_a_damaged_file_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "held.json").write_bytes(content)
    assert holding.held(tmp_path) is None


def test_a_generation_that_waits_is_not_pruned_and_is_none_to_go_back_to(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "data", tmp_path / "articles", keep=1)
    waits, *others = generation_of(a=TRUCE), generation_of(b=STRIKE), generation_of(c=RECALL)
    snapshots.publish(others[0])
    snapshots.write(waits)
    holding.hold(snapshots.folder, Waiting(waits.name, "", {}))
    snapshots.publish(others[1])
    assert set(snapshots.names()) == {waits.name, others[1].name}
    assert snapshots.used() == [others[1].name]
    snapshots.remove(waits.name)
    snapshots.remove(others[1].name)
    assert snapshots.names() == [others[1].name], "what answers stays"
