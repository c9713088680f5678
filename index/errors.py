"""Every exception that the index raises, in one tree.

::

    IndexFault                       base: carries what, where and the next step
    ├── CorpusFault                  the folder of articles cannot be used
    │   ├── CorpusMissing            no such folder, or it cannot be listed
    │   └── CorpusEmpty              a folder without one readable article
    ├── StorageFault                 the data folder cannot be used: permission, full disk
    └── GenerationFault              a built index cannot be used
        ├── GenerationMissing        nothing has been built yet
        ├── GenerationDamaged        a file is missing or its hash differs
        ├── GenerationOutdated       built with another format or tokeniser
        └── RefreshRefused           the next generation would lose everything

"No hit" is a value, not an exception.
"""


class IndexFault(Exception):
    """Something that the index cannot do; says what, where, and what to do next."""

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(f"{what}: {where}. {advice}")
        self.what = what
        self.where = where
        self.advice = advice


class CorpusFault(IndexFault):
    """The folder of articles cannot be used."""


class CorpusMissing(CorpusFault):
    """The corpus folder does not exist or cannot be listed."""


class CorpusEmpty(CorpusFault):
    """The corpus folder holds no readable article."""


class StorageFault(IndexFault):
    """The data folder cannot be read or written."""


class GenerationFault(IndexFault):
    """A built index cannot be used."""


class GenerationMissing(GenerationFault):
    """No generation has been built for this corpus."""


class GenerationDamaged(GenerationFault):
    """A file of the generation is missing or was changed."""


class GenerationOutdated(GenerationFault):
    """The generation was built with another format or tokeniser."""


class RefreshRefused(GenerationFault):
    """A refresh was refused because it would lose every article."""
