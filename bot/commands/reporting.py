"""The command that writes the report: one page of HTML in a file, or on standard output."""

import asyncio
from pathlib import Path

import click

from bot.commands import failing
from bot.commands.moderating import moderated, need_the_library
from bot.commands.running import Run, common_options, no_refresh


@click.command()
@click.option(
    "--out",
    "file",
    type=click.Path(dir_okay=False, allow_dash=True),
    required=True,
    metavar="FILE",
    help="The file to write; - writes to standard output.",
)
@click.option("--days", type=click.IntRange(1, 3650), default=30, help="How far to look back (default: 30 days).")
@no_refresh
@common_options
@click.pass_context
def report(ctx: click.Context, file: str, days: int) -> int:
    """Write a page about what the index holds, what was asked of it, and what was changed.

    The page is one file that loads nothing from elsewhere: open it in any browser, on a phone too.
    """
    need_the_library()
    run = Run.of(ctx)
    page = asyncio.run(_page(run, days))
    if file == "-":
        run.write(page)
    else:
        _write(Path(file), page)
        click.echo(f"onrecord: the report is in {click.format_filename(file)}", err=True)
    return failing.ANSWERED


async def _page(run: Run, days: int) -> str:
    from bot.moderation.report import report_html

    async with moderated(run) as store:
        return await report_html(run.opened, store, run.settings, days=days)


def _write(path: Path, page: str) -> None:
    """Write the page in one step, so that nobody sees half of one; into what is no file (a pipe, say) as it comes."""
    from index.durable import temporary_name, write

    place = path.resolve()
    if place.exists() and not place.is_file():
        place.write_bytes(page.encode())
        return
    aside = place.with_name(temporary_name("report"))
    try:
        write(aside, page.encode())
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)
