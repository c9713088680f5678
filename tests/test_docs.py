"""What is documented exists, and does what the documents say."""

import doctest
import importlib
import re
import shlex
import subprocess
import sys
import tomllib
from itertools import chain

import click
import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, cli
from bot.settings import Settings, variable
from tests.commands import ROOT, environment
from tests.examples import examples, normal, printed

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")}

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(kind, content) for page in (README, CONTRIBUTING) for kind, content in BLOCK.findall(page)]
LISTED = [line for kind, content in BLOCKS if not kind for line in content.splitlines() if line.startswith("onrecord ")]
TYPED = [line for line, _ in examples(README)]


def words_of(line: str) -> list[str]:
    """The command of a documented line, without its explanation: "onrecord ask QUESTION    an answer"."""
    return shlex.split(re.split(r" {2,}", line)[0])[1:]


def resolved(words: list[str]) -> tuple[click.Command, list[str]]:
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        assert found, f"there is no command {words[0]}"
        command, words = found, words[1:]
    return command, words


@pytest.mark.parametrize("line", [*LISTED, *TYPED])
def test_a_documented_command_exists_with_its_options(line):
    command, rest = resolved(words_of(line))
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in rest if word.startswith("--")} <= options


def test_every_command_is_documented():
    documented = {words_of(line)[0] for line in LISTED}
    assert documented == set(COMMANDS)
    index = resolved(["index"])[0]
    assert isinstance(index, click.Group)
    for name in index.commands:
        assert f"onrecord index {name}" in README


def test_every_setting_is_documented_with_its_default_and_none_besides():
    documented = set(re.findall(r"ONRECORD_[A-Z_]+", README))
    assert documented == {variable(name) for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| `{variable(name)}` |"))
        if isinstance(field.default, bool):
            assert f"| `{'on' if field.default else 'off'}` |" in row
        elif field.default not in (None, ()) and not field.default_factory:
            assert f"| `{field.default}` |" in row


@pytest.mark.parametrize("page", PAGES)
def test_a_link_to_a_file_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", PAGES[page]):
        assert (ROOT / target).exists(), target


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for stated in [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]:
        name = re.split(r"[<>=~!;\[ ]", stated)[0]
        assert f"`{name}`" in CONTRIBUTING


def test_the_folders_that_are_drawn_exist():
    for name in re.findall(r"^  ([a-z/_.]+(?: [a-z_.]+)*)  ", CONTRIBUTING, re.MULTILINE):
        for part in name.split():
            assert (ROOT / "bot" / part).exists(), part


def test_both_lines_of_the_readme_are_where_the_checks_look_for_them():
    for marker, ending in (("ask", 'onrecord ask "who mediated?"'), ("test", "python -m pytest")):
        block = README.partition(f"<!-- {marker} -->")[2].partition("<!-- end -->")[0]
        lines = BLOCK.findall(block)[0][1].splitlines()
        assert len(lines) == 1
        assert lines[0].startswith("python3 -m venv .venv && ")
        assert lines[0].endswith(ending)


@pytest.mark.parametrize(("line", "shown"), examples(README), ids=[line for line, _ in examples(README)])
def test_an_example_shows_what_is_really_printed(line, shown, tmp_path):
    assert normal(printed(line, tmp_path)) == normal(shown), "python -m tests.examples brings the README up to date"


def test_the_python_of_the_readme_runs(tmp_path):
    (snippet,) = [content for kind, content in BLOCK.findall(README) if kind == "python"]
    ended = subprocess.run(
        [sys.executable, "-c", snippet],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(tmp_path),
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "China" in ended.stdout


@pytest.mark.parametrize("path", ["", "ask", "console", "check", "sources", "index", "index build", "eval", "settings"])
def test_every_command_explains_itself(path):
    ended = CliRunner().invoke(cli, [*path.split(), "--help"], prog_name="onrecord")
    assert ended.exit_code == 0
    assert "--corpus" in ended.output
    assert f"Usage: onrecord {path}".strip() in ended.output


def test_the_project_names_no_machine_and_no_tool_around_it():
    """Nothing that is published names a path of a developer's machine or the host of a package index."""
    never = (rb"/wor" + rb"k/", rb"/roo" + rb"t/", rb"py" + rb"pi\.", rb"python" + rb"hosted", rb"index-" + rb"url ")
    pattern = re.compile(rb"|".join(never))
    ours = [ROOT / name for name in ("bot", "index", "tests", "seeds", ".ci", ".github")]
    inside = [path for folder in ours for path in folder.rglob("*") if "__pycache__" not in path.parts]
    for path in [*inside, *ROOT.glob("*.*"), ROOT / "Dockerfile"]:
        if path.is_file() and path.suffix not in {".onnx", ".pdf", ".whl"}:
            assert not pattern.search(path.read_bytes()), path


SHOWN = [file for room in ("bot", "index") for file in (ROOT / room).rglob("*.py") if ">>> " in file.read_text("utf-8")]
MODULES = sorted(".".join(file.relative_to(ROOT).with_suffix("").parts) for file in SHOWN)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_docstrings_are_true(name: str) -> None:
    if name.startswith("bot.reader.train"):
        pytest.importorskip("torch", reason="training is not installed")
    module = importlib.import_module(name)
    ended = doctest.testmod(module)
    assert (ended.failed, ended.attempted > 0) == (0, True)
