"""What is stated about added articles, in a file that people may have touched."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CorpusUnwritable
from bot.moderation.sourcing.describing import describe, described, written
from index.metadata import Metadata, sources, stated

TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=80)
VALUES = st.one_of(TEXTS, st.booleans(), st.integers(-(2**60), 2**60), st.dates(), st.lists(TEXTS, max_size=3))


@given(st.dictionaries(TEXTS, st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), max_size=4))
def test_what_is_written_is_read_back(tables):
    assert tomllib.loads(written(tables)) == tables


def test_a_hostile_title_is_only_a_title(tmp_path):
    path = tmp_path / "sources.toml"
    title = 'x"\n["other.txt"]\ntitle = "y\\'
    describe(path, "a.txt", Metadata(title=title))
    assert described(path) == {"a.txt": {"title": title}}
    assert list(sources(path.read_text("utf-8"))[0]) == ["a.txt"]


def test_what_somebody_else_wrote_stays(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(
        '["b.txt"]\ntitle = "B"\ntags = ["x", 1.5]\nabout = { by = "me" }\n["a.txt"]\nnote = "own"\n', "utf-8"
    )
    describe(path, "a.txt", Metadata("A", "P", date(2024, 1, 19), "https://a.example/", "en"))
    found = described(path)
    assert found["b.txt"] == {"title": "B", "tags": ["x", 1.5], "about": {"by": "me"}}
    assert found["a.txt"]["note"] == "own"
    assert stated(found["a.txt"]) == (Metadata("A", "P", date(2024, 1, 19), "https://a.example/", "en"), [])
    describe(path, "a.txt", None)
    assert list(described(path)) == ["b.txt"]


@pytest.mark.parametrize("broken", [b"[", b"\xff", b"a = " + b"[" * 2_000, b'["a.txt"]\n["a.txt"]\n'])
def test_a_broken_file_is_named_and_left_alone(tmp_path, broken):
    path = tmp_path / "sources.toml"
    path.write_bytes(broken)
    with pytest.raises(CorpusUnwritable, match="broken"):
        describe(path, "a.txt", Metadata("A"))
    assert path.read_bytes() == broken


def test_a_file_that_would_be_too_large_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.moderation.sourcing.describing.LARGEST", 400)
    path = tmp_path / "sources.toml"
    describe(path, "a.txt", Metadata("A"))
    before = path.read_bytes()
    with pytest.raises(CorpusUnwritable, match="too large"):
        describe(path, "b.txt", Metadata("B" * 300))
    assert path.read_bytes() == before
