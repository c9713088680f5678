"""What each command of moderators takes, and whom it is handed to. Refuses to do any of the work."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.adapters.discord.moderating.adding import Adding
from bot.adapters.discord.moderating.auditing import DAYS, Auditing
from bot.adapters.discord.moderating.correcting import Correcting
from bot.adapters.discord.moderating.declaring import Command, Interaction, command, group
from bot.adapters.discord.moderating.feeding import Following
from bot.adapters.discord.moderating.front import Front
from bot.adapters.discord.moderating.gapping import Gapping
from bot.adapters.discord.moderating.gilding import Gilding
from bot.adapters.discord.moderating.indexing import Indexing
from bot.adapters.discord.moderating.marking import Marker
from bot.adapters.discord.moderating.naming import Naming
from bot.adapters.discord.moderating.reporting import Reporting
from bot.adapters.discord.moderating.sourcing import Sourcing
from bot.adapters.discord.phrases.commands import command_words

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_MOST_DAYS = 3650
_MOST_CHOICES = 25

Named = app_commands.Range[str, 1, 1000]
Words = app_commands.Range[str, 1, 300]
Name = app_commands.Range[str, 1, 100]
Address = app_commands.Range[str, 1, 2000]
Days = app_commands.Range[int, 1, _MOST_DAYS]


def commands(front: Front, parts: "Parts", marker: Marker) -> Iterator[Any]:
    """Every command of moderators, its buttons known to the front."""
    indexing = Indexing(parts)
    sourcing = Sourcing(parts, indexing)
    adding = Adding(parts, sourcing)
    auditing = Auditing(parts)
    following = Following(parts, sourcing)
    naming = Naming(parts)
    gilding = Gilding(parts, sourcing)
    gapping = Gapping(parts, sourcing)
    correcting = Correcting(parts, marker)
    front.add(indexing, sourcing, adding, auditing, following, naming, gilding, gapping, correcting)
    yield group("index", *_index(front, parts, indexing), _corrections(front, correcting))
    yield group("source", _add(front, adding), *_source(front, sourcing), _correct(front, sourcing))
    yield group("feed", *_feed(front, following))
    yield group("alias", *_alias(front, naming))
    yield group("golden", *_golden(front, gilding, sourcing))
    yield _gaps(front, gapping)
    yield _report(front, Reporting(parts))
    yield _audit(front, auditing)
    yield _tools(front, correcting)


def _index(front: Front, parts: "Parts", indexing: Indexing) -> Iterator[Command]:
    async def refresh(interaction: Interaction) -> None:
        await front.run(interaction, indexing.refresh)

    async def status(interaction: Interaction) -> None:
        await front.run(interaction, indexing.status)

    async def history(interaction: Interaction) -> None:
        await front.run(interaction, indexing.history)

    async def rollback(interaction: Interaction, generation: Named) -> None:
        await front.run(interaction, lambda visit: indexing.rollback(visit, generation.strip()))

    async def verify(interaction: Interaction) -> None:
        await front.run(interaction, indexing.verify)

    async def kept(so_far: str) -> list[tuple[str, str]]:
        found = await asyncio.to_thread(parts.moderation.refreshes.history)
        others = [each for each in found if each.whole and not each.current and so_far in each.name]
        labels = [(f"{each.name} · {each.built_at:%Y-%m-%d %H:%M} UTC", each.name) for each in others if each.built_at]
        return labels[:_MOST_CHOICES]

    yield command("index.refresh", refresh)
    yield command("index.status", status)
    yield command("index.history", history)
    yield command("index.rollback", rollback, "generation", suggest={"generation": kept})
    yield command("index.verify", verify)


def _corrections(front: Front, correcting: Correcting) -> Command:
    async def corrections(interaction: Interaction) -> None:
        await front.run(interaction, correcting.affected)

    return command("index.corrections", corrections)


def _add(front: Front, adding: Adding) -> Command:
    async def add(
        interaction: Interaction,
        file: discord.Attachment | None = None,
        url: Address | None = None,
        title: Words | None = None,
        publisher: Words | None = None,
        published: Words | None = None,
        link: Address | None = None,
    ) -> None:
        typed = {"title": title, "publisher": publisher, "published": published, "link": link}
        if file is not None:
            await front.run(interaction, lambda visit: adding.add_file(visit, file, typed))
        elif url is not None:
            await front.run(interaction, lambda visit: adding.add_page(visit, url, typed))
        else:
            await front.ask(interaction, lambda visit: adding.paste(visit, typed))

    return command("source.add", add, "file", "url", "title", "publisher", "published", "link")


def _source(front: Front, sourcing: Sourcing) -> Iterator[Command]:
    async def list(interaction: Interaction, filter: Words | None = None) -> None:
        await front.run(interaction, lambda visit: sourcing.listed(visit, filter or ""))

    async def show(interaction: Interaction, article: Named) -> None:
        await front.run(interaction, lambda visit: sourcing.show(visit, article))

    async def withdraw(interaction: Interaction, article: Named) -> None:
        await front.run(interaction, lambda visit: sourcing.withdraw(visit, article))

    async def restore(interaction: Interaction, article: Named) -> None:
        await front.run(interaction, lambda visit: sourcing.restore(visit, article))

    async def purge(interaction: Interaction, article: Named) -> None:
        await front.run(interaction, lambda visit: sourcing.purge(visit, article))

    suggest = {"article": sourcing.suggest}
    yield command("source.list", list, "filter")
    for callback in (show, withdraw, restore, purge):
        yield command(f"source.{callback.__name__}", callback, "article", suggest=suggest)


def _correct(front: Front, sourcing: Sourcing) -> Command:
    async def correct(
        interaction: Interaction,
        article: Named,
        title: Words | None = None,
        publisher: Words | None = None,
        published: Words | None = None,
        link: Address | None = None,
    ) -> None:
        typed = {"title": title, "publisher": publisher, "published": published, "link": link}
        if any(typed.values()):
            await front.run(interaction, lambda visit: sourcing.correct(visit, article, typed))
        else:
            await front.ask(interaction, lambda visit: sourcing.correcting(visit, article))

    suggest = {"article": sourcing.suggest}
    return command("source.correct", correct, "article", "title", "publisher", "published", "link", suggest=suggest)


def _feed(front: Front, following: Following) -> Iterator[Command]:
    async def add(interaction: Interaction, url: Address, automatic: bool = False) -> None:
        await front.run(interaction, lambda visit: following.add(visit, url, automatic))

    async def list(interaction: Interaction) -> None:
        await front.run(interaction, following.listed)

    async def remove(interaction: Interaction, feed: Address) -> None:
        await front.run(interaction, lambda visit: following.remove(visit, feed))

    async def poll(interaction: Interaction) -> None:
        await front.run(interaction, following.poll)

    async def waiting(interaction: Interaction) -> None:
        await front.run(interaction, following.waiting)

    yield command("feed.add", add, "url", "automatic")
    yield command("feed.list", list)
    yield command("feed.remove", remove, "feed", suggest={"feed": following.suggest})
    yield command("feed.poll", poll)
    yield command("feed.waiting", waiting)


def _alias(front: Front, naming: Naming) -> Iterator[Command]:
    async def add(interaction: Interaction, name: Name, other: Name) -> None:
        await front.run(interaction, lambda visit: naming.add(visit, name, other))

    async def remove(interaction: Interaction, name: Name) -> None:
        await front.run(interaction, lambda visit: naming.remove(visit, name))

    async def list(interaction: Interaction) -> None:
        await front.run(interaction, naming.listed)

    async def suggest(interaction: Interaction) -> None:
        await front.run(interaction, naming.variants)

    yield command("alias.add", add, "name", "other")
    yield command("alias.suggest", suggest)
    yield command("alias.remove", remove, "name", suggest={"name": naming.suggest})
    yield command("alias.list", list)


def _golden(front: Front, gilding: Gilding, sourcing: Sourcing) -> Iterator[Command]:
    async def add(
        interaction: Interaction,
        question: Words,
        article: Named | None = None,
        contains: Words | None = None,
        answer: Words | None = None,
    ) -> None:
        await front.run(interaction, lambda visit: gilding.add(visit, question, article, contains, answer))

    async def list(interaction: Interaction) -> None:
        await front.run(interaction, gilding.listed)

    async def remove(interaction: Interaction, question: Named) -> None:
        await front.run(interaction, lambda visit: gilding.remove(visit, question))

    suggest = {"article": sourcing.suggest}
    yield command("golden.add", add, "question", "article", "contains", "answer", suggest=suggest)
    yield command("golden.list", list)
    yield command("golden.remove", remove, "question", suggest={"question": gilding.suggest})


def _gaps(front: Front, gapping: Gapping) -> Command:
    async def gaps(interaction: Interaction, days: Days = DAYS) -> None:
        await front.run(interaction, lambda visit: gapping.show(visit, days))

    return command("gaps", gaps, "days")


def _report(front: Front, reporting: Reporting) -> Command:
    async def report(interaction: Interaction, days: Days = DAYS) -> None:
        await front.run(interaction, lambda visit: reporting.report(visit, days))

    return command("report", report, "days")


def _tools(front: Front, correcting: Correcting) -> app_commands.ContextMenu:
    async def tools(interaction: Interaction, message: discord.Message) -> None:
        await front.run(interaction, lambda visit: correcting.tools(visit, message))

    return app_commands.ContextMenu(name=command_words("command.tools.name"), callback=tools)


def _audit(front: Front, auditing: Auditing) -> Command:
    async def audit(interaction: Interaction, days: Days = DAYS) -> None:
        await front.run(interaction, lambda visit: auditing.show(visit, days))

    return command("audit", audit, "days")
