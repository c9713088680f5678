"""Which interactions and messages have been taken: a resumed connection may deliver them a second time."""

from collections import OrderedDict

_MOST = 10_000


class Seen:
    """Ids that were taken, the latest of them."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first(self, id: int) -> bool:
        """Note an id; whether it is new."""
        if id in self._ids:
            return False
        self._ids[id] = None
        if len(self._ids) > self._most:
            self._ids.popitem(last=False)
        return True

    def __contains__(self, id: int | None) -> bool:
        return id in self._ids
