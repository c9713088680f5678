"""Turn what went wrong into one line and an exit status. Refuses to show anything internal unless asked with -v."""

import errno
import traceback
from contextlib import suppress
from typing import Protocol, runtime_checkable

import click

from bot.errors import AnswerUnknown, BotFault, CorpusUnwritable, FetchFailed, RefreshBusy, StoreFault, TokenRefused
from bot.text import harmless

ANSWERED = 0
DECLINED = 1
WRONG_USE = 2
FAULT = 3
INTERRUPTED = 130
NOBODY_READS = 141

#: Not the fault of whoever typed the command.
_FAULTS = (StoreFault, TokenRefused, CorpusUnwritable, FetchFailed, RefreshBusy)


@runtime_checkable
class Explained(Protocol):
    """What every fault of ours tells, whichever package it comes from."""

    what: str
    where: str
    advice: str


def status_of(error: BaseException) -> int:
    """The exit status that a failure stands for."""
    if isinstance(error, _FAULTS) and not isinstance(error, AnswerUnknown):
        return FAULT
    return WRONG_USE if isinstance(error, BotFault) else FAULT


def line_about(error: BaseException) -> str:
    """One line for people: what, where, and what to do next."""
    if isinstance(error, Explained):
        return _sentence(f"{error.what}: {error.where}. {error.advice}")
    if isinstance(error, OSError):
        return _sentence(f"{_what(error)}: {_where(error)}. {_ADVICE.get(error.errno or 0, _CHECK)}")
    if isinstance(error, MemoryError):
        return "There is not enough memory: the corpus is too large for this machine. Use fewer or smaller articles."
    return f"Something unforeseen happened: {type(error).__name__}. Run again with -v and report what it shows."


def tell(error: BaseException, *, verbose: bool) -> int:
    """Write the line (and with ``verbose`` where it happened) to standard error; return the exit status."""
    with suppress(OSError):  # standard error may be full or gone: the status still tells
        if verbose:
            click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
        click.echo("onrecord: " + harmless(line_about(error)), err=True)
    return status_of(error)


_CHECK = "Check the path and try again"
_ADVICE = {
    errno.EACCES: "Check its permissions, or name another folder",
    errno.EPERM: "Check its permissions, or name another folder",
    errno.EROFS: "Name a data folder that can be written with --data",
    errno.ENOSPC: "Free some space and run it again; what was there before is kept",
    errno.EDQUOT: "Free some space and run it again; what was there before is kept",
    errno.ENOENT: _CHECK,
}


def _what(error: OSError) -> str:
    return (error.strerror or type(error).__name__).capitalize()


def _where(error: OSError) -> str:
    return str(error.filename) if error.filename else "the output"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else text + "."
