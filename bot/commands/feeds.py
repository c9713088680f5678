"""Commands for feeds: take one up, list and remove them, ask them, decide on what they announce."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from bot.commands import failing
from bot.commands.moderating import with_store
from bot.commands.running import Run, common_options
from bot.commands.sources import sources_over, sure, told
from bot.text import harmless, whole

if TYPE_CHECKING:
    from bot.moderation.sourcing import Feeds
    from bot.store import Store

Result = TypeVar("Result")


@click.group()
@common_options
def feed() -> None:
    """Follow RSS and Atom feeds; what they announce waits for approval, or is taken in."""


@feed.command()
@click.argument("url")
@click.option("--automatic", is_flag=True, help="Take new items in without approval.")
@common_options
@click.pass_context
def add(ctx: click.Context, url: str, automatic: bool) -> int:
    """Follow the feed at a URL."""
    from bot.adapters.console.feeds import feed_rows
    from bot.moderation.actors import at_the_console

    run = Run.of(ctx)
    added = _with(run, lambda feeds: feeds.add(whole(url), at_the_console(), automatic))
    run.screen.show(feed_rows([added]))
    return failing.ANSWERED


@feed.command("list")
@common_options
@click.pass_context
def listed(ctx: click.Context) -> int:
    """List the feeds: how each did, when it is asked next, what waits of it."""
    from bot.adapters.console.feeds import feed_rows

    run = Run.of(ctx)
    run.screen.show(feed_rows(_with(run, lambda feeds: feeds.list())))
    return failing.ANSWERED


@feed.command()
@click.argument("number", type=int)
@common_options
@click.pass_context
def remove(ctx: click.Context, number: int) -> int:
    """Follow a feed no more, by its NUMBER; articles from it stay."""
    from bot.moderation.actors import at_the_console

    run = Run.of(ctx)
    gone = _with(run, lambda feeds: feeds.remove(number, at_the_console()))
    run.screen.say(harmless(f"Followed no more: {gone.url}"))
    return failing.ANSWERED


@feed.command()
@click.option("--all", "everything", is_flag=True, help="Ask every feed, also those whose time has not come.")
@common_options
@click.pass_context
def poll(ctx: click.Context, everything: bool) -> int:
    """Ask the feeds whose time has come; exit status 3 if one of them failed."""
    from bot.adapters.console.feeds import polled_rows

    run = Run.of(ctx)
    polled = _with(run, lambda feeds: feeds.poll(everything=everything))
    run.screen.show(polled_rows(polled))
    return failing.FAULT if any(each.problem for each in polled) else failing.ANSWERED


@feed.command()
@common_options
@click.pass_context
def waiting(ctx: click.Context) -> int:
    """List what the feeds announced and nobody has decided on."""
    from bot.adapters.console.feeds import item_rows

    run = Run.of(ctx)
    run.screen.show(item_rows(_with(run, lambda feeds: feeds.waiting())))
    return failing.ANSWERED


@feed.command()
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@common_options
@click.pass_context
def approve(ctx: click.Context, number: int, yes: bool) -> int:
    """Look at an item by its NUMBER, then take it in."""
    from bot.adapters.console.articles import preview_rows
    from bot.moderation.actors import at_the_console

    run = Run.of(ctx)

    async def work(feeds: "Feeds") -> int:
        run.screen.show(preview_rows(await feeds.preview(number)))
        if not sure("Keep it?", yes=yes):
            click.echo("Nothing was kept; it waits on.", err=True)
            return failing.DECLINED
        return told(run, "Kept", await feeds.approve(number, at_the_console()))

    return _with(run, work)


@feed.command()
@click.argument("number", type=int)
@common_options
@click.pass_context
def reject(ctx: click.Context, number: int) -> int:
    """Leave an item out for good, by its NUMBER."""
    from bot.moderation.actors import at_the_console

    run = Run.of(ctx)
    item = _with(run, lambda feeds: feeds.reject(number, at_the_console()))
    run.screen.say(harmless(f"Rejected: {item.link}"))
    return failing.ANSWERED


def _with(run: Run, work: "Callable[[Feeds], Awaitable[Result]]") -> Result:
    async def over(store: "Store") -> Result:
        from bot.moderation.sourcing import Feeds

        return await work(Feeds(store, sources_over(run, store), run.settings))

    return with_store(run, over)
