"""The ``.env`` file beside the articles: which names it states, and what is wrong with it, by line.

A file that is there is meant to count, so one that cannot be read is a fault and never passed over. Refuses to repeat
what a line says: it may hold a secret.
"""

import io
import stat
from pathlib import Path

from bot.errors import SettingsFault

_RENAME = "Rename it, or run from another folder: a file of this name holds settings"
_FORM = "Write NAME=value, with quotation marks around a value of several lines, or put # before it"


def check(name: str | None, prefix: str) -> None:
    """Raise SettingsFault where the file is none that can be read, or has a line that means nothing."""
    text = _text_of(name) if name else None
    if text is None:
        return
    from dotenv.parser import parse_stream

    for each in parse_stream(io.StringIO(text)):
        # A name alone is what Docker takes for "as outside"; of ours it would silently have no effect.
        ours = each.key is not None and each.key.upper().startswith(prefix)
        if each.error or (ours and each.value is None):
            # What is counted begins with the blank lines before it.
            blank = len(each.original.string) - len(each.original.string.lstrip())
            line = each.original.line + each.original.string[:blank].count("\n")
            raise SettingsFault(
                "This line of the settings file sets nothing", where=f"{name}, line {line}", advice=_FORM
            )


def names_in(name: str | None) -> frozenset[str]:
    """The names that have a value in the file, in capitals."""
    from dotenv import dotenv_values

    if name is None or not Path(name).is_file():
        return frozenset()
    return frozenset(stated.upper() for stated, value in dotenv_values(name).items() if value)


def _text_of(name: str) -> str | None:
    path = Path(name)
    try:
        if not path.exists() and not path.is_symlink():
            return None
        kind = path.stat().st_mode
        if stat.S_ISCHR(kind):  # /dev/null, from whoever wants none
            return None
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "no file"
            raise SettingsFault(f"The settings file is {what}", where=name, advice=_RENAME)
        return _decoded(path.read_bytes(), name)
    except OSError as error:
        advice = "Give yourself the right to read it, or move it away"
        what = f"The settings file cannot be read ({error.strerror})"
        raise SettingsFault(what, where=name, advice=advice) from error


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        advice, where = "Save it as UTF-8", f"{name}, line {line}"
        raise SettingsFault("The settings file is not UTF-8 text", where=where, advice=advice) from error
