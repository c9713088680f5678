"""Commands that show what is there: articles, settings, the schema of an Answer. They answer nothing."""

import json

import click

from bot.commands.running import Run, common_options, no_refresh
from bot.settings import show
from bot.text import harmless, one_line

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command()
@click.option("--furniture", is_flag=True, help="List what was set aside as headings and page furniture.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each article.")
@no_refresh
@common_options
@click.pass_context
def sources(ctx: click.Context, furniture: bool, as_json: bool) -> None:
    """List the articles: title, publisher, date, sentences; then what was skipped, and why."""
    from bot.adapters.console.listings import furniture_rows, source_rows

    run = Run.of(ctx)
    listing = run.opened.sources()
    if as_json:
        for article in listing.articles:
            run.write(one_line(article.model_dump_json(exclude=None if furniture else {"aside"})))
    else:
        run.screen.show(furniture_rows(listing) if furniture else source_rows(listing))


@click.command()
@common_options
@click.pass_context
def settings(ctx: click.Context) -> None:
    """Show every setting, its value, and where the value comes from; secrets are masked."""
    run = Run.of(ctx)
    rows = show(run.settings, run.given)
    width = max(len(row.variable) for row in rows)
    for row in rows:
        value = harmless(row.value) if row.value else "(not set)"
        click.echo(f"{row.variable:<{width}}  {value}  [{row.origin}]\n{'':<{width}}  {row.meaning}")


@click.command()
@common_options
def schema() -> None:
    """Print the JSON schema of an Answer."""
    from bot.models import Answer

    schema = {"$schema": _DIALECT} | Answer.model_json_schema(mode="serialization")
    click.echo(json.dumps(schema, indent=2))
