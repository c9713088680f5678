"""The command that measures: gold questions in, figures out. Changes nothing."""

from pathlib import Path

import click

from bot.commands.running import Run, common_options, no_refresh
from bot.errors import QuestionsFault


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ablate", is_flag=True, help="Measure again with each stage switched off in turn.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one line of JSON.")
@no_refresh
@common_options
@click.pass_context
def evaluate(ctx: click.Context, gold: Path, ablate: bool, as_json: bool) -> None:
    """Ask every question of a GOLD file (JSON Lines) and report how many were answered rightly.

    first, in 3, in 5: the right sentence stands first, or among the first; EM, F1, match: the short answer against the
    gold answers; served right: the first sentence is right and was not declined; false: unanswerable questions that
    were answered; ECE: calibration error. All but counts, MRR, AUROC, ECE and times are in per cent.
    """
    from bot.evaluation.evaluating import ablated, ask, report
    from bot.evaluation.gold import read_gold

    run = Run.of(ctx)
    questions = read_gold(gold)
    if not questions:
        advice = 'Write one a line: {"id", "question", "answerable", "answers", "evidence"}'
        raise QuestionsFault("The file holds no gold question", where=str(gold), advice=advice)
    answerer = run.opened.answerer
    measured = report(ask(answerer, questions), answerer.threshold)
    without = {}
    if ablate:
        without = {name: report(ask(each, questions), each.threshold).overall for name, each in ablated(answerer)}
    if as_json:
        run.write(measured.model_copy(update={"without": without}).model_dump_json())
        return
    from bot.adapters.console.figures import figures_table, report_tables

    for table in report_tables(measured):
        run.screen.table(table)
    if without:
        run.screen.table(figures_table("Without …", without))
