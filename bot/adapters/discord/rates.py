"""How often somebody may ask: so many questions a minute, saved up while they are not asked.

A token bucket for each key (a user, a channel). Knows no Discord; the clock is passed in.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Literal, NamedTuple

_MINUTE = 60.0
#: Keys remembered; who was forgotten starts with a full bucket, which only a crowd this large could exploit.
_MOST_KEYS = 20_000


class Rate:
    """At most ``per_minute`` in any minute and evenly after that; 0 is no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, key: Hashable) -> float:
        """Seconds until ``key`` may ask again; 0.0 if it may now."""
        if not self._per_minute:
            return 0.0
        missing = 1 - self._saved(key)
        return max(0.0, missing * _MINUTE / self._per_minute)

    def take(self, key: Hashable) -> None:
        """Count one question of ``key``."""
        if self._per_minute:
            self._buckets[key] = (self._saved(key) - 1, self._clock())
            self._buckets.move_to_end(key)
            if len(self._buckets) > _MOST_KEYS:
                self._buckets.popitem(last=False)

    def _saved(self, key: Hashable) -> float:
        saved, at = self._buckets.get(key, (float(self._per_minute), 0.0))
        return min(self._per_minute, saved + (self._clock() - at) * self._per_minute / _MINUTE)


class Wait(NamedTuple):
    """Who has to wait, and for how many seconds."""

    whose: Literal["user", "channel"]
    seconds: float


class Rates:
    """The limits of users and of channels together: a question counts for both, or for neither."""

    def __init__(self, *, user: int, channel: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._user = Rate(user, clock)
        self._channel = Rate(channel, clock)

    def admit(self, user: int, channel: int) -> Wait | None:
        """Count a question, or say how long to wait and count nothing."""
        waits = [Wait("user", self._user.wait(user)), Wait("channel", self._channel.wait(channel))]
        longest = max(waits, key=lambda wait: wait.seconds)
        if longest.seconds:
            return longest
        self._user.take(user)
        self._channel.take(channel)
        return None
