"""What each command of moderators takes, and whom it is handed to. Refuses to do any of the work."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.adding import Adding
from bot.adapters.discord.moderating.auditing import DAYS, Auditing
from bot.adapters.discord.moderating.declaring import Command, Interaction, command, group
from bot.adapters.discord.moderating.front import Front
from bot.adapters.discord.moderating.indexing import Indexing
from bot.adapters.discord.moderating.sourcing import Sourcing

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts

_MOST_DAYS = 3650
_MOST_CHOICES = 25
_CHOICE = 100

Named = app_commands.Range[str, 1, 1000]
Words = app_commands.Range[str, 1, 300]
Days = app_commands.Range[int, 1, _MOST_DAYS]


def commands(front: Front, parts: "Parts") -> Iterator[Any]:
    """Every command of moderators, its buttons known to the front."""
    indexing = Indexing(parts)
    sourcing = Sourcing(parts, indexing)
    adding = Adding(parts, sourcing)
    auditing = Auditing(parts)
    front.add(indexing, sourcing, adding, auditing)
    yield _index(front, parts, indexing)
    yield group("source", _add(front, adding), *_source(front, sourcing), _correct(front, sourcing))
    yield _audit(front, auditing)


def _index(front: Front, parts: "Parts", indexing: Indexing) -> app_commands.Group:
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

    return group(
        "index",
        command("index.refresh", refresh),
        command("index.status", status),
        command("index.history", history),
        command("index.rollback", rollback, "generation", suggest={"generation": kept}),
        command("index.verify", verify),
    )


def _add(front: Front, adding: Adding) -> Command:
    async def add(
        interaction: Interaction,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, 2000] | None = None,
        title: Words | None = None,
        publisher: Words | None = None,
        published: Words | None = None,
        link: app_commands.Range[str, 1, 2000] | None = None,
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
        link: app_commands.Range[str, 1, 2000] | None = None,
    ) -> None:
        typed = {"title": title, "publisher": publisher, "published": published, "link": link}
        if any(typed.values()):
            await front.run(interaction, lambda visit: sourcing.correct(visit, article, typed))
        else:
            await front.ask(interaction, lambda visit: sourcing.correcting(visit, article))

    suggest = {"article": sourcing.suggest}
    return command("source.correct", correct, "article", "title", "publisher", "published", "link", suggest=suggest)


def _audit(front: Front, auditing: Auditing) -> Command:
    async def audit(interaction: Interaction, days: Days = DAYS) -> None:
        await front.run(interaction, lambda visit: auditing.show(visit, days))

    return command("audit", audit, "days")


def shortened(text: str) -> str:
    """A text as Discord takes it among suggestions."""
    return plain(text, limit=_CHOICE) or "…"
