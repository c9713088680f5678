from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.building import build
from index.corpus import read_corpus
from index.generation import Generation
from index.verify import verify
from tests.index.making import RECALL, STRIKE, TRUCE, write_articles


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles", a=TRUCE, b=STRIKE, c=RECALL)


@pytest.fixture
def generation(root: Path) -> Generation:
    return build(read_corpus(root), built_at=datetime.now(UTC))


def test_a_whole_generation_has_no_problem(generation: Generation, root: Path) -> None:
    assert verify(generation) == []
    assert verify(generation, root) == []


def test_a_text_that_no_longer_holds_its_sentences_is_a_problem(generation: Generation, root: Path) -> None:
    bytes_of_text = generation.arrays["text_bytes"].copy()
    bytes_of_text[4:7] = ord("x")
    tampered = Generation(generation.manifest, {**generation.arrays, "text_bytes": bytes_of_text}, generation.tables)
    problems = verify(tampered, root)
    assert [problem.source for problem in problems] == ["a.txt", "a.txt"]
    assert "sentence 0 does not stand at characters 0 to 42" in problems[0].reason
    assert "reads otherwise" in problems[1].reason
    assert "onrecord index build" in problems[0].advice


def test_a_file_that_no_longer_says_what_was_indexed_is_a_problem_with_its_count(
    generation: Generation, root: Path
) -> None:
    write_articles(root, a=TRUCE.replace("envoy", "ambassador"), b=f"A new heading\n\n{STRIKE}")
    assert {problem.source: problem.reason for problem in verify(generation)} == {
        "a.txt": "has changed since: 1 of its 2 sentences no longer stand where they stood",
        "b.txt": "has changed since: 2 of its 2 sentences no longer stand where they stood",
    }


def test_a_file_that_is_gone_is_a_problem_as_long_as_it_answers(generation: Generation, root: Path) -> None:
    (root / "b.txt").unlink()
    (problem,) = verify(generation)
    assert problem.reason == "can no longer be read, and 2 sentences of it still answer"
    for path in root.iterdir():
        path.unlink()
    assert [problem.source for problem in verify(generation)] == ["a.txt", "b.txt", "c.txt"]


def test_articles_that_were_added_or_went_on_since_are_no_problem(generation: Generation, root: Path) -> None:
    write_articles(root, a=f"{TRUCE}\nBoth sides have kept to it for a week.\n", d=f"{RECALL} Both regret it a lot.")
    (root / "b.txt").rename(root / "0.txt")
    write_articles(root, b=STRIKE)  # the same text under two names is counted under the first
    assert verify(generation) == []


def test_where_the_folder_is_away_the_stored_articles_are_checked(generation: Generation, tmp_path: Path) -> None:
    assert verify(generation, tmp_path / "nowhere") == []
