"""Invented crises, written to learn from: five articles each, what is asked about them, and what they do not say.

Each folder of ``invented/`` is a corpus with its ``gold.jsonl``, every sentence that answers marked; its ``README.md``
says how they were written. A crisis' name decides its part, by a seeded hash. Refuses to look at the crises that the
tests measure by.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from bot.evaluation.gold import GoldQuestion, read_gold
from bot.evaluation.settings import Setting
from index.building import build
from index.corpus import read_corpus
from index.generation import Generation

FOLDER = Path(__file__).parent / "invented"
GOLD = "gold.jsonl"

#: One crisis in so many, as chance has it, is kept from training: ranking's weights and the confidence learn from it.
DEV_EVERY = 4
SALT = "onrecord-4"

#: Questions of this number and above stand in pairs that differ in one thing; one of each has no answer.
FIRST_IN_PAIRS = 201

Part = Literal["train", "dev"]

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def names(part: Part, folder: Path = FOLDER) -> list[str]:
    """The crises of a part, in alphabetical order."""
    every = sorted(path.parent.name for path in folder.glob(f"*/{GOLD}"))
    return [name for name in every if _is_dev(name) == (part == "dev")]


def crises(part: Part, folder: Path = FOLDER) -> Iterator[Setting]:
    """Each crisis of a part in an index of its own, with its questions, their evidence by offsets."""
    for name in names(part, folder):
        generation = build(read_corpus(folder / name), built_at=_LONG_AGO)
        yield Setting(generation, [_placed(gold, generation) for gold in read_gold(folder / name / GOLD)])


def without_pairs(settings: Iterable[Setting]) -> Iterator[Setting]:
    """The same without the questions that stand in pairs: half of those are asked in vain, more than in any channel."""
    for generation, questions in settings:
        yield Setting(generation, [gold for gold in questions if int(gold.id.rpartition("-")[2]) < FIRST_IN_PAIRS])


def _is_dev(name: str) -> bool:
    return hashlib.sha256(f"{SALT}:{name}".encode()).digest()[0] % DEV_EVERY == 0


def _placed(gold: GoldQuestion, generation: Generation) -> GoldQuestion:
    """The same question, its evidence where its text stands in the article. Raises ``ValueError`` where it does not."""
    placed = []
    for each in gold.evidence:
        found = [
            sentence
            for sentence in map(generation.sentence, generation.sentences_of(each.source))
            if each.contains and each.contains in sentence.text
        ]
        if len(found) != 1:
            raise ValueError(f"{gold.id}: {each.contains!r} stands in {len(found)} sentences of {each.source}, not one")
        placed.append(each.model_copy(update={"start": found[0].start, "end": found[0].end}))
    return gold.model_copy(update={"evidence": tuple(placed)})
