"""Commands that build an index, say which one is in use, and check it against its articles."""

import click

from bot.commands import failing
from bot.commands.running import Run, common_options
from bot.text import harmless


@click.group()
@common_options
def index() -> None:
    """Build the index, see which one is in use, check it."""


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
@common_options
@click.pass_context
def verify(ctx: click.Context) -> int:
    """Check every stored sentence against its article; exit status 3 if one no longer fits."""
    from bot.adapters.console.listings import verification_rows

    run = Run.of(ctx)
    faults = run.service.verify()
    run.screen.show(verification_rows(faults, run.service.status()))
    return failing.FAULT if faults else failing.ANSWERED
