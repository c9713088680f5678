"""Lay out an evaluation's figures as tables: by type of question, by confidence, by what was switched off.

Pure: reports in, tables out. Refuses to judge a figure.
"""

from collections.abc import Iterable, Mapping

from rich.table import Table

from bot.evaluation.evaluating import Figures, Report

_COLUMNS = (
    "questions",
    "first",
    "in 3",
    "in 5",
    "MRR",
    "EM",
    "F1",
    "match",
    "served right",
    "false",
    "AUROC",
    "ECE",
    "ms",
)


def report_tables(report: Report) -> Iterable[Table]:
    """The figures over all questions and by type, then confidence against how often it was right."""
    yield figures_table(f"Threshold {report.threshold:.3f}", {"all": report.overall, **report.by_type})
    table = _table("Reliability", ("confidence", "right", "answers"))
    for row in report.reliability:
        table.add_row(f"{row.confidence:.2f}", f"{row.right:.2f}", str(row.answers))
    yield table


def figures_table(title: str, rows: Mapping[str, Figures]) -> Table:
    """One row of figures for each name. Shares are in per cent."""
    table = _table(title, ("", *_COLUMNS))
    for name, figures in rows.items():
        table.add_row(name, *_cells(figures))
    return table


def _cells(figures: Figures) -> Iterable[str]:
    silent = figures.questions - figures.answerable
    asked, both = figures.answerable > 0, figures.answerable > 0 and silent > 0
    yield str(figures.questions)
    yield from (f"{100 * share:.1f}" if asked else "" for share in (figures.first, figures.within_three))
    yield f"{100 * figures.within_five:.1f}" if asked else ""
    yield f"{figures.mrr:.3f}" if asked else ""
    for share in (figures.exact_match, figures.f1, figures.match, figures.answered_and_right):
        yield f"{100 * share:.1f}" if asked else ""
    yield f"{figures.false_answers} of {silent}" if silent else ""
    yield f"{figures.auroc:.3f}" if both else ""
    yield f"{figures.calibration_error:.3f}"
    yield f"{figures.milliseconds:.1f}"


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", no_wrap=True)
    return table
