"""Learn what the reader skims by: ``python -m bot.reader.train.skim --data FILE [--weights DIR]``.

The published word vectors are projected so that a question's windows with the answer come before those without, their
BM25 scores known: what is learned is what BM25 misses. Windows and scores are the product's own, over the training
articles in one index and over the invented crises in one each. Minutes on two cores; prints recall and, with
``--weights``, writes ``skim.npz`` beside the reader and names it in the card.
"""

import argparse
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from bot.answering import Answerer
from bot.answering.ranking.candidates import SKIMMED, bm25_shares, found_windows, layout
from bot.evaluation.crises import Part, crises
from bot.evaluation.settings import Setting, whole
from bot.reader import card
from bot.reader.encoding import QUESTION_LIMIT, load_tokenizer, tokenize
from bot.reader.skimming import Skim
from bot.reader.train import squad
from bot.reader.train.base import base_folder
from bot.reader.windows import members

log = logging.getLogger("onrecord.reader.train")

WIDTH = 32
#: Questions about articles, those about crises being few enough to be all taken.
_SIZES: dict[Part, int] = {"train": 7_000, "dev": 1_500}
#: Questions a step, the highest learning rate of vectors and token weights, and of BM25 against closeness.
BATCH, RATE, BALANCE_RATE = 16, 2e-3, 5e-2
RECALL_AT = (4, 6, 8, 10, 12, 16, SKIMMED)


class Asked(NamedTuple):
    """A question's tokens; of each window its tokens, its share of the best BM25 score, and whether it answers."""

    question: NDArray[np.int64]
    windows: list[NDArray[np.int64]]
    shares: NDArray[np.float32]
    right: NDArray[np.bool_]


class Matching(nn.Module):
    """The projection, the tokens' weights, and how much BM25 and closeness count."""

    def __init__(self, words: Tensor) -> None:
        super().__init__()
        self._words = functional.normalize(words, dim=1)
        self.projection = nn.Linear(words.shape[1], WIDTH, bias=False)
        self.weighing = nn.Linear(words.shape[1], 1)
        self.bm25, self.closeness = nn.Parameter(torch.tensor(4.0)), nn.Parameter(torch.tensor(6.0))
        nn.init.normal_(self.projection.weight, std=words.shape[1] ** -0.5)

    def tables(self) -> tuple[Tensor, Tensor]:
        """Every token's direction, ``[vocabulary, WIDTH]``, and its weight."""
        weights = functional.softplus(10 * self.weighing(self._words)).squeeze(-1)
        return functional.normalize(self.projection(self._words), dim=1), weights

    def forward(self, tables: tuple[Tensor, Tensor], asked: Asked) -> Tensor:
        """A logit for each window."""
        directions, weights = tables
        longest = max(map(len, asked.windows))
        padded = torch.zeros((len(asked.windows), longest), dtype=torch.long)
        for number, tokens in enumerate(asked.windows):
            padded[number, : len(tokens)] = torch.from_numpy(tokens)
        question = torch.from_numpy(asked.question)
        cosines = torch.einsum("qd,wtd->wqt", directions[question], directions[padded])
        close = cosines.masked_fill((padded == 0)[:, None, :], -1).amax(dim=2)
        weighed = weights[question] / weights[question].sum()
        logits: Tensor = self.bm25 * torch.from_numpy(asked.shares) + self.closeness * (close @ weighed)
        return logits

    def skim(self) -> Skim:
        """What was learned, in bytes. Raises ``ValueError`` where it came out as nonsense."""
        if not self.bm25 > 0 or not self.closeness > 0:
            raise ValueError(
                f"BM25 counts {float(self.bm25):.2f} and closeness {float(self.closeness):.2f}: train on more"
            )
        directions, weights = (table.detach().numpy() for table in self.tables())
        vectors = np.round(directions * 127).astype(np.int8)
        return Skim(vectors, weights.astype(np.float16), float((self.closeness / self.bm25).detach()))


def gathered(setting: Setting, tokenizer: Tokenizer, most: int) -> Iterator[Asked]:
    """What the product finds for each question, before anything is read."""
    generation = setting.generation
    answerer, rows = Answerer(generation, reader=None), layout(generation)

    def tokens(text: str) -> NDArray[np.int64]:
        return np.asarray(tokenize(tokenizer, text).ids, np.int64)

    sentences = [tokens(generation.sentence(position).text) for position in range(len(generation))]
    answerable = [gold for gold in setting.questions if gold.answerable]
    for gold in Random(2).sample(answerable, min(most, len(answerable))):
        read = answerer.read(gold.question)
        hits, made = found_windows(read, generation, rows)
        places = {generation.position_at(each.source, each.start) for each in gold.evidence if each.start is not None}
        right = np.asarray([not places.isdisjoint(members(window)) for window in made], np.bool_)
        question = tokens(read.known_as)[:QUESTION_LIMIT]
        texts = []
        for window in made:
            title = generation.document(generation.sentence(window.first).source).title or ""
            texts.append(np.concatenate([*(sentences[number] for number in members(window)), tokens(title)]))
        yield Asked(question, texts, np.asarray(bm25_shares(hits, made), np.float32), right)


