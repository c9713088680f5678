from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from bot.evaluation.settings import whole
from bot.reader import card
from bot.reader.encoding import prepared
from bot.reader.train.skim import Asked, gathered, learn, recall
from tests.bot.reader import tiny
from tests.bot.reader.train import data


def asked(*, right: int, chance: np.random.Generator) -> Asked:
    """Four windows alike to BM25; the right one has token 7, which the question knows as 6."""
    windows = [chance.integers(20, 60, 12) for _ in range(4)]
    windows[right][3] = 7
    truth = np.arange(4) == right
    return Asked(np.asarray([6, 10, 11]), windows, np.full(4, 0.5, np.float32), truth)


def test_what_bm25_cannot_tell_is_learned() -> None:
    chance = np.random.default_rng(0)
    examples = [asked(right=number % 4, chance=chance) for number in range(160)]
    words = torch.from_numpy(chance.normal(size=(64, 32)).astype(np.float32))
    skim = learn(words, examples[:128], {"held out": examples[128:]}, epochs=40).skim()
    right = 0
    for each in examples[128:]:
        close = skim.closeness(each.question.tolist(), [window.tolist() for window in each.windows])
        scores = skim.scores(each.question.tolist(), [close[n : n + 1] for n in range(4)])
        right += bool(each.right[int(np.argmax(scores))])
    assert right > 24, "a quarter would be chance"


def test_the_products_windows_are_gathered_with_their_truth() -> None:
    (setting,) = whole(data.articles())
    tokenizer = prepared(Tokenizer.from_str(tiny.tokenizer_json()))
    found = list(gathered(setting, tokenizer, 20))
    assert len(found) == 20
    for each in found:
        assert len(each.windows) == len(each.shares) == len(each.right)
        assert each.shares[0] == pytest.approx(1)
        assert each.right.any()


def test_the_card_names_the_skim_and_changes_its_version(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path)
    before = card.load(folder)
    card.write(folder, {card.SKIM: tiny.skim(1).to_bytes()})
    after = card.load(folder)
    assert after.version != before.version
    assert after.model == before.model
    assert after.skim == tiny.skim(1).to_bytes()


def test_too_few_questions_teach_nothing_and_say_so() -> None:
    chance = np.random.default_rng(0)
    examples = [asked(right=number % 4, chance=chance) for number in range(8)]
    with pytest.raises(ValueError, match="8 questions"):
        learn(torch.ones(64, 32), examples, {"held out": examples}, epochs=1)


def test_recall_counts_questions_without_any_window() -> None:
    chance = np.random.default_rng(0)
    nothing = Asked(np.asarray([6]), [], np.zeros(0, np.float32), np.zeros(0, np.bool_))
    told = recall(tiny.skim(), [asked(right=0, chance=chance), nothing])
    assert told.startswith("BM25 0.500 in 4")
