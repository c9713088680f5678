"""What was shown a moment ago and may be asked about again: previews, reports, lists. In memory alone, and bounded.

Nothing in here counts before somebody confirms it, so a restart loses nothing but a page to turn.
"""

import secrets
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST = 50


class Recent(Generic[T]):
    """The latest values of a kind, each under an unguessable key."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._values: OrderedDict[str, T] = OrderedDict()

    def keep(self, value: T) -> str:
        """Keep a value, and forget the oldest; its key."""
        key = secrets.token_hex(8)
        self.put(key, value)
        return key

    def put(self, key: str, value: T) -> None:
        """Keep a value under a key that was given out before."""
        self._values[key] = value
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def find(self, key: str) -> T | None:
        """What was kept under a key, or nothing where it is gone."""
        return self._values.get(key)

    def take(self, key: str) -> T | None:
        """What was kept under a key, once: whoever asks again finds nothing."""
        return self._values.pop(key, None)
