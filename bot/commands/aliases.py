"""Commands for the alias table: see it, take names for one, take them apart, see which may be one."""

import json
from typing import TYPE_CHECKING

import click

from bot.commands import failing
from bot.commands.moderating import with_store
from bot.commands.running import Run, common_options, no_refresh
from bot.text import harmless, one_line

if TYPE_CHECKING:
    from bot.store import Store
    from index.aliases import AliasGroup


@click.group()
@common_options
def alias() -> None:
    """Take names for one and the same: in what is searched for, found and counted."""


@alias.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each entry.")
@common_options
@click.pass_context
def show(ctx: click.Context, as_json: bool) -> int:
    """Show which names are one; exit status 3 if something in the file cannot be understood."""
    from bot.adapters.console.aliases import table_rows

    run = Run.of(ctx)
    table = run.service.aliases
    entries = table.entries()
    if as_json:
        for group in entries.groups:
            run.write(one_line(json.dumps({"kind": group.kind, "names": group.names, "line": group.line})))
        for problem in entries.problems:
            click.echo(f"onrecord: {harmless(f'{table.path}, {problem.reason}. {problem.advice}')}", err=True)
    else:
        run.screen.show(table_rows(entries, table.path))
    return failing.FAULT if entries.problems else failing.ANSWERED


@alias.command()
@click.argument("one")
@click.argument("other")
@click.option("--spelling", "kind", flag_value="spellings", help="Ways to write one name; also inside longer names.")
@click.option("--equivalent", "kind", flag_value="equivalents", help="Other names for the same; as whole names only.")
@common_options
@click.pass_context
def add(ctx: click.Context, one: str, other: str, kind: str | None) -> None:
    """Take the names ONE and OTHER for one, from the next question on."""
    from bot.adapters.console.aliases import entry
    from bot.adapters.console.screen import Row

    run = Run.of(ctx)

    async def work(store: "Store") -> "AliasGroup":
        from bot.moderation.actors import at_the_console
        from bot.moderation.aliases import Aliases
        from index.aliases import KINDS

        chosen = next((each for each in KINDS if each == kind), None)
        return await Aliases(run.service, store).add(one, other, at_the_console(), kind=chosen)

    run.screen.show([Row(entry(with_store(run, work)))])


@alias.command()
@click.argument("name")
@common_options
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Take NAME out of its entry; an entry of one name goes."""
    from bot.adapters.console.aliases import entry
    from bot.adapters.console.screen import Row

    run = Run.of(ctx)

    async def work(store: "Store") -> "AliasGroup | None":
        from bot.moderation.actors import at_the_console
        from bot.moderation.aliases import Aliases

        return await Aliases(run.service, store).remove(name, at_the_console())

    left = with_store(run, work)
    if left is None:
        run.screen.say(f"{harmless(name)} stands for itself again.")
    else:
        run.screen.show([Row(entry(left))])


@alias.command()
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each pair.")
@no_refresh
@common_options
@click.pass_context
def suggest(ctx: click.Context, as_json: bool) -> None:
    """Show names in the articles that may be one and are not in the table, each with a sentence."""
    from bot.adapters.console.aliases import suggestion_rows
    from bot.answering.aliases import AliasTable
    from bot.moderation.variants import suggestions

    run = Run.of(ctx)
    service = run.opened
    found = suggestions(service.generation, AliasTable(service.aliases.in_force().groups))
    if as_json:
        for each in found:
            run.write(one_line(json.dumps(each.model_dump(mode="json"))))
    else:
        run.screen.show(suggestion_rows(found))
