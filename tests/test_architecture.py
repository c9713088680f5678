"""The direction of imports, held by reading the source: what may know what, and who may touch which library."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import util
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for package in ("bot", "index") for path in (ROOT / package).rglob("*.py"))

#: From the inside out: a layer imports itself and what stands before it.
LAYERS = ("vocabulary", "reader", "answering", "service", "adapters", "cli")
_LAYER_OF = {
    "bot.models": "vocabulary",
    "bot.errors": "vocabulary",
    "bot.text": "vocabulary",
    "bot.reports": "vocabulary",
    "bot.settings": "vocabulary",
    "bot.env_file": "vocabulary",
    "bot": "vocabulary",
    "bot.reader": "reader",
    "bot.answering": "answering",
    "bot.service": "service",
    "bot.store": "service",
    "bot.memory": "service",
    "bot.moderation": "service",
    "bot.suggesting": "service",
    "bot.reporting": "service",
    "bot.evaluation": "service",
    "bot.adapters": "adapters",
    "bot.commands": "cli",
    "bot.cli": "cli",
    "bot.__main__": "cli",
}
#: A library that changes often, loads slowly or reaches far, and the modules that alone may import it.
KEEPERS = {
    "discord": ("bot.adapters.discord",),
    "onnxruntime": ("bot.reader",),
    "tokenizers": ("bot.reader",),
    "torch": ("bot.reader.train",),
    "onnx": ("bot.reader.train",),
    "safetensors": ("bot.reader.train",),
    "rank_bm25": ("index.weighting",),
    "trafilatura": ("index.extract",),
    "pypdf": ("index.extract",),
    "lxml": ("index.extract",),
    "filelock": ("index.locking", "bot.store.opening"),
    "watchfiles": ("bot.moderation.refreshing.watching",),
    "sqlalchemy": ("bot.store",),
    "aiosqlite": ("bot.store",),
    "httpx": tuple(f"bot.moderation.sourcing.{each}" for each in ("fetching", "responses", "urls")),
    "protego": ("bot.moderation.sourcing.robots",),
    "htmldate": ("index.dating",),
    "feedparser": ("bot.moderation.sourcing.feed_reading",),
    "tomlkit": ("bot.moderation.aliases",),
    "jinja2": ("bot.moderation.report.page",),
    "sentencex": ("index.sentences",),
    "Stemmer": ("index.terms",),
    "click": ("bot.cli", "bot.commands"),
    "rich": ("bot.adapters.console",),
    "prompt_toolkit": ("bot.adapters.console.prompt",),
    "pydantic_settings": ("bot.settings",),
    "platformdirs": ("bot.settings",),
    "dotenv": ("bot.env_file",),
}
#: Tools that are run by hand and may reach for more: they measure, learn and train.
_WORKBENCHES = ("bot.evaluation", "bot.reader.train")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports anywhere in it, for typing or not, as absolute names."""
    return set(_imported(ast.parse(path.read_text("utf-8"))))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names if _is_module(f"{module}.{alias.name}"))


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def layer(name: str) -> int:
    known = max((package for package in _LAYER_OF if is_within(name, (package,))), key=len)
    return LAYERS.index(_LAYER_OF[known])


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_stands_before_it(path):
    name = name_of(path)
    ours = {each for each in imports_of(path) if is_within(each, ("bot", "index"))}
    if name.startswith("index"):
        assert not {each for each in ours if is_within(each, ("bot",))}, "the index knows no bot"
        return
    if is_within(name, _WORKBENCHES):
        assert not {each for each in ours if is_within(each, ("bot.adapters", "bot.commands", "bot.cli"))}
        return
    late = {each for each in ours if is_within(each, ("bot",)) and each != "bot" and layer(each) > layer(name)}
    assert not late, f"{name} is in {LAYERS[layer(name)]}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_by_its_keepers_alone(path):
    name = name_of(path)
    for library, keepers in KEEPERS.items():
        uses = any(each == library or each.startswith(f"{library}.") for each in imports_of(path))
        allowed = is_within(name, keepers) or (library == "tokenizers" and is_within(name, _WORKBENCHES))
        assert not uses or allowed, f"{name} imports {library}"