def learn(words: Tensor, train: list[Asked], dev: dict[str, list[Asked]], *, epochs: int) -> Matching:
    """Train by the likelihood of the windows that answer; report recall. Raises ``ValueError`` for too few."""
    torch.manual_seed(0)
    matching = Matching(words)
    vectors = [*matching.projection.parameters(), *matching.weighing.parameters()]
    balance = [matching.bm25, matching.closeness]
    optimiser = torch.optim.Adam([{"params": vectors, "peak": RATE}, {"params": balance, "peak": BALANCE_RATE}])
    usable = [asked for asked in train if len(asked.question) and asked.right.any() and not asked.right.all()]
    if len(usable) < BATCH:
        raise ValueError(f"{len(usable)} questions tell windows apart, {BATCH} are needed: train on more")
    steps = epochs * (len(usable) // BATCH)
    step = 0
    for epoch in range(epochs):
        Random(epoch).shuffle(usable)
        for at in range(0, len(usable) - BATCH + 1, BATCH):
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * (1 - step / steps)
            tables = matching.tables()
            loss = torch.zeros(())
            for asked in usable[at : at + BATCH]:
                logits = functional.log_softmax(matching(tables, asked), dim=0)
                loss = loss - torch.logsumexp(logits[torch.from_numpy(asked.right)], dim=0)
            optimiser.zero_grad()
            (loss / BATCH).backward()
            optimiser.step()
            step += 1
        for name, questions in dev.items():
            log.info("epoch %d, %s: %s", epoch + 1, name, recall(matching.skim(), questions))
    return matching


def recall(skim: Skim, questions: list[Asked]) -> str:
    """The share of questions with an answering window among the first so many: by BM25 alone, and skimmed."""
    ranks: dict[str, list[int]] = {"BM25": [], "skimmed": []}
    for asked in questions:
        close = skim.closeness(asked.question.tolist(), [window.tolist() for window in asked.windows])
        glances = skim.scores(asked.question.tolist(), [close[row : row + 1] for row in range(len(close))])
        for name, worth in (("BM25", asked.shares), ("skimmed", asked.shares + np.asarray(glances, np.float32))):
            order = np.argsort(-worth, kind="stable")
            ranks[name] += np.flatnonzero(asked.right[order])[:1].tolist() or [sys.maxsize]
    return "; ".join(
        f"{name} " + ", ".join(f"{np.mean(np.asarray(found) < count):.3f} in {count}" for count in RECALL_AT)
        for name, found in ranks.items()
    )


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, learn, write."""
    parser = argparse.ArgumentParser(prog="python -m bot.reader.train.skim", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="SQuAD as gzipped JSON lines, one article a line")
    parser.add_argument(
        "--weights", type=Path, help="folder of the reader to write to; without it, only recall is told"
    )
    parser.add_argument("--questions", type=int, default=_SIZES["train"])
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", stream=sys.stdout)
    from safetensors.torch import load_file

    base = base_folder()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    parts = squad.split(squad.read(options.data))
    found = {}
    for part, most in _SIZES.items():
        (setting,) = whole(parts[part])
        of_crises = (gathered(each, tokenizer, len(each.questions)) for each in crises(part))
        found[part] = {
            "articles": list(gathered(setting, tokenizer, most if part == "dev" else options.questions)),
            "crises": [asked for each in of_crises for asked in each],
        }
        log.info("%s: %s", part, ", ".join(f"{len(asked)} of {name}" for name, asked in found[part].items()))
    words = load_file(str(base / "model.safetensors"))["embeddings.word_embeddings.weight"]
    everything = [asked for group in found["train"].values() for asked in group]
    learned = learn(words, everything, found["dev"], epochs=options.epochs)
    if options.weights is not None:
        recipe = {"width": WIDTH, "questions": options.questions, "epochs": options.epochs, "windows": SKIMMED}
        version = card.write(options.weights, {card.SKIM: learned.skim().to_bytes()}, skim=recipe)
        log.info("wrote %s, version %s", options.weights / card.SKIM, version)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
