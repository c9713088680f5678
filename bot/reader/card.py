"""The card beside the weights: which files belong to the reader, and their hashes.

IO. A file is read once, hashed, and handed on as bytes, so what was checked is what is run. Refuses to know what the
bytes mean.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bot.reader.errors import ReaderDamaged, ReaderMissing

CARD, MODEL, SKIM, TOKENIZER = "card.json", "reader.onnx", "skim.npz", "tokenizer.json"
_ADVICE = "Install onrecord again, or train the reader anew with python -m bot.reader.train"


class Weights(NamedTuple):
    """The reader's files, checked: a version that names their content, model, skim, and the tokeniser's JSON."""

    version: str
    model: bytes
    skim: bytes
    tokenizer: str


def load(folder: Path) -> Weights:
    """Read the card and every file that it names, and compare hashes."""
    card_file = folder / CARD
    try:
        card = json.loads(_bytes(card_file))
        hashes = {name: str(card["files"].get(name, {}).get("sha256")) for name in (MODEL, SKIM, TOKENIZER)}
        version = str(card["version"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReaderDamaged("The reader's card cannot be understood", where=str(card_file), advice=_ADVICE) from error
    contents = {name: _checked(folder / name, sha256) for name, sha256 in hashes.items()}
    return Weights(version, contents[MODEL], contents[SKIM], contents[TOKENIZER].decode("utf-8"))


def write(folder: Path, contents: Mapping[str, bytes], **entries: object) -> str:
    """Write files and the card that names them, beside what the folder holds; return the version.

    The version is the start of a hash over the hashes of all files, so two readers never share one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / CARD
    card = {"version": "", "files": {}, **(json.loads(file.read_text("utf-8")) if file.exists() else {}), **entries}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
        card["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    hashes = "".join(card["files"][name]["sha256"] for name in sorted(card["files"]))
    card["version"] = hashlib.sha256(hashes.encode()).hexdigest()[:12]
    file.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    return str(card["version"])


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
