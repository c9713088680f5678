"""Lists of words: the data files that travel beside the answering rules, and short ones written as a line of code.

Long lists are data so that a person can read and extend them without reading a rule; some have sections under [names].
Refuses to interpret them.

>>> sorted(listed("north south")), ordered("first second")
(['north', 'south'], ('first', 'second'))
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


def listed(words: str) -> frozenset[str]:
    """The words of a line, separated by spaces."""
    return frozenset(words.split())


def ordered(words: str) -> tuple[str, ...]:
    """The words of a line, in order."""
    return tuple(words.split())


@lru_cache(maxsize=8)
def content(name: str) -> str:
    """The text of one data file."""
    return resources.files(__package__).joinpath("data", name).read_text("utf-8")


def lines(name: str) -> list[str]:
    """The lines of a list, without comments and blank ones."""
    return [line for line in content(name).splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=16)
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of a list under each [section]."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        else:
            section.append(line)
    return {section: tuple(under) for section, under in found.items()}


@lru_cache(maxsize=8)
def sections(name: str) -> Mapping[str, frozenset[str]]:
    """The words of a list under each [section]."""
    return {section: frozenset(" ".join(under).split()) for section, under in phrases(name).items()}
