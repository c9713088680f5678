"""Every exception that the reader raises, in one tree.

::

    ReaderFault                base: carries what, where and the next step
    ├── ReaderMissing          a file of the reader, or a library that runs it, is not there
    └── ReaderDamaged          a file differs from its card, or cannot be run

All of them come from loading. Reading raises nothing.
"""


class ReaderFault(Exception):
    """The reader cannot be used; says what, where, and what to do next."""

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(f"{what}: {where}. {advice}")
        self.what = what
        self.where = where
        self.advice = advice


class ReaderMissing(ReaderFault):
    """A file of the reader, or a library that it needs, is missing."""


class ReaderDamaged(ReaderFault):
    """A file of the reader was changed or cut short."""
