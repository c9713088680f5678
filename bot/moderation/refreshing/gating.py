"""Decide whether a prepared generation may answer, or must wait for a moderator. Pure: a report in, reasons out."""

from bot.moderation.golden import GateReport
from index.refresh import RefreshReport


def reasons(report: RefreshReport, gate: GateReport | None, *, most_lost: int) -> tuple[str, ...]:
    """Why a generation must wait, in sentences for people; none where it may answer.

    ``most_lost`` is the percentage of sentences that may go without anybody being asked.
    """
    found = []
    if not report.sentences_after:
        found.append("No sentence would be left that can be quoted.")
    elif report.sentences_before and 100 * report.sentences_lost > most_lost * report.sentences_before:
        share = 100 * report.sentences_lost / report.sentences_before
        found.append(
            f"{report.sentences_lost:,} of {report.sentences_before:,} sentences ({share:.0f} %) would go; "
            f"more than {most_lost} % is held."
        )
    for change in gate.broken if gate else ():
        found.append(f"A golden question that was right would break: “{change.question}” ({change.after}).")
    return tuple(found)
