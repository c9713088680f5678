"""The command that looks back: an answer that was given, by its key. Changes nothing."""

import asyncio

import click

from bot.commands import failing
from bot.commands.moderating import need_the_library
from bot.commands.running import Run, common_options
from bot.text import one_line, whole


@click.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one line of JSON.")
@common_options
@click.pass_context
def replay(ctx: click.Context, key: str, as_json: bool) -> int:
    """Show an answer that was given in Discord, by its KEY, and whether it would still be given.

    The index is taken as it is. Exit status: 0 found, 2 no answer is kept under that key, 3 a fault of what is
    remembered.
    """
    need_the_library()
    from bot.memory import recalled, replayed

    run = Run.of(ctx)
    run.given["refresh"] = False
    stored, votes = asyncio.run(recalled(run.settings, whole(key)))
    found = replayed(run.service, stored, votes)
    if as_json:
        run.write(one_line(found.as_json()))
    else:
        from bot.adapters.console.replays import replay_rows

        run.screen.show(replay_rows(found, marks=run.screen.marks))
    return failing.ANSWERED
