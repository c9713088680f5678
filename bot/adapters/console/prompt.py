"""The prompt: lines typed at a terminal, with history, editing and completion, or read plainly from a pipe.

Refuses to know what a line means: that is the conversation's business.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.adapters.console.conversation import COMMANDS, Conversation, Service
from bot.adapters.console.screen import Screen

if TYPE_CHECKING:
    from prompt_toolkit.history import History

PROMPT = "ask> "
WELCOME = "Ask about the articles; /help lists what else can be typed, /quit leaves."
_STARTERS = ("who", "what", "when", "where", "why", "how many", "how", "which", "did")
_LEAVE = frozenset({"/quit", "/exit", "/q"})


def converse(service: Service, screen: Screen, stdin: TextIO, *, history: Path, names: Iterable[str]) -> None:
    """Answer lines until somebody leaves or the input ends; ``names`` are words worth completing."""
    conversation = Conversation(service, marks=screen.marks)
    at_terminal = stdin.isatty()
    if at_terminal:
        screen.say(WELCOME)
    for line in _typed(history, names) if at_terminal else _read(stdin):
        if line.strip().lower() in _LEAVE:
            return
        screen.show(conversation.reply(line))
        screen.say("")


def _read(stdin: TextIO) -> Iterator[str]:
    for line in stdin:
        yield line.rstrip("\r\n")


def _typed(history: Path, names: Iterable[str]) -> Iterator[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.shortcuts import CompleteStyle

    session: PromptSession[str] = PromptSession(
        PROMPT,
        history=_history(history),
        completer=WordCompleter([*COMMANDS, *_STARTERS, *names], ignore_case=True, WORD=True),
        complete_while_typing=False,
        complete_style=CompleteStyle.READLINE_LIKE,
    )
    return _lines(session.prompt)


def _lines(prompt: Callable[[], str]) -> Iterator[str]:
    """Ctrl-C drops the line that is being typed, Ctrl-D at its start ends."""
    while True:
        try:
            yield prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history(file: Path) -> "History":
    """A history kept in a file for its owner alone, or for this session where the file cannot be written."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(file)
