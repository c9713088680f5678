"""Extract the article of an untrusted page or PDF in a process of its own: ``python -m index.extracting TYPE [URL]``.

The libraries that take HTML and PDF apart are large and meet files that were made to hurt them: that process has a
limit of time and of memory, and whoever started it goes on whatever becomes of it. It reads the file from standard
input and writes one JSON object to standard output. Text needs no such care and is read where it is. Refuses to read
or write any file.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import index
from index.extract import Extracted, extract
from index.files import Problem
from index.metadata import Metadata
from index.models import MediaType

#: What one file may cost: seconds of computing, bytes of memory, and seconds on the clock, where all is busy.
COMPUTING = 30
MEMORY = 2 * 1024**3
SECONDS = 120.0

_APART = (MediaType.HTML, MediaType.PDF)
_TOO_MUCH = "takes too long or too much memory to read"
_ADVICE = "Save the article's text as a .txt file."


class Proposed(NamedTuple):
    """What was extracted, or why nothing was; and the date that a page seems to have where it states none."""

    extracted: Extracted | Problem
    published: date | None = None


def extract_apart(
    content: bytes, media_type: MediaType, address: str | None = None, *, seconds: float = SECONDS
) -> Proposed:
    """Extract an article; a file that is too much for the limits is a problem like any other."""
    if media_type not in _APART:
        return Proposed(extract(content, media_type))
    ours = Path(index.__file__).resolve().parent.parent
    path = os.pathsep.join(filter(None, [os.fspath(ours), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "index.extracting", media_type.value, *([address] if address else [])]
    try:
        ended = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=seconds,
            check=False,
        )
        return _proposed(json.loads(ended.stdout))
    except (subprocess.TimeoutExpired, ValueError):  # killed, by us or for its memory
        return Proposed(Problem(_TOO_MUCH, _ADVICE))


def _proposed(told: dict[str, Any]) -> Proposed:
    if "problem" in told:
        return Proposed(Problem(*told["problem"]))
    stated = told["metadata"]
    stated["published"] = _day(stated["published"])
    problems = tuple(Problem(*each) for each in told["problems"])
    return Proposed(Extracted(told["text"], told["body_start"], Metadata(**stated), problems), _day(told["proposed"]))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def main(arguments: list[str]) -> None:
    """Extract what comes on standard input, and tell."""
    _limit()
    media_type = MediaType(arguments[0])
    content = sys.stdin.buffer.read()
    extracted = extract(content, media_type)
    sys.stdout.write(json.dumps(_told(extracted, content, media_type, *arguments[1:]), default=str))


def _told(
    extracted: Extracted | Problem, content: bytes, media_type: MediaType, address: str | None = None
) -> dict[str, Any]:
    if isinstance(extracted, Problem):
        return {"problem": extracted}
    proposed = None
    if media_type is MediaType.HTML and extracted.metadata.published is None:
        from index.dating import date_of_page

        proposed = date_of_page(content, address)
    return {
        "text": extracted.text,
        "body_start": extracted.body_start,
        "metadata": extracted.metadata._asdict(),
        "problems": extracted.problems,
        "proposed": proposed,
    }


def _limit() -> None:
    """Take no more than one file may cost, where the system can hold us to it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        for what, allowed in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, COMPUTING)):
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard))


if __name__ == "__main__":
    main(sys.argv[1:])
