"""Read the data files that travel beside the answering rules; most are lists of words, some in sections under [names].

Lists are data so that a person can read and extend them without reading a rule. Refuses to interpret them.
"""

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=8)
def content(name: str) -> str:
    """The text of one data file."""
    return resources.files(__package__).joinpath("data", name).read_text("utf-8")


def lines(name: str) -> list[str]:
    """The lines of a list, without comments and blank ones."""
    return [line for line in content(name).splitlines() if line.strip() and not line.startswith("#")]


def phrases(name: str) -> dict[str, list[str]]:
    """The lines of a list under each [section]."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        else:
            section.append(line)
    return found


def sections(name: str) -> dict[str, frozenset[str]]:
    """The words of a list under each [section]."""
    return {section: frozenset(" ".join(listed).split()) for section, listed in phrases(name).items()}
