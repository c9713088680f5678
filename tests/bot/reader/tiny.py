"""A tiny reader for tests: the shipped model's graph with random weights, and a tokeniser of single characters."""

import string
from pathlib import Path

import numpy as np
import pytest

from bot.reader import card
from bot.reader.skimming import Skim

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 16, 2, 32, 2, 300, 512


def arrays(seed: int = 0) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(seed)

    def drawn(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.3, shape).astype(np.float32)

    made = {
        "embeddings.word_embeddings.weight": drawn(VOCABULARY, WIDTH),
        "embeddings.position_embeddings.weight": drawn(POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": drawn(2, WIDTH),
        "head.weight": drawn(3, WIDTH),
        "head.bias": drawn(3),
    }
    products = {"query_key_value": (3 * WIDTH, WIDTH), "attended": (WIDTH, WIDTH)}
    products |= {"wide": (INNER, WIDTH), "narrow": (WIDTH, INNER)}
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        norms += [f"layers.{layer}.attended_norm", f"layers.{layer}.narrow_norm"]
        for name, shape in products.items():
            made[f"layers.{layer}.{name}.weight"] = drawn(*shape)
            made[f"layers.{layer}.{name}.bias"] = drawn(shape[0])
    for name in norms:
        made[f"{name}.weight"], made[f"{name}.bias"] = 1 + drawn(WIDTH), drawn(WIDTH)
    return made


def tokenizer_json() -> str:
    tokenizers = pytest.importorskip("tokenizers", reason="the reader's tokeniser is not installed")
    characters = string.ascii_lowercase + string.digits + string.punctuation
    entries = ["[PAD]", *(f"[unused{n}]" for n in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    entries += [*characters, *(f"##{c}" for c in string.ascii_lowercase + string.digits)]
    vocabulary = {token: number for number, token in enumerate(entries)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    return str(tokenizer.to_str())


def skim(seed: int = 0) -> Skim:
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(VOCABULARY, 4))
    vectors = np.round(127 * vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    return Skim(vectors.astype(np.int8), chance.uniform(0.1, 1, VOCABULARY).astype(np.float16), 1.25)


def write(folder: Path) -> Path:
    """Write a whole reader into a folder."""
    pytest.importorskip("onnx", reason="writing a model needs onnx")
    from bot.reader.train.graph import model

    contents = {
        card.MODEL: model(arrays(), heads=HEADS).SerializeToString(),
        card.SKIM: skim().to_bytes(),
        card.TOKENIZER: tokenizer_json().encode(),
    }
    card.write(folder, contents)
    return folder
