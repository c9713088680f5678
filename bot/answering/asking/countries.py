"""Other names of a country: its capital, which speaks for it in the news, and what its people are called.

The list is general; names of several words are left out, since a question is matched term by term. Refuses to know
any article.

>>> other_names("moscow")
('russia', 'kremlin', 'soviet', 'ussr')
"""

from functools import lru_cache

from bot.answering.word_lists import lines
from index.terms import terms


def other_names(term: str) -> tuple[str, ...]:
    """The terms that mean the same country as a term does, or none."""
    return tuple(other for country in _by_term().get(term, ()) for other in country if other != term)


@lru_cache(maxsize=1)
def _by_term() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lines("capitals.txt"):
        names = [terms(f"a {name.strip()}") for name in line.split("|")]
        country = tuple(dict.fromkeys(name[0] for name in names if len(name) == 1))
        for term in country:
            found.setdefault(term, []).append(country)
    return found
