from pathlib import Path

import pytest

from bot.errors import QuestionsFault
from bot.evaluation.gold import Evidence, GoldQuestion, read_gold
from bot.models import Citation


def citation(quote: str, source: str = "a.txt", start: int = 0) -> Citation:
    return Citation(source=source, start=start, end=start + len(quote), quote=quote)


def test_a_citation_is_right_when_it_holds_the_text_of_the_evidence_in_its_file() -> None:
    gold = GoldQuestion(id="1", question="who?", evidence=(Evidence(source="a.txt", contains="China offered"),))
    wrong_file = citation("China offered to mediate.", source="b.txt")
    assert gold.right_rank((citation("Nobody did."), wrong_file, citation("China offered to mediate."))) == 3
    assert gold.right_rank((wrong_file,)) is None


def test_a_citation_is_right_when_it_covers_the_offsets_of_the_evidence() -> None:
    evidence = Evidence(source="a.txt", start=12, end=14)
    assert evidence.shown_by(citation("0123456789", start=10))
    assert not evidence.shown_by(citation("0123456789", start=13))


def test_gold_questions_are_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "1", "question": "who?"}\n\n{"id": "2", "question": "when?", "answerable": false}\n')
    assert [(gold.id, gold.answerable) for gold in read_gold(file)] == [("1", True), ("2", False)]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "1"}', '{"id": "1", "question": "q", "evidence": 5}'])
def test_a_line_that_is_no_gold_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "1", "question": "who?"}\n' + line)
    with pytest.raises(QuestionsFault, match="line 2"):
        read_gold(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsFault, match=r"none\.jsonl"):
        read_gold(tmp_path / "none.jsonl")
