"""The reader as it travels with the package."""

from pathlib import Path

import pytest

from bot import reader
from bot.reader import OnnxReader, Passage


@pytest.fixture(scope="module")
def shipped() -> OnnxReader:
    return OnnxReader.load()


def test_it_is_small_enough_to_travel() -> None:
    files = (Path(reader.__file__).parent / "weights").iterdir()
    assert sum(file.stat().st_size for file in files) <= 25_000_000


@pytest.mark.parametrize(
    ("question", "other_words", "beside"),
    [
        ("Who mediated the talks?", "Oman brokered the negotiations.", "The harvest was poor this year."),
        ("How many people died?", "Eleven villagers were killed.", "The minister left for the airport."),
        ("What did the doctor recommend?", "The physician advised rest.", "The bridge was painted green."),
    ],
)
def test_words_that_mean_the_same_are_seen_at_a_glance(
    shipped: OnnxReader, question: str, other_words: str, beside: str
) -> None:
    alike, unlike = shipped.skim(question, [Passage(None, (other_words,)), Passage(None, (beside,))])
    assert alike > unlike


def test_a_passage_reads_the_same_whatever_is_read_with_it(shipped: OnnxReader) -> None:
    passage = Passage("Talks", ("Oman brokered the negotiations in March.", "They went on for nine days."))
    other = Passage(None, ("The harvest was poor this year.", "x " * 400))
    (alone,) = shipped.read("Who mediated the talks?", [passage])
    together = shipped.read("Who mediated the talks?", [other, passage, other])[1]
    assert together == alone
