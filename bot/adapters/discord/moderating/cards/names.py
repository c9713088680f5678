"""Names that are taken for one: the table, and likely variants that nobody has decided on. Pure."""

from collections.abc import Iterator

from bot.adapters.discord.cards.layout import Card, Text
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.moderating.cards.pages import listing_card, said
from bot.adapters.discord.phrases import Phrases
from index.aliases import AliasEntries, AliasGroup

_NAME = 100
_PROBLEM = 300
_MOST_NAMES = 12


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
