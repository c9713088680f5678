"""The training loop: batches in, checkpoints out, resumable at any of them.

Deterministic for a seed on one machine: the batches are a function of seed and step, and a checkpoint holds weights,
optimiser and progress. Refuses to choose data or to export.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from bot.reader.train import shipped
from bot.reader.train.batches import Batch, collate
from bot.reader.train.groups import Group
from bot.reader.train.losses import losses
from bot.reader.train.network import Network

log = logging.getLogger("onrecord.reader.train")
CHECKPOINT = "checkpoint.pt"
#: A finished run's weights, blended with those it started from: what the next run starts from.
BLENDED = "blended.pt"


@dataclass(frozen=True)
class Plan:
    """How to train. ``tokens`` is the length of the whole run, ``batch_tokens`` of one step, padding included."""

    tokens: int = 13_000_000
    batch_tokens: int = 3_200
    rate: float = 1.2e-4
    head_rate: float = 5e-4
    warm_up: float = 0.04
    decay: float = 0.01
    clip: float = 1.0
    checkpoint_minutes: float = 4.0
    seed: int = 7

    def factor(self, done: int) -> float:
        """The share of the peak rate after ``done`` tokens: up in a straight line, then down to zero."""
        share = done / self.tokens
        return min(share / self.warm_up, max(0.0, 1 - share) / (1 - self.warm_up))


class Trainer:
    """Holds what changes while training: weights, optimiser, steps and tokens done."""

    def __init__(self, network: Network, plan: Plan) -> None:
        self.network, self.plan = network, plan
        self.steps = self.tokens = 0
        #: Seed, steps and tokens of the run whose weights this one started from.
        self.started_from: dict[str, int] | None = None
        #: How far from that run's weights to this run's own the network lies.
        self.blend = 1.0
        head = [p for name, p in network.named_parameters() if name.startswith("head.")]
        rest = [p for name, p in network.named_parameters() if not name.startswith("head.") and p.requires_grad]
        matrices, vectors = [p for p in rest if p.ndim > 1], [p for p in rest if p.ndim == 1]
        self._peaks = [plan.rate, plan.rate, plan.head_rate]
        decays = [plan.decay, 0.0, 0.0]
        groups = [{"params": p, "weight_decay": d} for p, d in zip((matrices, vectors, head), decays, strict=True)]
        self._trained = rest + head
        self._optimiser = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.99), fused=True)

    def step(self, batch: Batch) -> tuple[float, ...]:
        """Learn from one batch; return the total loss and its three parts."""
        for group, peak in zip(self._optimiser.param_groups, self._peaks, strict=True):
            group["lr"] = peak * max(1e-3, self.plan.factor(self.tokens))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.network.encode(batch.ids, batch.types, batch.mask)
        parts = losses(self.network.head(hidden.float()), batch)
        self._optimiser.zero_grad(set_to_none=True)
        parts.total.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, self.plan.clip)
        self._optimiser.step()
        self.steps += 1
        self.tokens += batch.tokens
        return tuple(float(part.detach()) for part in parts)

    def save(self, file: Path) -> None:
        """Write a checkpoint aside, then put it in place."""
        state = {"network": self.network.state_dict(), "optimiser": self._optimiser.state_dict()}
        aside = file.with_suffix(".part")
        progress = {"steps": self.steps, "tokens": self.tokens, "seed": self.plan.seed}
        torch.save({**state, **progress, "started_from": self.started_from, "blend": self.blend}, aside)
        aside.replace(file)

    def start_from(self, file: Path) -> None:
        """Take over the weights of a finished run, not its progress. Batches follow from the seed: take another.

        ``file`` is the run's checkpoint, or the folder of a shipped reader, whose weights are rounded.
        """
        state = self._finished(file)
        if state["seed"] == self.plan.seed:
            raise ValueError(f"{file} has seen the batches of seed {state['seed']}. Name another seed.")
        self.network.load_state_dict(state["network"])
        self.started_from = {name: int(state[name]) for name in ("seed", "steps", "tokens")}

    def blend_with(self, file: Path, share: float) -> None:
        """Move the weights to where ``share`` of the way from ``file``'s to the run's own lies, when training is done.

        Weights between those of two runs, one started from the other, are as good where the second was trained and
        better elsewhere (Wortsman et al. 2022).
        """
        start = self._finished(file)["network"]
        own = self.network.state_dict()
        self.network.load_state_dict({name: torch.lerp(start[name], own[name], share) for name in own})
        self.blend = share

    def _finished(self, file: Path) -> dict[str, Any]:
        if file.is_dir():
            network = shipped.network_state(file, self.network.state_dict(), self.network.shape.heads)
            return {"network": network, **shipped.progress(file)}
        state: dict[str, Any] = torch.load(file, weights_only=True)
        return state

    def load(self, file: Path) -> None:
        """Continue from a checkpoint of the same seed."""
        state = torch.load(file, weights_only=True)
        if state["seed"] != self.plan.seed:
            raise ValueError(f"{file} was trained with seed {state['seed']}, not {self.plan.seed}")
        self.network.load_state_dict(state["network"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.steps, self.tokens, self.started_from = state["steps"], state["tokens"], state.get("started_from")


def run(trainer: Trainer, batches: Iterator[list[Group]], folder: Path, held_out: Mapping[str, list[Batch]]) -> None:
    """Train until the plan's tokens are done; skip the batches that a loaded checkpoint has seen."""
    for _ in range(trainer.steps):
        next(batches)
    started, saved, first = time.monotonic(), time.monotonic(), trainer.tokens
    recent: list[tuple[float, ...]] = []
    while trainer.tokens < trainer.plan.tokens:
        recent.append(trainer.step(collate(next(batches))))
        if trainer.steps % 50 == 0:
            pace = (trainer.tokens - first) / (time.monotonic() - started)
            means = [sum(column) / len(recent) for column in zip(*recent, strict=True)]
            left = (trainer.plan.tokens - trainer.tokens) / pace / 60
            log.info(
                "step %d, %.2f M tokens, %.0f tokens/s, %.1f min left; loss %.3f = listwise %.3f binary %.3f span %.3f",
                *(trainer.steps, trainer.tokens / 1e6, pace, left, *means),
            )
            recent.clear()
        if time.monotonic() - saved > trainer.plan.checkpoint_minutes * 60:
            trainer.save(folder / CHECKPOINT)
            _tell("checkpoint", trainer, held_out)
            saved = time.monotonic()
    trainer.save(folder / CHECKPOINT)
    _tell("done", trainer, held_out)


