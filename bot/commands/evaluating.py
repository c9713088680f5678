"""The command that measures: gold questions in, figures out."""

from pathlib import Path

import click

from bot.commands.running import common_options


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ablate", is_flag=True, help="Measure again with each stage switched off in turn.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one line of JSON.")
@common_options
@click.pass_context
def evaluate(ctx: click.Context, gold: Path, ablate: bool, as_json: bool) -> None:
    """Ask every question of a GOLD file (JSON Lines) and report how many were answered rightly."""
    raise NotImplementedError