def test_adapters_are_peers_and_know_nothing_of_each_other():
    for path in MODULES:
        name = name_of(path)
        if is_within(name, ("bot.adapters.console",)):
            assert not {each for each in imports_of(path) if is_within(each, ("bot.adapters.discord",))}
        if is_within(name, ("bot.adapters.discord",)):
            assert not {each for each in imports_of(path) if is_within(each, ("bot.adapters.console",))}


def test_every_module_of_the_bot_belongs_to_a_layer():
    for path in MODULES:
        name = name_of(path)
        if is_within(name, ("bot",)) and name != "bot":
            assert any(is_within(name, (package,)) for package in _LAYER_OF if package != "bot"), name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_opens_with_its_job(path):
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":", ",", ";")) or len(docstring.splitlines()) > 1


def loaded_after(*arguments: str, cwd: Path, data: Path) -> set[str]:
    """The modules in memory when a command of the command line has ended."""
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('\\n'.join(sorted(sys.modules)), file=sys.stderr))\n"
        f"sys.argv = ['onrecord', '--data', {str(data)!r}, *{list(arguments)!r}]\n"
        "from bot.__main__ import main\nmain()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=cwd, check=False)
    return set(ended.stderr.splitlines())


NEVER_FOR_AN_ANSWER = {
    "discord",
    "aiohttp",
    "jinja2",
    "sqlalchemy",
    "aiosqlite",
    "greenlet",
    "bot.store",
    "prompt_toolkit",
    "httpx",
    "feedparser",
    "htmldate",
    "protego",
    "tomlkit",
    "trafilatura",
    "lxml",
    "pypdf",
    "torch",
    "scipy",
    "rank_bm25",
    "multiprocessing",
    "huggingface_hub",
    "bot.evaluation",
    "bot.reader.train",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    loaded_after("index", "build", cwd=ROOT, data=data)
    return data


def test_asking_loads_nothing_that_it_does_not_use(built, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "off")
    loaded = loaded_after("ask", "who mediated?", cwd=ROOT, data=built)
    assert "bot.answering.answerer" in loaded
    assert not loaded & (NEVER_FOR_AN_ANSWER | {"onnxruntime", "tokenizers"})


def test_showing_the_settings_waits_for_no_index(built):
    loaded = loaded_after("settings", cwd=ROOT, data=built)
    assert "bot.settings" in loaded
    assert not loaded & (NEVER_FOR_AN_ANSWER | {"numpy", "rich", "index.generation", "onnxruntime"})


def test_every_package_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    declared = {re.split(r"[<>=~!;\[ ]", each)[0].lower().replace("-", "_") for each in stated}
    named_otherwise = {
        "Stemmer": "pystemmer",
        "dotenv": "pydantic_settings",
        "discord": "discord.py",
        "aiohttp": "discord.py",
    }
    for path in MODULES:
        tops = {each.partition(".")[0] for each in imports_of(path)} - {"bot", "index"} - sys.stdlib_module_names
        missing = {top for top in tops if named_otherwise.get(top, top).lower() not in declared}
        assert not missing, name_of(path)


def test_the_packages_can_be_imported_without_touching_anything(tmp_path):
    names = [name_of(path) for path in MODULES if not is_within(name_of(path), (*_WORKBENCHES, "bot.__main__"))]
    script = "import importlib, sys\n" + "\n".join(f"importlib.import_module({name!r})" for name in names)
    before = set(tmp_path.iterdir())
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False, env=_bare(tmp_path)
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == ended.stderr == ""
    assert set(tmp_path.iterdir()) == before


def _bare(home: Path) -> dict[str, str]:
    assert util.find_spec("bot")
    return {"PYTHONPATH": str(ROOT), "HOME": str(home), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
