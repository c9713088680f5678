"""Every exception that the bot raises, in one tree.

::

    BotFault                         base: carries what, where and the next step
    ├── SettingsFault                a setting has a value that is not allowed
    ├── QuestionsFault               a file of questions cannot be read
    ├── CorrectionRefused            an answer cannot take another one's place
    ├── RefreshBusy                  somebody else is changing the index
    ├── NothingHeld                  no refresh waits for a moderator
    ├── AliasRefused                 two names cannot be taken for one, or taken apart
    ├── GapUnknown                   no such question waits for an answer, or not in that state
    ├── TokenRefused                 Discord does not accept the bot's token
    ├── SourceFault                  an article cannot be taken in or changed
    │   ├── SourceRefused            what was received is no article, or one that is there already
    │   ├── SourceUnknown            no article has that name, or it is not in the state for this
    │   └── CorpusUnwritable         the folder of articles cannot be written
    ├── FetchFault                   nothing was fetched
    │   ├── AddressRefused           that address is not asked
    │   └── FetchFailed              the address did not answer as it should
    ├── FeedFault                    a feed cannot be read, or none is there
    └── StoreFault                   what is remembered cannot be read or written
        ├── StoreDamaged             the database, its key or something in it is broken
        ├── StoreLocked              another process holds it for too long
        ├── StoreFull                there is no space left to write to
        ├── StoreReadOnly            it may be read but not written
        ├── StoreNewer               a later version of Onrecord wrote it
        └── AnswerUnknown            no answer is kept under that key

"No answer" is a value, not an exception. The reader and the index have trees of their own.
"""

from datetime import datetime


class BotFault(Exception):
    """Something that the bot cannot do; says what, where, and what to do next."""

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(f"{what}: {where}. {advice}")
        self.what = what
        self.where = where
        self.advice = advice


class SettingsFault(BotFault):
    """A setting has a value that is not allowed."""


class QuestionsFault(BotFault):
    """A file of questions cannot be read."""


class CorrectionRefused(BotFault):
    """An answer cannot take another one's place."""


class RefreshBusy(BotFault):
    """Somebody else is changing the index: who, and since when, where that is known."""

    def __init__(
        self, what: str, *, where: str, advice: str, by: str | None = None, since: datetime | None = None
    ) -> None:
        super().__init__(what, where=where, advice=advice)
        self.by = by
        self.since = since


class NothingHeld(BotFault):
    """No refresh waits for a moderator."""


class AliasRefused(BotFault):
    """Two names cannot be taken for one, or taken apart."""


class GapUnknown(BotFault):
    """No such question waits for an answer, or nothing like that can be made of it."""


class TokenRefused(BotFault):
    """Discord does not accept the bot's token."""


class SourceFault(BotFault):
    """An article cannot be taken in or changed."""


class SourceRefused(SourceFault):
    """What was received is no article, or one that is there already."""


class SourceUnknown(SourceFault):
    """No article has that name, or it is not in the state that this needs."""


class CorpusUnwritable(SourceFault):
    """The folder of articles cannot be written."""


class FetchFault(BotFault):
    """Nothing was fetched from an address."""


class AddressRefused(FetchFault):
    """The address is not asked: it is not of the public web, or robots are not welcome there."""


class FetchFailed(FetchFault):
    """The address did not answer, or not as it should; ``retry_after`` is how many seconds it asks to be left alone."""

    def __init__(self, what: str, *, where: str, advice: str, retry_after: float | None = None) -> None:
        super().__init__(what, where=where, advice=advice)
        self.retry_after = retry_after


class FeedFault(BotFault):
    """A feed cannot be read, or none is there."""


class StoreFault(BotFault):
    """What is remembered cannot be read or written."""


class StoreDamaged(StoreFault):
    """The database, its key or something in it is broken."""


class StoreLocked(StoreFault):
    """Another process holds the database for too long."""


class StoreFull(StoreFault):
    """There is no space left to write to."""


class StoreReadOnly(StoreFault):
    """The database may be read but not written."""


class StoreNewer(StoreFault):
    """A later version of Onrecord wrote the database."""


class AnswerUnknown(StoreFault):
    """No answer is kept under that key."""
