"""Find the acronyms that a sentence's capitalised names stand for: "United Nations" is also "UN".

Judged by initials alone, over runs of capitalised words. Pure; refuses to know any organisation.

>>> sorted(initials("The United Nations and the Balochistan Liberation Army met."))
['bl', 'bla', 'la', 'tu', 'tun', 'un']
"""

import re
from itertools import combinations

from index.terms import terms

#: An acronym has at most this many letters.
LONGEST = 5

_RUN = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:of\s+the\s+|of\s+|for\s+|and\s+)?[A-Z][\w’'-]*)+")


def initials(text: str) -> frozenset[str]:
    """The terms of all acronyms that neighbouring capitalised words of a text may be written as."""
    found: set[str] = set()
    for run in _RUN.finditer(text):
        letters = [word[0] for word in run.group().split() if word[0].isupper()]
        for start, end in combinations(range(len(letters) + 1), 2):
            if 2 <= end - start <= LONGEST:
                found.update(terms("a " + "".join(letters[start:end])))
    return frozenset(found)
