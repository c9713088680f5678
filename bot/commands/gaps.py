"""Commands for gaps: see what found no good answer, and say what became of it."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click

from bot.commands.moderating import with_store
from bot.commands.running import Run, common_options, no_refresh
from bot.commands.times import since_option
from bot.text import harmless, one_line

if TYPE_CHECKING:
    from bot.moderation.actors import Actor
    from bot.moderation.gaps import GapGroup, Gaps

Result = TypeVar("Result")


@click.group(invoke_without_command=True)
@since_option("4w")
@click.option("--all", "marked", is_flag=True, help="Also those that were solved, dismissed or made golden.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each gap.")
@no_refresh
@common_options
@click.pass_context
def gaps(ctx: click.Context, since: datetime, marked: bool, as_csv: bool, as_json: bool) -> None:
    """Show what was declined or voted down, grouped by what was asked for, the most frequent first."""
    if ctx.invoked_subcommand is not None:
        return
    from bot.adapters.console.gaps import gap_rows
    from bot.moderation import gaps as grouping

    run = Run.of(ctx)
    run.given["reader"] = False  # questions are only read here, and none is answered
    found = _done(run, lambda kept, _: kept.list(since, marked=marked))
    if as_csv:
        click.echo(grouping.as_csv(found).encode("utf-8-sig"), nl=False)
    elif as_json:
        for each in found:
            run.write(one_line(json.dumps(each.model_dump(mode="json") | {"count": each.count})))
    else:
        run.screen.show(gap_rows(found))


@gaps.command()
@click.argument("key")
@click.argument("source")
@common_options
@click.pass_context
def solve(ctx: click.Context, key: str, source: str) -> None:
    """Say that the article SOURCE answers the gap KEY; it is asked again."""
    from bot.adapters.console.gaps import solved_rows

    run = Run.of(ctx)
    run.screen.show(solved_rows(_done(run, lambda kept, actor: kept.solve(key, source, actor))))


@gaps.command()
@click.argument("key")
@common_options
@click.pass_context
def dismiss(ctx: click.Context, key: str) -> None:
    """Count the gap KEY no more, nor questions of the same words."""
    run = Run.of(ctx)
    _say(run, "Dismissed", _done(run, lambda kept, actor: kept.dismiss(key, actor)))


@gaps.command()
@click.argument("key")
@common_options
@click.pass_context
def reopen(ctx: click.Context, key: str) -> None:
    """Count the gap KEY again."""
    run = Run.of(ctx)
    _say(run, "Open again", _done(run, lambda kept, actor: kept.reopen(key, actor)))


@gaps.command()
@click.argument("key")
@click.option("--source", metavar="FILE", help="The article that answers it.")
@click.option("--contains", metavar="TEXT", help="Words of the sentence that answers it.")
@common_options
@click.pass_context
def golden(ctx: click.Context, key: str, source: str | None, contains: str | None) -> None:
    """Turn the gap KEY into a golden question: right is what is answered now, unless it is said what is."""
    if (source is None) != (contains is None):
        raise click.UsageError("--source and --contains go together.", ctx)
    run = Run.of(ctx)
    done = _done(run, lambda kept, actor: kept.to_golden(key, actor, source=source, contains=contains))
    _say(run, "Golden from now on", done)


def _say(run: Run, done: str, group: "GapGroup") -> None:
    run.screen.say(f"{done}: {harmless(group.question)}")


def _done(run: Run, work: "Callable[[Gaps, Actor], Awaitable[Result]]") -> Result:
    """Do something with the gaps of this run."""
    from bot.moderation.actors import at_the_console
    from bot.moderation.gaps import Gaps

    service = run.opened
    return with_store(run, lambda store: _awaited(work(Gaps(service, store), at_the_console())))


async def _awaited(work: Awaitable[Result]) -> Result:
    return await work
