"""Commands that feed the index: add an article after a look at it, list, show, withdraw, restore, purge, correct."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands import failing
from bot.commands.moderating import with_store
from bot.commands.running import AnyFunction, Run, common_options
from bot.errors import SourceRefused
from bot.text import harmless, one_line, whole

if TYPE_CHECKING:
    from bot.moderation.sourcing import Changed, Preview, Sources
    from bot.store import Store
    from index.metadata import Metadata

_CLEARABLE = ("title", "publisher", "published", "url")


def sources_over(run: Run, store: "Store") -> "Sources":
    """The parts for this run."""
    from bot.moderation.refreshing import Refreshes
    from bot.moderation.sourcing import Sources

    refreshes = Refreshes(run.service, store, run.settings)
    return Sources(run.service, store, run.settings, refreshes)


def told(run: Run, done: str, changed: "Changed") -> int:
    """Say what became of an article; exit status 1 where the index does not answer with it yet."""
    from bot.adapters.console.articles import changed_rows

    run.screen.show(changed_rows(done, changed))
    return failing.ANSWERED if changed.answers else failing.DECLINED


def sure(question: str, *, yes: bool) -> bool:
    """Ask whoever sits there; nobody there is a no."""
    if yes:
        return True
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


def described_by(command: AnyFunction) -> AnyFunction:
    """Give a command the options that state something about an article."""
    for option in reversed(_STATED):
        command = option(command)
    return command


_STATED = (
    click.option("--title", metavar="TEXT", help="Its title."),
    click.option(
        "--publisher", metavar="NAME", help="Who published it; articles of one publisher count as one source."
    ),
    click.option(
        "--published", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="When it was published: 2024-01-19."
    ),
    click.option("--url", metavar="URL", help="Where it can be read."),
)
_YES = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group()
@common_options
def source() -> None:
    """Add articles, withdraw, restore, purge and correct them."""


@source.command()
@click.argument("origin", metavar="FILE|URL|-")
@described_by
@_YES
@common_options
@click.pass_context
def add(ctx: click.Context, /, origin: str, yes: bool, **given: Any) -> int:
    """Look at an article from a FILE, a URL or standard input (-), then keep it.

    It is shown first: what was extracted, what was set aside, what it repeats. Exit status: 0 it answers, 1 it was not
    kept or its refresh is held, 2 it is no article, 3 a fault of the corpus, the network or the store.
    """
    from bot.adapters.console.articles import preview_rows

    if origin == "-" and not yes:
        raise click.UsageError("An article from standard input leaves nobody to ask: add --yes.", ctx)
    run = Run.of(ctx)

    async def work(store: "Store") -> int:
        from bot.moderation.actors import at_the_console

        sources = sources_over(run, store)
        preview = await _preview(sources, origin, _metadata(given))
        run.screen.show(preview_rows(preview))
        if not sure("Keep it?", yes=yes):
            click.echo("Nothing was kept.", err=True)
            return failing.DECLINED
        return told(run, "Kept", await sources.keep(preview, at_the_console()))

    return with_store(run, work)


@source.command("list")
@click.argument("words", nargs=-1)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each article of the page.")
@common_options
@click.pass_context
def listed(ctx: click.Context, words: tuple[str, ...], page: int, as_json: bool) -> int:
    """List the articles whose name, title, publisher, date, address or standing holds the WORDS."""
    from bot.adapters.console.articles import page_rows

    run = Run.of(ctx)
    found = with_store(run, lambda store: sources_over(run, store).list(whole(" ".join(words)), page))
    if as_json:
        for each in found.sources:
            run.write(one_line(each.model_dump_json()))
    else:
        run.screen.show(page_rows(found))
    return failing.ANSWERED


@source.command()
@click.argument("name", metavar="SOURCE")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@common_options
@click.pass_context
def show(ctx: click.Context, name: str, as_json: bool) -> int:
    """Show one article: what is known about it, where it came from, when and by whom."""
    from bot.adapters.console.articles import source_rows

    run = Run.of(ctx)
    found = with_store(run, lambda store: sources_over(run, store).show(whole(name)))
    if as_json:
        run.write(one_line(found.model_dump_json()))
    else:
        run.screen.show(source_rows(found))
    return failing.ANSWERED


@source.command()
@click.argument("name", metavar="SOURCE")
@common_options
@click.pass_context
def withdraw(ctx: click.Context, name: str) -> int:
    """Let an article answer no more, from the next question on; it stays on disk."""
    return _change(ctx, "Withdrawn", lambda sources, actor: sources.withdraw(whole(name), actor))


@source.command()
@click.argument("name", metavar="SOURCE")
@common_options
@click.pass_context
def restore(ctx: click.Context, name: str) -> int:
    """Let a withdrawn article answer again."""
    return _change(ctx, "Restored", lambda sources, actor: sources.restore(whole(name), actor))


@source.command()
@click.argument("name", metavar="SOURCE")
@_YES
@common_options
@click.pass_context
def purge(ctx: click.Context, name: str, yes: bool) -> int:
    """Delete the file of a withdrawn article for good."""
    if not sure(f"Delete {harmless(name)} for good?", yes=yes):
        click.echo("Nothing was deleted.", err=True)
        return failing.DECLINED
    return _change(ctx, "Purged", lambda sources, actor: sources.purge(whole(name), actor))


@source.command()
@click.argument("name", metavar="SOURCE")
@described_by
@click.option("--clear", type=click.Choice(_CLEARABLE), multiple=True, help="State this no longer; may be repeated.")
@common_options
@click.pass_context
def correct(ctx: click.Context, /, name: str, clear: tuple[str, ...], **given: Any) -> int:
    """State something else about an article; what is not named stays."""
    stated = _metadata(given)
    if not any(stated) and not clear:
        raise click.UsageError("Say what to correct: --title, --publisher, --published, --url or --clear.", ctx)
    return _change(ctx, "Corrected", lambda sources, actor: sources.correct(whole(name), stated, actor, clear=clear))


def _change(ctx: click.Context, done: str, change: "Callable[[Sources, Any], Awaitable[Changed]]") -> int:
    run = Run.of(ctx)

    async def work(store: "Store") -> int:
        from bot.moderation.actors import at_the_console

        return told(run, done, await change(sources_over(run, store), at_the_console()))

    return with_store(run, work)


async def _preview(sources: "Sources", origin: str, given: "Metadata") -> "Preview":
    from bot.moderation.sourcing.receiving import LARGEST

    if origin.lower().startswith(("http://", "https://")):
        return await sources.previews.url(origin, given)
    if origin == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        return await sources.previews.text(_text(data), given)
    path = Path(origin)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        what = f"This file cannot be read ({error.strerror})"
        raise SourceRefused(what, where=origin, advice="Check its name and permissions") from error
    return await sources.previews.file(path.name, data, given)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceRefused("This is not UTF-8 text", where="standard input", advice="Name the file instead") from error


def _metadata(given: dict[str, Any]) -> "Metadata":
    """What was given on the command line. Raises UsageError for what cannot be understood."""
    from index.metadata import stated

    metadata, problems = stated({name: value for name, value in given.items() if value is not None})
    if problems:
        raise click.UsageError(f"{problems[0].reason}. {problems[0].advice}")
    return metadata
