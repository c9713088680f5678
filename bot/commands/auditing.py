"""The command that shows the audit trail: who changed what, when, from where, how it was before and after."""

import json
from datetime import datetime

import click

from bot.commands import failing
from bot.commands.moderating import with_store
from bot.commands.running import Run, common_options
from bot.commands.times import since_option
from bot.text import one_line


@click.command()
@since_option("30d")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each entry.")
@common_options
@click.pass_context
def audit(ctx: click.Context, since: datetime, as_json: bool) -> int:
    """Show what moderators (and Onrecord by itself) have done, the latest first."""
    from bot.adapters.console.trails import trail_rows
    from bot.moderation.trail import audit_rows

    run = Run.of(ctx)
    rows = with_store(run, lambda store: audit_rows(store, since))
    if as_json:
        for row in rows:
            run.write(one_line(json.dumps(row.model_dump(mode="json"))))
    else:
        run.screen.show(trail_rows(rows, since))
    return failing.ANSWERED
