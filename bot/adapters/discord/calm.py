"""Tell everybody first, then go on in order of arrival: a burst is acknowledged before any of it is answered.

Whoever has been told waits until all have, but not for ever, for telling may hang. Then all go on at once, the lowest
number first, whoever was told last. Knows no question and no Discord.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

#: Seconds that those who have been told wait for the others.
LONGEST = 0.5


class Calm:
    """Those who are being told, and those who wait for them; made and used within one event loop."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._telling = 0
        self._told: dict[int, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def calm(self) -> bool:
        """Whether nobody is being told."""
        return not self._telling

    @asynccontextmanager
    async def telling(self, number: int) -> AsyncIterator[None]:
        """Tell somebody within this; leave it when everybody has been told, in the order of the numbers."""
        self._telling += 1
        try:
            yield
            turn = self._wait(number)
        finally:
            self._telling -= 1
            # Not at once: whoever was told last would be ahead of those who are woken.
            asyncio.get_running_loop().call_soon(self._look_whether_calm)
        await turn

    def _wait(self, number: int) -> asyncio.Future[None]:
        loop = asyncio.get_running_loop()
        self._told[number] = turn = loop.create_future()
        if self._timer is None:
            self._timer = loop.call_later(self._longest, self._go_on)
        return turn

    def _look_whether_calm(self) -> None:
        if self.calm:
            self._go_on()

    def _go_on(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        told, self._told, self._timer = self._told, {}, None
        for number in sorted(told):
            if not told[number].done():
                told[number].set_result(None)
