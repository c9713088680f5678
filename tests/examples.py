"""The examples of the README: what they show, what is really printed, and a way to bring them up to date.

``python -m tests.examples`` runs every ``console`` block of README.md again and writes what came out.
"""

import re
import shlex
import tempfile
from pathlib import Path

from tests.commands import ROOT, onrecord

EXAMPLE = re.compile(r"^```console\n\$ (onrecord [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> list[tuple[str, str]]:
    """Each documented command with what it is said to print."""
    return EXAMPLE.findall(page)


def printed(line: str, data: Path) -> str:
    """What a documented command really prints."""
    ended = onrecord(*shlex.split(line)[1:], data=data)
    assert not ended.stderr, ended.stderr.decode()
    return ended.stdout.decode()


def normal(output: str) -> str:
    """An output without what differs from build to build: names, times and shades of confidence."""
    output = re.sub(r"\d{1,2} \w+ \d{4} \d\d:\d\d UTC", "DATE", output)
    output = re.sub(r"generation [0-9a-f]{12}", "generation NAME", output)
    return re.sub(r"\(\d+ %\)", "(N %)", output).strip()


def brought_up_to_date(page: str, data: Path) -> str:
    """The page with every example as it is printed today."""
    return EXAMPLE.sub(lambda match: f"```console\n$ {match[1]}\n{printed(match[1], data)}```", page)


if __name__ == "__main__":
    readme = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        readme.write_text(brought_up_to_date(readme.read_text("utf-8"), Path(folder)), "utf-8")
