"""Commands that build and refresh an index, say which one is in use, check it, repair it, and go back to another."""

import sys
from typing import TYPE_CHECKING

import click

from bot.commands import failing
from bot.commands.moderating import with_store
from bot.commands.running import Run, common_options
from bot.text import harmless
from index.errors import GenerationDamaged, GenerationOutdated

if TYPE_CHECKING:
    from bot.moderation.actors import Actor
    from bot.moderation.refreshing import Held, Kept, Outcome, Refreshes
    from bot.store import Store
    from index.models import Fault


@click.group()
@common_options
def index() -> None:
    """Build and refresh the index, see which one is in use, check it, go back to another."""


@index.command()
@common_options
@click.pass_context
def build(ctx: click.Context) -> int:
    """Read the articles and build a generation; exit status 3 if any of them could not be read."""
    from bot.adapters.console.listings import status_rows

    run = Run.of(ctx)
    report = run.service.build()
    if report.notice:
        click.echo(f"onrecord: {harmless(report.notice)}", err=True)
    status = run.service.status()
    run.screen.show(status_rows(status))
    return failing.FAULT if status.faults else failing.ANSWERED


@index.command()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@common_options
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Show which generation is in use, from when, and whether the articles have changed since."""
    from bot.adapters.console.listings import status_rows

    run = Run.of(ctx)
    found = run.service.status()
    if as_json:
        run.write(found.model_dump_json())
    else:
        run.screen.show(status_rows(found))


@index.command()
@click.option("--repair", is_flag=True, help="Build it anew from the articles where it is damaged.")
@common_options
@click.pass_context
def verify(ctx: click.Context, repair: bool) -> int:
    """Check every stored sentence against its article; exit status 3 if one no longer fits.

    With --repair an index that is damaged, or no longer fits its articles, is built anew and checked again.
    """
    from bot.adapters.console.listings import verification_rows

    run = Run.of(ctx)
    faults = _faults(run)
    if repair and (faults is None or faults):
        click.echo("onrecord: the index is built anew from the articles", err=True)
        with_store(run, lambda store: _refreshes(run, store).repair(_whoever()))
        faults = run.service.verify()
    elif faults is None:
        faults = run.service.verify()  # to say what is wrong
    run.screen.show(verification_rows(faults, run.service.status()))
    return failing.FAULT if faults else failing.ANSWERED


@index.command()
@click.option("--yes", is_flag=True, help="Let it answer also where it would be held.")
@common_options
@click.pass_context
def refresh(ctx: click.Context, yes: bool) -> int:
    """Bring the index up to its articles, after a report and the golden questions.

    What would lose much, leave nothing, or break a golden question is held until `index confirm` or `index discard`. A
    running bot takes the new index up by itself. Exit status: 0 done, 1 held, 3 a fault, or an article that could not
    be read.
    """
    from bot.adapters.console.progress import progress_on
    from bot.adapters.console.refreshes import outcome_rows

    run = Run.of(ctx)
    progress = progress_on(sys.stderr)

    async def work(store: "Store") -> "Outcome":
        return await _refreshes(run, store).refresh(_whoever(), progress=progress, confirmed=yes)

    outcome = with_store(run, work)
    run.screen.show(outcome_rows(outcome))
    return _status_of(outcome)


@index.command()
@common_options
@click.pass_context
def confirm(ctx: click.Context) -> int:
    """Let the index answer that is held."""
    from bot.adapters.console.refreshes import outcome_rows

    run = Run.of(ctx)
    outcome = with_store(run, lambda store: _refreshes(run, store).confirm(_whoever()))
    run.screen.show(outcome_rows(outcome))
    return _status_of(outcome)


@index.command()
@common_options
@click.pass_context
def discard(ctx: click.Context) -> None:
    """Forget the index that is held; nothing switches to that state of the articles by itself."""
    run = Run.of(ctx)
    held = with_store(run, lambda store: _refreshes(run, store).discard(_whoever()))
    run.screen.say(f"Generation {held.generation} is forgotten; {held.report.generation_before} goes on answering.")


@index.command()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each generation.")
@common_options
@click.pass_context
def history(ctx: click.Context, as_json: bool) -> None:
    """Show the generations that can answer again, and what is held."""
    from bot.adapters.console.refreshes import held_rows, kept_rows

    run = Run.of(ctx)
    kept, held = with_store(run, lambda store: _history(_refreshes(run, store)))
    if as_json:
        for each in kept:
            run.write(each.model_dump_json())
        return
    run.screen.show(kept_rows(kept))
    if held:
        run.screen.say("")
        run.screen.show(held_rows(held))


@index.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common_options
@click.pass_context
def rollback(ctx: click.Context, name: str, yes: bool) -> int:
    """Answer from an earlier generation again; `index history` lists their names."""
    from bot.adapters.console.refreshes import outcome_rows
    from bot.commands.sources import sure

    run = Run.of(ctx)
    if not sure(f"Answer from generation {harmless(name)} again?", yes=yes):
        return failing.DECLINED
    outcome = with_store(run, lambda store: _refreshes(run, store).rollback(name, _whoever()))
    run.screen.show(outcome_rows(outcome))
    return failing.ANSWERED


def _whoever() -> "Actor":
    from bot.moderation.actors import at_the_console

    return at_the_console()


def _refreshes(run: Run, store: "Store") -> "Refreshes":
    from bot.moderation.refreshing import Refreshes

    return Refreshes(run.service, store, run.settings)


async def _history(refreshes: "Refreshes") -> "tuple[list[Kept], Held | None]":
    return refreshes.history(), refreshes.held()


def _faults(run: Run) -> "list[Fault] | None":
    """What is amiss with the index; nothing where it cannot even be loaded."""
    try:
        return run.service.verify()
    except (GenerationDamaged, GenerationOutdated):
        return None


def _status_of(outcome: "Outcome") -> int:
    if outcome.held:
        return failing.DECLINED
    return failing.FAULT if outcome.report.faults else failing.ANSWERED