def _tell(what: str, trainer: Trainer, held_out: Mapping[str, list[Batch]]) -> None:
    for name, batches in held_out.items():
        log.info("%s after %d steps; held-out %s: %s", what, trainer.steps, name, checked(trainer.network, batches))


@torch.no_grad()
def checked(network: Network, batches: list[Batch]) -> str:
    """Mean losses on held-out groups, and how often the gold sentence has the best relevance of its group."""
    total = [0.0, 0.0, 0.0, 0.0]
    right = asked = 0
    for batch in batches:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = network.encode(batch.ids, batch.types, batch.mask)
        logits = network.head(hidden.float())
        total = [a + float(b) / len(batches) for a, b in zip(total, losses(logits, batch), strict=True)]
        rows, places, groups = batch.sentences.unbind(1)
        relevance = logits[rows, places, 0].index_fill(0, batch.also, -1e4)
        for group in range(len(batch.gold)):
            if batch.gold[group] >= 0:
                others = torch.where(groups == group, relevance, torch.tensor(-1e4))
                right += int(others.argmax() == batch.gold[group])
                asked += 1
    names = ("loss", "listwise", "binary", "span")
    figures = ", ".join(f"{name} {value:.3f}" for name, value in zip(names, total, strict=True))
    return f"{figures}, first {right / max(1, asked):.3f} of {asked}"
