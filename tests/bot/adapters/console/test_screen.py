"""What a pipe and a narrow terminal show."""

import io

from rich.table import Table

from bot.adapters.console.screen import screen


def test_a_table_keeps_every_column_readable_in_a_pipe():
    output = io.StringIO()
    table = Table("questions", "served right", "AUROC", *(f"column number {n}" for n in range(5)))
    table.add_row(*map(str, range(8)))
    screen(output).table(table)
    shown = output.getvalue()
    assert "served right" in shown
    assert "column number 4" in shown
    assert "…" not in shown
