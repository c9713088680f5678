from pathlib import Path

import pytest

from bot.reader import OnnxReader
from tests.bot.reader import tiny


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="session")
def tiny_reader(tiny_folder: Path) -> OnnxReader:
    return OnnxReader.load(tiny_folder, threads=1)
