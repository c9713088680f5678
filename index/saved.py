"""The files of one generation: write them into a new folder, and load them again only if every byte is as written.

Arrays are ``.npy`` without pickle, tables are JSON, and ``manifest.json`` names each file with its SHA-256;
``manifest.sha256`` guards the manifest itself (``sha256sum -c`` understands it). Large arrays are mapped, so that a
loaded index takes the memory of what is used. Refuses to repair: a folder is whole or it is damaged.
"""

import hashlib
import io
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from index.durable import sync_folder, write
from index.errors import GenerationDamaged, GenerationMissing, GenerationOutdated
from index.generation import FORMAT_VERSION, Generation
from index.models import Manifest
from index.sentences import SENTENCES_VERSION
from index.terms import TERMS_VERSION

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
#: Larger arrays are mapped instead of read.
MAPPED_BYTES = 1 << 18

_BUILD_ANEW = "Run `onrecord index build` to build it anew from the articles."


def save(generation: Generation, folder: Path) -> Manifest:
    """Write a generation into a folder that does not exist yet, through to the disk; the manifest comes last."""
    folder.mkdir()
    hashes = {}
    for name, content in _files(generation):
        write(folder / name, content)
        hashes[name] = hashlib.sha256(content).hexdigest()
    manifest = generation.manifest.model_copy(update={"files": hashes})
    content = manifest.model_dump_json(indent=1).encode()
    write(folder / MANIFEST, content)
    write(folder / SEAL, _seal(content))
    sync_folder(folder)
    return manifest


def load(folder: Path, name: str) -> Generation:
    """Load the generation that a folder holds, after checking versions and every file's hash.

    Raises GenerationMissing, GenerationDamaged or GenerationOutdated, and OSError where reading is not allowed.
    """
    manifest = load_manifest(folder, name)
    arrays: dict[str, NDArray[np.generic]] = {}
    tables: dict[str, bytes] = {}
    for file, digest in manifest.files.items():
        path = folder / file
        try:
            if path.suffix == ".npy":
                arrays[path.stem] = _array(path, digest)
            else:
                tables[path.stem] = _content(path, digest)
        except FileNotFoundError as error:
            raise _damaged("A file of the index is missing", path) from error
    try:
        return Generation(manifest, arrays, tables)
    except (KeyError, ValueError, TypeError) as error:
        raise _damaged(f"The index does not fit together ({error!r})", folder) from error


def load_manifest(folder: Path, name: str) -> Manifest:
    """Load the card of a generation alone, after checking its seal and its versions."""
    content = _sealed(folder)
    try:
        stated = json.loads(content)
        found = stated["format_version"]
        if found != FORMAT_VERSION:
            raise _outdated("format", found, FORMAT_VERSION, folder)
        manifest = Manifest.model_validate_json(content)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise _damaged("The index's manifest cannot be understood", folder / MANIFEST) from error
    if manifest.terms_version != TERMS_VERSION:
        raise _outdated("tokeniser", manifest.terms_version, TERMS_VERSION, folder)
    if manifest.sentences_version != SENTENCES_VERSION:
        raise _outdated("sentence splitter", manifest.sentences_version, SENTENCES_VERSION, folder)
    if manifest.generation != name:
        raise _damaged(f"The folder holds another generation ({manifest.generation})", folder)
    return manifest


def _files(generation: Generation) -> list[tuple[str, bytes | memoryview]]:
    arrays = ((f"{name}.npy", _npy(array)) for name, array in sorted(generation.arrays.items()))
    tables = ((f"{name}.json", content) for name, content in sorted(generation.tables.items()))
    return [*arrays, *tables]


def _npy(array: NDArray[np.generic]) -> memoryview:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getbuffer()


def _seal(manifest: bytes) -> bytes:
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def _sealed(folder: Path) -> bytes:
    """The manifest's bytes, unchanged since they were written."""
    try:
        content, seal = (folder / MANIFEST).read_bytes(), (folder / SEAL).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        if not folder.exists():
            raise GenerationMissing("There is no such generation", where=str(folder), advice=_BUILD_ANEW) from error
        raise _damaged("The index has no manifest", folder) from error
    if seal != _seal(content):
        raise _damaged("The index's manifest was changed after it was written", folder / MANIFEST)
    return content


def _array(path: Path, digest: str) -> NDArray[np.generic]:
    if path.stat().st_size < MAPPED_BYTES:
        content = io.BytesIO(_content(path, digest))
        small: NDArray[np.generic] = np.lib.format.read_array(content, allow_pickle=False)
        return small
    with path.open("rb") as file:
        _check(path, hashlib.file_digest(file, "sha256").hexdigest(), digest)
    # without the memmap class, which makes reading one element ten times slower
    mapped: NDArray[np.generic] = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return mapped


def _content(path: Path, digest: str) -> bytes:
    content = path.read_bytes()
    _check(path, hashlib.sha256(content).hexdigest(), digest)
    return content


def _check(path: Path, found: str, expected: str) -> None:
    if found != expected:
        raise _damaged("A file of the index was changed after it was written", path)


def _damaged(what: str, where: Path) -> GenerationDamaged:
    return GenerationDamaged(what, where=str(where), advice=_BUILD_ANEW)


def _outdated(part: str, found: object, expected: object, folder: Path) -> GenerationOutdated:
    what = f"The index was built with another {part} (version {found}, this is version {expected})"
    return GenerationOutdated(what, where=str(folder), advice=_BUILD_ANEW)
