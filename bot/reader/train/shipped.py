"""Read a shipped reader back as the network that it was written from, so that training can go on from it.

The inverse of ``graph.model``, as far as there is one: matrices come back as they were rounded to 8 bits, and positions
beyond the longest row were never shipped. Refuses to judge whether the reader is any good.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from bot.reader import card
from bot.reader.train.graph import Array

#: What the graph calls the tables that it looks tokens up in, by the network's names.
_TABLES = {
    "embeddings.position_embeddings.weight": "positions",
    "embeddings.token_type_embeddings.weight": "types.table",
}
_WORDS, _POSITIONS = "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"


def progress(folder: Path) -> dict[str, int]:
    """Seed, steps and tokens of the run that a shipped reader's card tells of."""
    recipe = json.loads((folder / card.CARD).read_text("utf-8"))["recipe"]
    return {name: int(recipe[name]) for name in ("seed", "steps", "tokens")}


def network_state(folder: Path, like: Mapping[str, Tensor], heads: int) -> dict[str, Tensor]:
    """The shipped weights by the network's names; ``like`` gives names, shapes, and the positions never shipped.

    Raises ``ValueError`` where the reader is of another shape, ``ReaderMissing`` and ``ReaderDamaged`` as at any load.
    """
    graph = onnx.load_from_string(card.load(folder).model).graph
    found: dict[str, Array] = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    state = {}
    for name, tensor in like.items():
        try:
            array = _array(name, found, heads)
        except KeyError as error:
            raise ValueError(f"The reader in {folder} does not fit the network: it has no {error}") from error
        if name == _POSITIONS:
            array = np.concatenate([array, tensor.detach().numpy()[len(array) :]])
        if array.shape != tuple(tensor.shape):
            raise ValueError(f"The reader in {folder} does not fit the network: {name} is {array.shape}")
        state[name] = torch.from_numpy(np.array(array, dtype=np.float32, order="C"))
    return state


def _array(name: str, found: Mapping[str, Array], heads: int) -> Array:
    if name == _WORDS:
        return _product(found, "words")
    if name in _TABLES:
        return found[_TABLES[name]]
    at, _, kind = name.rpartition(".")
    if kind == "bias" or at.endswith(("_norm", "LayerNorm")):
        array = found[name]
    else:
        array = found["head.weight"].T if at == "head" else _product(found, at).T
    if at.endswith("query_key_value"):
        return _without_root(array, heads)
    return array


def _product(found: Mapping[str, Array], at: str) -> Array:
    """A matrix as it is multiplied by: in 32 bits where it was kept so, else its bytes times their scale."""
    if (exact := found.get(f"{at}.matrix")) is not None:
        return exact
    table = found["words" if at == "words" else f"{at}.bytes"]
    product: Array = table.astype(np.float32) * found[f"{at}.scale"]
    return product


def _without_root(array: Array, heads: int) -> Array:
    """Queries as they were before a head's width went into them, see ``graph``."""
    width = array.shape[0] // 3
    array = array.copy()
    array[:width] *= np.float32(np.sqrt(width // heads))
    return array
