"""Remember every request that the bot made, and wait for one without sleeping."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

#: Longest wait for something that should happen: far above what it takes, also on a busy machine.
PATIENCE = 40.0
_LOOK_AGAIN = 0.05


@dataclass(frozen=True)
class Request:
    """One request as it arrived: the route it met, its JSON body, the names and bytes of its files."""

    method: str
    path: str
    route: str
    body: Any = None
    files: dict[str, bytes] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)


class Recording:
    """Requests in the order of their arrival, and what inspecting them found."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        #: Called with each request; what one raises is kept here and fails the test at its end.
        self.inspectors: list[Callable[[Request], None]] = []
        self.rejected: list[str] = []
        self._changed = asyncio.Event()

    def add(self, request: Request) -> None:
        """Keep a request and have it inspected."""
        self.requests.append(request)
        for inspect in self.inspectors:
            try:
                inspect(request)
            except Exception as error:
                self.rejected.append(f"{request.method} {request.route}: {error}")

    def tell(self) -> None:
        """Something has changed: whoever waits looks again."""
        self._changed.set()
        self._changed = asyncio.Event()

    def of(self, method: str, route: str) -> list[Request]:
        """The requests of a method whose route ends like this."""
        return [each for each in self.requests if each.method == method and each.route.endswith(route)]

    async def until(self, found: Callable[[], T | None], what: str = "it") -> T:
        """Wait until ``found`` finds something; AssertionError where it does not happen in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                while (result := found()) is None or result is False:
                    # What happens in a thread of the bot's tells nobody: look again now and then.
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._changed.wait(), _LOOK_AGAIN)
        except TimeoutError:
            raise AssertionError(f"{what} did not happen. Requests: {list(self._summary())}") from None
        return result

    def _summary(self) -> Iterator[str]:
        return (f"{each.method} {each.path[:60]}" for each in self.requests[-20:])
