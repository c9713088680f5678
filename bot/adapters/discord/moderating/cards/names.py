"""Names that are taken for one: the table, and likely variants that nobody has decided on. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Card, Row, Text
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import listing_card, menu, said
from bot.adapters.discord.phrases import Phrases
from bot.moderation.variants import Suggestion
from index.aliases import AliasEntries, AliasGroup

_NAME = 100
_PROBLEM = 300
_MOST_NAMES = 12
_QUOTE = 160
_MOST_EXAMPLES = 2
_MOST_OPTIONS = 25


def aliases_card(entries: AliasEntries, page: int | None = None, *, phrases: Phrases) -> Card:
    """The alias table, with what in it could not be understood."""
    return listing_card(
        phrases.get("alias.title", count=len(entries.groups)),
        _blocks(entries, phrases),
        phrases=phrases,
        verb="aliases",
        page=page,
        empty=phrases.get("alias.empty"),
    )


def _blocks(entries: AliasEntries, phrases: Phrases) -> Iterator[Text]:
    for problem in entries.problems:
        yield Text(f"⚠ {said(f'{problem.reason}. {problem.advice}', phrases, limit=_PROBLEM)}")
    for group in entries.groups:
        yield Text("\n".join(_group(group, phrases)))


def _group(group: AliasGroup, phrases: Phrases) -> Iterator[str]:
    names = [said(name, phrases, limit=_NAME) for name in group.names[:_MOST_NAMES]]
    if len(group.names) > _MOST_NAMES:
        names.append(phrases.get("agreement.more", count=len(group.names) - _MOST_NAMES))
    yield f"**{phrases.listed(names)}**"
    yield small(phrases.get(f"alias.{group.kind}"))


def variants_card(found: Sequence[Suggestion], page: int | None = None, *, key: str, phrases: Phrases) -> Card:
    """Names that may be one, with a menu to take a pair for one."""

    def rows(_: int) -> list[Row]:
        return [Row(lambda: [_menu(found[:_MOST_OPTIONS], key, phrases)])] if found else []

    return listing_card(
        phrases.get("alias.variants", count=len(found)),
        (Text("\n".join(_variant(each, phrases))) for each in found),
        phrases=phrases,
        verb="variants",
        key=key,
        page=page,
        empty=phrases.get("alias.no_variants"),
        rows=rows,
    )


def _variant(pair: Suggestion, phrases: Phrases) -> Iterator[str]:
    one, other = said(pair.one, phrases, limit=_NAME), said(pair.other, phrases, limit=_NAME)
    yield f"**{one}** · **{other}**"
    counts = phrases.get("alias.counts", one=pair.one_in, other=pair.other_in)
    yield small(phrases.listed([phrases.get(f"alias.{pair.kind}"), counts]))
    for example in pair.examples[:_MOST_EXAMPLES]:
        yield f"> {said(example.quote, phrases, limit=_QUOTE)}"


def _menu(found: Sequence[Suggestion], key: str, phrases: Phrases) -> "discord.ui.Select[Any]":
    options = [
        discord.SelectOption(label=plain(f"{pair.one} · {pair.other}", limit=100) or "…", value=str(at))
        for at, pair in enumerate(found)
    ]
    return menu("variant", phrases.get("alias.choose"), options, key=key)
