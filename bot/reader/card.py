"""The card beside the weights: which files belong to the reader, and their hashes.

IO. A file is read once, hashed, and handed on as bytes, so what was checked is what is run. Refuses to know what the
bytes mean.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from bot.reader.errors import ReaderDamaged, ReaderMissing

CARD, MODEL, TOKENIZER = "card.json", "reader.onnx", "tokenizer.json"
_ADVICE = "Install onrecord again, or train the reader anew with python -m bot.reader.train"


class Weights(NamedTuple):
    """The reader's files, checked: a version that names their content, the model, and the tokeniser's JSON."""

    version: str
    model: bytes
    tokenizer: str


def load(folder: Path) -> Weights:
    """Read the card and every file that it names, and compare hashes."""
    card_file = folder / CARD
    try:
        card = json.loads(_bytes(card_file))
        hashes = {name: str(card["files"][name]["sha256"]) for name in (MODEL, TOKENIZER)}
        version = str(card["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReaderDamaged("The reader's card cannot be understood", where=str(card_file), advice=_ADVICE) from error
    contents = {name: _checked(folder / name, sha256) for name, sha256 in hashes.items()}
    return Weights(version, contents[MODEL], contents[TOKENIZER].decode("utf-8"))


def _checked(file: Path, sha256: str) -> bytes:
    content = _bytes(file)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ReaderDamaged("A file of the reader differs from its card", where=str(file), advice=_ADVICE)
    return content


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReaderMissing("A file of the reader cannot be read", where=str(file), advice=_ADVICE) from error
