import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index import saved
from index.errors import GenerationDamaged, GenerationMissing, GenerationOutdated
from index.generation import Generation
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of, quotes

GENERATION = generation_of(a=TRUCE, b=STRIKE, c=RECALL)
FILES = sorted(
    [saved.MANIFEST, saved.SEAL, *(f"{n}.npy" for n in GENERATION.arrays), *(f"{n}.json" for n in GENERATION.tables)]
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original") / "saved"
    saved.save(GENERATION, folder)
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "saved")


def load(folder: Path) -> Generation:
    return saved.load(folder, GENERATION.name)


def restate(folder: Path, **fields: object) -> None:
    """Change what the manifest states and seal it again, as another version would have written it."""
    stated = json.loads((folder / saved.MANIFEST).read_bytes()) | fields
    content = json.dumps(stated).encode()
    (folder / saved.MANIFEST).write_bytes(content)
    (folder / saved.SEAL).write_bytes(saved._seal(content))


def test_what_is_saved_loads_as_it_was(folder: Path) -> None:
    loaded = load(folder)
    assert quotes(loaded) == quotes(GENERATION)
    assert list(loaded.documents) == list(GENERATION.documents)
    assert loaded.names == GENERATION.names
    assert loaded.broken_sentences() == []
    assert loaded.manifest.model_copy(update={"files": {}}) == GENERATION.manifest
    for name, array in GENERATION.arrays.items():
        assert loaded.arrays[name].dtype == array.dtype
        assert loaded.arrays[name].tolist() == array.tolist()


def test_large_arrays_are_mapped_and_read_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MAPPED_BYTES", 0)
    loaded = load(folder)
    assert quotes(loaded) == quotes(GENERATION)
    assert not any(isinstance(array, np.memmap) for array in loaded.arrays.values())


def test_a_loaded_generation_cannot_be_changed(folder: Path) -> None:
    loaded = load(folder)
    for array in loaded.arrays.values():
        assert not array.flags.writeable


def test_nothing_is_pickled(folder: Path) -> None:
    for path in folder.glob("*.npy"):
        np.load(path, allow_pickle=False)
    assert {path.suffix for path in folder.iterdir()} == {".npy", ".json", ".sha256"}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("at", ["first", "middle", "last"])
def test_one_changed_byte_in_any_file_is_noticed(folder: Path, file: str, at: str) -> None:
    path = folder / file
    content = bytearray(path.read_bytes())
    content[{"first": 0, "middle": len(content) // 2, "last": -1}[at]] ^= 1
    path.write_bytes(content)
    with pytest.raises(GenerationDamaged) as caught:
        load(folder)
    assert file in caught.value.where or saved.MANIFEST in caught.value.where
    assert "onrecord index build" in caught.value.advice


@pytest.mark.parametrize("file", FILES)
def test_a_missing_or_cut_off_file_is_noticed(folder: Path, file: str) -> None:
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(content[:-1])
    with pytest.raises(GenerationDamaged):
        load(folder)
    (folder / file).unlink()
    with pytest.raises(GenerationDamaged):
        load(folder)


@pytest.mark.parametrize("file", FILES)
def test_a_changed_byte_in_a_mapped_file_is_noticed(folder: Path, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MAPPED_BYTES", 0)
    test_one_changed_byte_in_any_file_is_noticed(folder, file, "last")


@pytest.mark.parametrize(
    ("field", "what"),
    [("format_version", "format"), ("terms_version", "tokeniser"), ("sentences_version", "sentence splitter")],
)
def test_another_version_is_told_from_damage(folder: Path, field: str, what: str) -> None:
    restate(folder, **{field: 99 if field == "format_version" else "99"})
    with pytest.raises(GenerationOutdated, match=f"another {what}.*onrecord index build"):
        load(folder)


def test_a_later_format_may_state_what_this_one_does_not_know(folder: Path) -> None:
    restate(folder, format_version=99, unheard="of")
    with pytest.raises(GenerationOutdated):
        load(folder)


@pytest.mark.parametrize("fields", [{"statistics": None}, {"unheard": "of"}, {"format_version": None}])
def test_a_sealed_manifest_that_makes_no_sense_is_damage_or_another_format(
    folder: Path, fields: dict[str, object]
) -> None:
    restate(folder, **fields)
    with pytest.raises((GenerationDamaged, GenerationOutdated)):
        load(folder)


def test_a_manifest_that_names_too_few_files_is_damage(folder: Path) -> None:
    files = json.loads((folder / saved.MANIFEST).read_bytes())["files"]
    del files["vocabulary.json"]
    restate(folder, files=files)
    with pytest.raises(GenerationDamaged, match="does not fit together"):
        load(folder)


def test_a_folder_under_another_name_is_not_taken_for_it(folder: Path) -> None:
    with pytest.raises(GenerationDamaged, match="another generation"):
        saved.load(folder, "000000000000")


def test_no_folder_is_no_generation(tmp_path: Path) -> None:
    with pytest.raises(GenerationMissing):
        saved.load(tmp_path / "nowhere", GENERATION.name)


def test_files_that_nobody_named_do_no_harm(folder: Path) -> None:
    (folder / "thumbs.db").write_bytes(b"?")
    assert len(load(folder)) == len(GENERATION)
