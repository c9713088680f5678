import os

import pytest
from click.testing import CliRunner

from bot.cli import cli
from tests.bot.moderation.moderating import TRUCE


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "truce.txt").write_text(TRUCE, "utf-8")
    return ["--corpus", str(corpus), "--data", str(tmp_path_factory.mktemp("data"))]


@pytest.fixture
def report(folders, monkeypatch):
    monkeypatch.setenv("ONRECORD_READER", "off")
    return lambda *words: CliRunner().invoke(cli, ["report", *words, *folders])


def test_a_report_is_one_file(report, tmp_path):
    file = tmp_path / "report.html"
    file.write_text("an older one", "utf-8")
    ended = report("--out", str(file))
    assert ended.exit_code == 0
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]
    assert "the report is in" in ended.stderr
    assert ended.stdout == ""


def test_a_report_goes_to_standard_output(report):
    ended = report("--out", "-", "--days", "7")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("<!doctype html>")
    assert ended.stdout.rstrip().endswith("</html>")


@pytest.mark.skipif(os.name != "posix", reason="the system has no named pipes")
def test_what_is_no_file_is_written_to_and_not_replaced(report):
    assert report("--out", os.devnull).exit_code == 0
    with open(os.devnull, "rb") as device:  # noqa: PTH123
        assert device.read() == b""


@pytest.mark.parametrize("words", [(), ("--out",), ("--out", "."), ("--out", "x.html", "--days", "0")])
def test_wrong_use_is_said(report, words):
    assert report(*words).exit_code == 2


def test_a_folder_that_is_not_there_is_a_fault_in_one_line(report, tmp_path):
    ended = report("--out", str(tmp_path / "nowhere" / "report.html"))
    assert ended.exit_code == 3
    assert "nowhere" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
