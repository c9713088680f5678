"""Write what is stated about added articles: ``sources.toml`` in the folder of what was added, one table per article.

Tables and keys that somebody else wrote stay as they are, in their order. Refuses to write over a file that cannot be
read: it may hold what a person typed.
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from bot.errors import CorpusUnwritable
from index.durable import replace
from index.metadata import Metadata

#: Bytes; the index reads no larger one.
LARGEST = 10_000_000

_HEAD = (
    "# What is stated about articles that were added, each under its file name. Onrecord rewrites this file when\n"
    "# moderators add, correct or purge an article; keys of your own stay, comments do not.\n"
)
_KEYS = Metadata._fields

Tables = dict[str, dict[str, object]]


def described(path: Path) -> Tables:
    """The tables of the file by name; none where there is no file. Raises CorpusUnwritable where it is broken."""
    try:
        return {name: table for name, table in tomllib.loads(_text(path)).items() if isinstance(table, dict)}
    except (ValueError, RecursionError) as error:  # tomllib's own errors and those of UTF-8 are ValueErrors
        advice = "Correct it, or move it away; nothing is added until then"
        raise CorpusUnwritable(
            "The file with what is stated about added articles is broken", where=str(path), advice=advice
        ) from error


def describe(path: Path, name: str, metadata: Metadata | None) -> None:
    """State this about an article, or nothing any more (``None``), through to the disk; the old or the new is there."""
    tables = described(path)
    table = {key: value for key, value in tables.get(name, {}).items() if key not in _KEYS}
    stated = {} if metadata is None else {key: value for key, value in metadata._asdict().items() if value is not None}
    if metadata is None:
        tables.pop(name, None)
    else:
        tables[name] = {**stated, **table}
    content = written(tables).encode("utf-8", "replace")
    if len(content) > LARGEST:
        advice = "Move some of the added articles, with their tables, to a folder of their own beside it"
        raise CorpusUnwritable(
            "The file with what is stated about added articles would be too large", where=str(path), advice=advice
        )
    if path.exists() or tables:
        replace(path, content)


def written(tables: Mapping[str, Mapping[str, object]]) -> str:
    """The tables as TOML."""
    parts = [_HEAD]
    for name, table in tables.items():
        if table:
            lines = "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items())
            parts.append(f"\n[{_quoted(name)}]\n{lines}")
    return "".join(parts)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {_value(each)}' for key, each in value.items())}}}"
    return _quoted(str(value))


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "a").replace("-", "a").isalnum() else _quoted(key)


def _quoted(text: str) -> str:
    """JSON's strings are TOML's, but for the one control character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
