"""The crises that are learned from: each evidence stands where it is said to, and no part sees another's."""

from pathlib import Path

import pytest

from bot.evaluation import crises
from bot.evaluation.gold import read_gold
from bot.evaluation.settings import Setting

PARTS: tuple[crises.Part, ...] = ("train", "dev")
NAMES = [name for part in PARTS for name in crises.names(part)]
MEASURED_BY = Path(__file__).parents[2] / "crises"

#: Of the questions that articles answer, and of those that they do not: about each crisis, and about all together.
FEWEST, FEWEST_IN_VAIN = 80, 45
FEWEST_OF_ALL, FEWEST_IN_VAIN_OF_ALL = 11_000, 5_500


@pytest.fixture(scope="module")
def settings() -> dict[str, Setting]:
    read = (each for part in PARTS for each in crises.crises(part))
    return dict(zip(NAMES, read, strict=True))


def test_every_crisis_belongs_to_one_part() -> None:
    assert sorted(NAMES) == sorted(path.name for path in crises.FOLDER.iterdir() if path.is_dir())
    assert len(crises.names("train")) > len(crises.names("dev")) > 1


def test_the_crises_that_are_measured_by_are_not_learned_from() -> None:
    """Not a paragraph of theirs, under whatever name."""
    learned, measured = (
        {line for path in folder.glob("*/*") for line in path.read_text("utf-8").splitlines() if len(line) > 60}
        for folder in (crises.FOLDER, MEASURED_BY)
    )
    assert len(learned) > len(measured) > 100
    assert not learned & measured


def test_every_article_is_read_without_a_fault(settings: dict[str, Setting]) -> None:
    for name, (generation, _) in settings.items():
        manifest = generation.manifest
        assert (len(generation.documents), manifest.faults, manifest.duplicates) == (5, (), ()), name


def test_every_right_answer_stands_in_a_sentence_that_answers(settings: dict[str, Setting]) -> None:
    for generation, questions in settings.values():
        for gold in questions:
            positions = [generation.position_at(each.source, each.start or 0) for each in gold.evidence]
            shown = [generation.sentence(position).text for position in positions if position is not None]
            assert len(shown) == len(gold.evidence)
            assert all(any(answer.lower() in text.lower() for text in shown) for answer in gold.answers), gold.id


def test_most_questions_have_an_answer_and_some_are_asked_in_vain(settings: dict[str, Setting]) -> None:
    for name, (_, questions) in settings.items():
        answerable = [gold for gold in questions if gold.answerable]
        assert len(answerable) >= FEWEST, name
        assert len(questions) - len(answerable) >= FEWEST_IN_VAIN, name
        assert all(gold.answers and gold.evidence for gold in answerable)
        assert not any(gold.answers or gold.evidence for gold in questions if not gold.answerable)
    everything = [gold.answerable for _, questions in settings.values() for gold in questions]
    assert everything.count(True) >= FEWEST_OF_ALL
    assert everything.count(False) >= FEWEST_IN_VAIN_OF_ALL


def test_half_of_the_questions_in_pairs_are_asked_in_vain(settings: dict[str, Setting]) -> None:
    alone = list(crises.without_pairs(settings.values()))
    for (_, questions), (_, left) in zip(settings.values(), alone, strict=True):
        ids = {gold.id for gold in left}
        pairs = [gold for gold in questions if gold.id not in ids]
        assert len(pairs) >= 28
        assert len(left) > len(pairs)
        assert 0.4 <= sum(gold.answerable for gold in pairs) / len(pairs) <= 0.6


def test_no_two_questions_share_an_id() -> None:
    ids = [gold.id for name in NAMES for gold in read_gold(crises.FOLDER / name / crises.GOLD)]
    assert len(set(ids)) == len(ids)


def test_evidence_that_stands_nowhere_or_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "post.txt").write_text(
        "Ferry sinks\n\nThe ferry sank on Monday. The ferry sank again.\n", "utf-8"
    )
    for contains, count in (("ferry sank", 2), ("ship sank", 0)):
        line = (
            '{"id": "a-01", "question": "what sank?", "answers": ["ferry"], "evidence": [{"source": "post.txt", '
            f'"contains": "{contains}"}}]}}\n'
        )
        (tmp_path / "a" / crises.GOLD).write_text(line, "utf-8")
        with pytest.raises(ValueError, match=rf"a-01: '{contains}' stands in {count} sentences of post.txt"):
            list(crises.crises("train", tmp_path)) + list(crises.crises("dev", tmp_path))
