"""Every exception that the bot raises, in one tree.

::

    BotFault                         base: carries what, where and the next step
    ├── SettingsFault                a setting has a value that is not allowed
    └── QuestionsFault               a file of questions cannot be read

"No answer" is a value, not an exception. The reader and the index have trees of their own.
"""


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
