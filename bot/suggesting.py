"""Questions that the index can answer well, for whoever begins to type one."""

from collections.abc import Sequence


class Suggestions:
    """Questions to offer, best first."""

    def __init__(self, questions: Sequence[str] = ()) -> None:
        self._questions = tuple(questions)

    def matching(self, so_far: str, most: int) -> list[str]:
        """Those that go on from what was typed."""
        return [each for each in self._questions if so_far.casefold() in each.casefold()][:most]

    def examples(self, most: int = 4) -> list[str]:
        """A few to begin with."""
        return list(self._questions[:most])
