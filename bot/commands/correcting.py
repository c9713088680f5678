"""Commands for answers that the articles no longer bear out: list them, and let new answers take their place."""

import asyncio
import json
from datetime import datetime

import click

from bot.commands import failing
from bot.commands.moderating import moderated, need_the_library
from bot.commands.running import Run, common_options
from bot.commands.times import since_option
from bot.text import one_line, whole


@click.group(invoke_without_command=True)
@common_options
@click.pass_context
def corrections(ctx: click.Context) -> int:
    """List answers of the last days that the articles no longer bear out; supersede them."""
    if ctx.invoked_subcommand is None:
        return _listed(_run(ctx), None, as_json=False)
    return failing.ANSWERED


@corrections.command("list")
@since_option(words="as many days as the settings say")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each answer.")
@common_options
@click.pass_context
def list_(ctx: click.Context, since: datetime | None, as_json: bool) -> int:
    """List the answers, with why, the messages that show them, and what would be answered now.

    The index is taken as it is; each question is asked once more.
    """
    return _listed(_run(ctx), since, as_json=as_json)


@corrections.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--all", "every", is_flag=True, help="Every answer that is listed.")
@common_options
@click.pass_context
def supersede(ctx: click.Context, keys: tuple[str, ...], every: bool) -> int:
    """Ask the question of the answer KEY again, and let the new answer take its place.

    A running bot marks the cards that show the old one. Exit status 2 where no answer is kept under that key.
    """
    from bot.adapters.console.corrections import corrected_rows
    from bot.moderation.actors import at_the_console
    from bot.moderation.corrections import Corrected, Corrections

    if bool(keys) == every:
        raise click.UsageError("Name the keys of answers, or --all.", ctx)
    run = _run(ctx)

    async def work() -> list[Corrected]:
        async with moderated(run) as store:
            correcting = Corrections(run.opened, store, run.settings)
            chosen = [each.key for each in await correcting.affected()] if every else map(whole, keys)
            return [await correcting.correct(key, at_the_console()) for key in chosen]

    for done in asyncio.run(work()):
        run.screen.show(corrected_rows(done))
    return failing.ANSWERED


def _listed(run: Run, since: datetime | None, *, as_json: bool) -> int:
    from bot.adapters.console.corrections import correction_rows
    from bot.moderation.corrections import Correction, Corrections

    async def work() -> list[Correction]:
        async with moderated(run) as store:
            return await Corrections(run.opened, store, run.settings).affected(since)

    found = asyncio.run(work())
    if as_json:
        for each in found:
            run.write(one_line(json.dumps(each.model_dump(mode="json") | {"why": each.why})))
    else:
        run.screen.show(correction_rows(found))
    return failing.ANSWERED


def _run(ctx: click.Context) -> Run:
    need_the_library()
    run = Run.of(ctx)
    run.given["refresh"] = False
    return run
