"""What remembers is loaded where something is remembered, and nowhere else."""

import ast
import subprocess
import sys

from tests.test_architecture import MODULES, ROOT, imports_of, is_within, name_of

STORAGE = {"sqlalchemy", "aiosqlite", "greenlet", "bot.store", "bot.memory"}


def loaded_by(*modules):
    script = f"import sys, {', '.join(modules)}; print('\\n'.join(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(ended.stdout.split())


def test_the_command_line_and_the_console_load_no_database():
    loaded = loaded_by(
        "bot.cli", "bot.commands.asking", "bot.commands.replaying", "bot.service", "bot.adapters.console.answers"
    )
    assert not loaded & STORAGE


def test_the_store_loads_neither_discord_nor_the_answering():
    loaded = loaded_by("bot.store")
    assert "sqlalchemy" in loaded
    assert not loaded & {"discord", "aiohttp", "numpy", "onnxruntime", "bot.answering", "bot.service", "click"}


def test_the_store_knows_values_and_faults_of_the_bot_and_nothing_else_of_it():
    known = ("bot.store", "bot.models", "bot.errors", "bot.text", "index.models")
    for path in MODULES:
        if is_within(name_of(path), ("bot.store",)):
            ours = {each for each in imports_of(path) if is_within(each, ("bot", "index"))}
            assert all(each in {"bot", "index"} or is_within(each, known) for each in ours), name_of(path)


def test_the_store_asks_no_clock_of_its_own():
    for path in MODULES:
        if is_within(name_of(path), ("bot.store",)):
            called = {
                node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
            }
            assert not called & {"now", "utcnow", "today", "time"}, name_of(path)
