"""Run ``onrecord`` as people do: as a process, with an environment that holds no setting but those given."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(data: Path, **variables: str) -> dict[str, str]:
    """What a process sees: this one's variables without settings, a data folder, and what is given."""
    ours = {name: value for name, value in os.environ.items() if not name.upper().startswith("ONRECORD_")}
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "PYTHONUTF8", "PYTHONIOENCODING"):
        ours.pop(name, None)
    return ours | {"ONRECORD_DATA": str(data), "PYTHONPATH": str(ROOT), "TERM": "xterm"} | variables


def onrecord(
    *arguments: str | Path,
    data: Path,
    stdin: bytes | None = None,
    cwd: Path = ROOT,
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        check=False,
        cwd=cwd,
        env=environment(data, **(variables or {})),
        timeout=120,
    )
