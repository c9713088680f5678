"""The verbs that report what somebody asserts, with all their forms, as the data file lists them.

Refuses to look at a sentence: whether a form reports there is told in ``reporting``.

>>> [(form.kind, form.verb.act) for form in forms_of("denying")]
[('ing', 'denied')]
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from bot.answering.word_lists import lines

Act = Literal["said", "claimed", "denied", "confirmed"]
Kind = Literal["base", "present", "ing", "past"]


class Verb(NamedTuple):
    """A reporting verb: its act, its uses as the data file explains them, and the particles it needs."""

    base: str
    act: Act
    uses: str
    particles: frozenset[str]

    def may(self, *uses: str) -> bool:
        """Whether the verb has one of the uses."""
        return any(use in self.uses for use in uses)


class Form(NamedTuple):
    """One form of a verb; a past form may also be its participle."""

    kind: Kind
    verb: Verb


def forms_of(word: str) -> tuple[Form, ...]:
    """The reporting verbs that a word in lower case is a form of."""
    return _forms().get(word, ())


@lru_cache(maxsize=1)
def reporting_words() -> frozenset[str]:
    """All forms of all reporting verbs."""
    return frozenset(_forms())


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[Form, ...]]:
    found: dict[str, tuple[Form, ...]] = {}
    for line in lines("reporting_verbs.txt"):
        act, uses, named, *irregular = line.split()
        base, _, particles = named.partition("+")
        verb = Verb(base, cast(Act, act), uses, frozenset(particles.split(",") if particles else ()))
        for word, kind in _inflected(base, *irregular).items():
            found[word] = (*found.get(word, ()), Form(kind, verb))
    return found


def _inflected(base: str, past: str | None = None, participle: str | None = None) -> dict[str, Kind]:
    past = past or (base + "d" if base.endswith("e") else re.sub(r"(?<=[^aeiou])y\Z", "i", base) + "ed")
    third = base + "es" if base.endswith(("s", "sh", "x")) else re.sub(r"(?<=[^aeiou])y\Z", "ie", base) + "s"
    doubled = past[-4:-2] == base[-1] * 2
    ing = (past[:-2] if doubled else base[:-1] if base.endswith("e") else base) + "ing"
    return {base: "base", third: "present", ing: "ing", past: "past", participle or past: "past"}
