"""Remember what sites say in robots.txt, and look up whether a page may be asked for (RFC 9309).

Where a site has none, everything may be; where nobody can tell, nothing. Refuses to fetch anything itself.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

#: Seconds for which what was learned holds; a site that could not say so is asked again sooner.
HOLDS = 3_600.0
HOLDS_UNKNOWN = 60.0
_MOST_SITES = 256
#: A longer line holds no rule.
_LONGEST_LINE = 2_000


class Robots:
    """What is known of sites, by their origin ("https://news.example.org")."""

    def __init__(self, user_agent: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._user_agent = user_agent
        self._clock = clock
        self._sites: OrderedDict[str, tuple[float, Protego | None]] = OrderedDict()

    def knows(self, origin: str) -> bool:
        """Whether something is known that still holds."""
        known = self._sites.get(origin)
        return known is not None and self._clock() < known[0]

    def learn(self, origin: str, text: str | None) -> None:
        """Remember the text of a site's robots.txt; ``None`` where nobody could tell."""
        from protego import Protego

        rules = None if text is None else Protego.parse(_sane(text))
        self._sites[origin] = (self._clock() + (HOLDS_UNKNOWN if rules is None else HOLDS), rules)
        self._sites.move_to_end(origin)
        while len(self._sites) > _MOST_SITES:
            self._sites.popitem(last=False)

    def welcome(self, origin: str, address: str) -> bool:
        """Whether a page may be asked for."""
        rules = self._sites[origin][1]
        return rules is not None and bool(rules.can_fetch(address, self._user_agent.partition("/")[0]))


def _sane(text: str) -> str:
    """The lines that rules stand in."""
    return "\n".join(line for line in text.splitlines() if len(line) <= _LONGEST_LINE)
