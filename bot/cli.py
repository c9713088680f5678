"""The command line: which commands there are, and how each of them ends.

A command's module is imported when that command is chosen, so that ``onrecord settings`` does not wait for an index
engine. Refuses to answer or render anything itself: the commands do. Exit status: 0 answered (or done), 1 declined,
2 wrong use, 3 a fault of the corpus, the index or the store, 130 interrupted, 141 nobody reads the output any more.
"""

import importlib
import io
import os
import sys
from collections.abc import Callable

import click

from bot.commands import failing
from bot.commands.running import Run, common_options

#: Command -> "module:function", in the order in which the help lists them.
COMMANDS = {
    "ask": "bot.commands.asking:ask",
    "console": "bot.commands.asking:console",
    "check": "bot.commands.asking:check",
    "sources": "bot.commands.inspecting:sources",
    "source": "bot.commands.sources:source",
    "feed": "bot.commands.feeds:feed",
    "index": "bot.commands.indexing:index",
    "golden": "bot.commands.golden:golden",
    "alias": "bot.commands.aliases:alias",
    "gaps": "bot.commands.gaps:gaps",
    "discord": "bot.commands.discord:discord",
    "replay": "bot.commands.replaying:replay",
    "corrections": "bot.commands.correcting:corrections",
    "report": "bot.commands.reporting:report",
    "audit": "bot.commands.auditing:audit",
    "eval": "bot.commands.evaluating:evaluate",
    "settings": "bot.commands.inspecting:settings",
    "schema": "bot.commands.inspecting:schema",
}


class Commands(click.Group):
    """The commands, each imported when it is first needed, and the one place where failures become words."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command, or nothing where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, function = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def invoke(self, ctx: click.Context) -> None:
        """Run the chosen command and leave with its status; a failure is one line on standard error."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # an old locale may lack a letter: a "?" beats a failure
                stream.reconfigure(errors="replace")
        ctx.exit(_status_of(lambda: super(Commands, self).invoke(ctx), Run.of(ctx)))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@common_options
def cli() -> None:
    """Answer questions about a crisis on the record: word for word from news articles, each sentence cited."""


def _status_of(command: Callable[[], object], run: Run) -> int:
    try:
        status = command()
        if sys.stdout is not None:  # it is, where the caller closed it
            sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_the_output()
        return failing.NOBODY_READS
    except KeyboardInterrupt:
        return failing.INTERRUPTED
    except (click.exceptions.Exit, click.ClickException):
        raise
    except Exception as error:
        return failing.tell(error, verbose=run.verbose)
    return status if isinstance(status, int) else failing.ANSWERED


def _let_go_of_the_output() -> None:
    """Point standard output nowhere, or the interpreter complains about the broken pipe when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
