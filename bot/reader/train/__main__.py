"""``python -m bot.reader.train --data FILE --out DIR``: data, training, export, skim and evaluation in one go.

The one place that composes the parts. ``--resume`` continues from the last checkpoint in DIR; once training is done
it goes straight on to export, skim and evaluation, so the same command finishes whatever was interrupted.
"""

import argparse
import hashlib
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from bot.evaluation.crises import Part, crises
from bot.reader.encoding import load_tokenizer
from bot.reader.train import fairytales, skim, squad
from bot.reader.train.base import base_folder
from bot.reader.train.batches import Batch, Source, collate, stream
from bot.reader.train.corpus import Corpus, build, from_crises, tokenized
from bot.reader.train.groups import CRISES_SHARE, DEPTH, FURTHER_SHARE, Builder
from bot.reader.train.loop import BLENDED, CHECKPOINT, Plan, Trainer, run
from bot.reader.train.mining import mined
from bot.reader.train.network import Network, load_start_weights
from bot.reader.train.squad import Article

log = logging.getLogger("onrecord.reader.train")
CHECKED_GROUPS = 400


def source(corpus: Corpus, tokenizer: Tokenizer, folder: Path) -> Source:
    """Make a corpus the source of groups, each question drawn once.

    Mining takes a few minutes, so its ranks are kept in a file in ``folder`` for the next start, named by the corpus.
    """
    log.info("%d sentences, %d questions, %d skipped", len(corpus.sentences), len(corpus.questions), corpus.skipped)
    content = repr((corpus.sentences, corpus.subjects, corpus.questions)).encode("utf-8", "surrogatepass")
    kept = folder / f"mined-{hashlib.sha256(content).hexdigest()[:12]}.npy"
    if kept.exists():
        ranked = np.load(kept, allow_pickle=False)
    else:
        ranked = mined(corpus, DEPTH)
        np.save(kept, ranked)
    return Source(Builder(corpus, tokenized(corpus.sentences, tokenizer), ranked, tokenizer), len(corpus.questions))


class Data(NamedTuple):
    """What to learn from beside the crises: SQuAD, and further sets by how they are written."""

    squad: Path
    alike: Sequence[Path] = ()
    apart: Sequence[Path] = ()
    fairytales: Sequence[Path] = ()

    def further(self) -> list[Article]:
        """The articles of the further sets."""
        read = [each for file in self.alike for each in squad.read_published(file)]
        read += [each for file in self.apart for each in squad.apart(squad.read_published(file))]
        return read + [each for folder in self.fairytales for each in fairytales.read(folder)]


def sources(data: Data, part: Part, tokenizer: Tokenizer, folder: Path) -> dict[str, Source]:
    """SQuAD's articles, and the crises and the further sets as often as makes their shares of the groups."""
    articles = source(build(squad.split(squad.read(data.squad))[part]), tokenizer, folder)
    others = {"crises": (source(from_crises(crises(part)), tokenizer, folder), CRISES_SHARE)}
    if further := data.further():
        others["further"] = (source(build(squad.held_out(further)[part]), tokenizer, folder), FURTHER_SHARE)
    whole = articles.questions / (1 - sum(share for _, share in others.values()))
    return {"articles": articles} | {
        name: each._replace(copies=max(1, round(whole * share / each.questions)))
        for name, (each, share) in others.items()
    }


def dev_batches(held_out: Source, plan: Plan) -> list[Batch]:
    """A fixed sample of held-out groups, to watch the run by."""
    numbers = range(0, held_out.questions, max(1, held_out.questions // CHECKED_GROUPS))
    groups = [group for number in numbers if (group := held_out.builder.group(number, plan.seed)) is not None]
    groups.sort(key=lambda group: group.longest)
    return [collate(groups[at : at + 16]) for at in range(0, len(groups), 16)]


def train(data: Data, folder: Path, plan: Plan, *, resume: bool, start: Path | None = None) -> Trainer:
    """Train from the published weights or from ``start``, or continue; return the trainer with the network."""
    torch.manual_seed(plan.seed)
    base = base_folder()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    network = Network()
    load_start_weights(network, base / "model.safetensors")
    network.round_words()
    network.freeze_embeddings()
    trainer = Trainer(network, plan)
    if start is not None:
        trainer.start_from(start)
    if resume and (folder / CHECKPOINT).exists():
        trainer.load(folder / CHECKPOINT)
        log.info("continuing at step %d", trainer.steps)
    if trainer.tokens < plan.tokens:
        learned = sources(data, "train", tokenizer, folder).values()
        batches = stream(list(learned), seed=plan.seed, tokens=plan.batch_tokens)
        held_out = sources(data, "dev", tokenizer, folder)
        run(trainer, batches, folder, {name: dev_batches(each, plan) for name, each in held_out.items()})
    return trainer


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, train, export, evaluate."""
    parser = argparse.ArgumentParser(prog="python -m bot.reader.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="SQuAD as gzipped JSON lines, one article a line")
    parser.add_argument("--alike", type=Path, nargs="*", default=(), help="further sets, as SQuAD was published")
    parser.add_argument("--apart", type=Path, nargs="*", default=(), help="the same, each paragraph from another text")
    parser.add_argument("--fairytales", type=Path, nargs="*", default=(), help="folders of FairytaleQA")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint, log and figures")
    parser.add_argument("--weights", type=Path, help="folder for the exported reader (default: OUT/weights)")
    parser.add_argument("--tokens", type=int, default=Plan.tokens, help="length of the run in tokens")
    parser.add_argument("--rate", type=float, default=Plan.rate, help="the highest learning rate")
    parser.add_argument(
        "--start",
        type=Path,
        help="a finished run's checkpoint or a shipped reader's folder, to train further with another seed",
    )
    parser.add_argument("--blend", type=float, default=1.0, help="how far from START's weights to go, 0 to 1")
    parser.add_argument("--blend-with", type=Path, help="blend with these weights instead of START's")
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--questions", type=int, default=2000, help="held-out questions to evaluate on; 0 for all")
    parser.add_argument("--resume", action="store_true", help="continue from the checkpoint in OUT")
    parser.add_argument("--no-export", action="store_true", help="stop after training")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    log_file = options.out / "train.log"
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stdout), logging.FileHandler(log_file)]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S", handlers=handlers)
    torch.set_num_threads(options.threads)
    plan = Plan(tokens=options.tokens, rate=options.rate, seed=options.seed)
    log.info("plan %s", json.dumps(asdict(plan)))
    data = Data(options.data, options.alike, options.apart, options.fairytales)
    trained = train(data, options.out, plan, resume=options.resume, start=options.start)
    if options.start is not None and options.blend < 1:
        trained.blend_with(options.blend_with or options.start, options.blend)
        trained.save(options.out / BLENDED)
    if not options.no_export:
        from bot.reader.train.evaluate import evaluate
        from bot.reader.train.export import export

        weights = options.weights or options.out / "weights"
        export(trained, base_folder(), weights, data=options.data, further=[*data.alike, *data.apart, *data.fairytales])
        skim.main(["--data", str(options.data), "--weights", str(weights)])
        print(evaluate(options.data, weights, limit=options.questions, threads=options.threads))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
