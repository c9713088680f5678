"""Answer a stream of questions, one JSON object a line, in order, each as soon as it is read.

A line that cannot be used gets a declined answer that says why, under its own id or its line number; the stream goes
on. Refuses nothing else: what is asked is the service's business.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from bot.errors import QuestionsFault
from bot.models import Answer, Question, Reason
from bot.service import Service


class _UnusableError(ValueError):
    """A line that holds no question."""


def opened(name: str) -> AbstractContextManager[BinaryIO]:
    """The lines of a file, or of standard input for "-". Raises QuestionsFault where it cannot be read."""
    advice = 'Name a file of JSON Lines {"id", "question"}, or - for standard input'
    if name == "-":
        if sys.stdin is None:  # whoever started this process closed it
            raise QuestionsFault("The questions cannot be read", where="standard input is closed", advice=advice)
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        raise QuestionsFault("The questions cannot be read", where=name, advice=advice) from error


def answers(lines: Iterable[bytes], service: Service) -> Iterator[Answer]:
    """One answer for each line that is not blank, in the order of the lines."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, service)


def _answer(line: bytes, number: int, service: Service) -> Answer:
    record: object = None
    try:
        record = _record(line)
        return service.ask(_question(record, number))
    except _UnusableError as error:
        reason = Reason(message=f"Line {number} {error}.")
        return Answer(
            id=_id(record, number),
            question="",
            status="declined",
            confidence=0.0,
            reason=reason,
            generation=service.generation.name,
        )


def _record(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _UnusableError("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _UnusableError('is not JSON; expected {"id": …, "question": …}') from error


def _question(record: object, number: int) -> Question:
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise _UnusableError('has no question; expected {"id": …, "question": …}')
    previous = record.get("previous")
    try:
        return Question.model_validate({"text": record["question"], "id": _id(record, number), "previous": previous})
    except ValidationError as error:
        raise _UnusableError('has a previous turn that is not {"question": …, "short_answer": …}') from error


def _id(record: object, number: int) -> str:
    """The record's own id as text, whatever its JSON type; its line number where it has none."""
    given: Any = record.get("id") if isinstance(record, dict) else None
    if given is None:
        return str(number)
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
