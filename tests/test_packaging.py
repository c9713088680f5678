"""The wheel holds what the code needs, the lock is whole, and the container is built as it should be."""

import re
import shlex
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.commands import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
#: What a bot with everything runs on.
SERVED = PROJECT["dependencies"] + EXTRAS["discord"] + EXTRAS["moderation"]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name: str) -> list[tuple[Requirement, list[str]]]:
    """What a lock file pins, with the hashes of each."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    entries = [line.split("--hash=") for line in text.splitlines() if line.strip()]
    return [(Requirement(entry[0].strip()), [each.strip() for each in entry[1:]]) for entry in entries]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_with_its_hashes_and_no_address(name):
    for requirement, hashes in locked(name):
        assert [specifier.operator for specifier in requirement.specifier] == ["=="]
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes)
    assert "://" not in (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("requirements.lock", SERVED),
        ("requirements-dev.lock", SERVED + EXTRAS["dev"]),
    ],
)
def test_a_lock_fits_what_the_project_asks_for(name, stated):
    pins = {canonicalize_name(each.name): each for each, _ in locked(name)}
    for requirement in map(Requirement, stated):
        pin = pins[canonicalize_name(requirement.name)]
        version = next(iter(pin.specifier)).version
        assert requirement.specifier.contains(version), requirement


def test_developers_run_the_same_versions_as_users():
    pins = {(each.name, str(each.marker)): str(each.specifier) for each, _ in locked("requirements-dev.lock")}
    for requirement, _ in locked("requirements.lock"):
        assert pins[requirement.name, str(requirement.marker)] == str(requirement.specifier)


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def test_the_container_is_slim_has_two_stages_and_runs_without_rights():
    found = instructions()
    bases = [rest for name, rest in found if name == "FROM"]
    assert bases == ["python:3.11-slim AS build", "python:3.11-slim"]
    last = found[[name for name, _ in found].index("FROM", 1) :]
    values = dict(last)
    assert values["USER"] == "onrecord"
    assert values["ENTRYPOINT"] == '["onrecord"]'
    assert values["VOLUME"] == "/data"
    assert "ONRECORD_DATA=/data" in values["ENV"]
    names = [name for name, _ in last]
    assert "pip" not in " ".join(rest for name, rest in last if name == "RUN")
    assert names.index("USER") > max(i for i, name in enumerate(names) if name in {"RUN", "COPY"})


def test_the_container_installs_what_is_locked_and_nothing_else():
    installs = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert [shlex.split(each)[1:] for each in installs] == [
        ["install", "--require-hashes", "-r", "requirements.lock"],
        ["install", "--no-deps", "."],
    ]


def test_what_the_container_copies_is_there_and_let_in():
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    for name in (name for names in copied for name in names):
        assert (ROOT / name).exists()
        assert name in let_in


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    for package in ("bot", "index"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                target = copy / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    script = "import setuptools.build_meta as backend; print(backend.build_wheel('dist'))"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=copy, check=False)
    assert ended.returncode == 0, ended.stderr
    return copy


@pytest.fixture(scope="module")
def wheel(source):
    (made,) = (source / "dist").glob("*.whl")
    return zipfile.ZipFile(made)


def test_the_wheel_holds_every_module_and_every_data_file(source, wheel):
    held = set(wheel.namelist())
    for package in ("bot", "index"):
        for path in (source / package).rglob("*"):
            if path.is_file() and path.suffix in {".py", ".txt", ".json", ".jsonl", ".npz", ".onnx", ".typed"}:
                assert path.relative_to(source).as_posix() in held


def test_the_wheel_holds_no_tests_and_no_articles(wheel):
    assert {name.split("/")[0] for name in wheel.namelist() if ".dist-info" not in name} == {"bot", "index"}


def test_the_command_is_installed_under_its_name(wheel):
    (points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "onrecord = bot.__main__:main" in wheel.read(points).decode()
