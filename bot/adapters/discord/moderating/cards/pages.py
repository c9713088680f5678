"""A card of many entries, laid out on pages; and small pieces that moderators' cards have in common. Pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.layout import Block, Card, Linked, Row, Rule, Text, Tone
from bot.adapters.discord.cards.paging import chosen, page_words, paged
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import ELLIPSIS, plain, shown
from bot.adapters.discord.moderating.ids import NO_KEY, SURE, button, custom_id
from bot.adapters.discord.phrases import Phrases

Buttons = Callable[[], "list[discord.ui.Item[Any]]"]

#: Pages are numbered from two in ids, for 1 means "sure" there.
FIRST = 2


def said(text: str | None, phrases: Phrases, *, limit: int) -> str:
    """Somebody else's words, harmless and set apart; nothing where there are none, an ellipsis where none is seen."""
    return phrases.isolated(shown(text, limit=limit) or ELLIPSIS) if text else ""


def listing_card(
    title: str,
    blocks: Iterable[Text | Linked | Rule],
    *,
    phrases: Phrases,
    verb: str,
    key: str = NO_KEY,
    page: int | None = None,
    empty: str = "",
    notes: Sequence[str] = (),
    foot: Sequence[str] = (),
    rows: Callable[[int], Sequence[Row]] | None = None,
    tone: Tone = Tone.NOTICE,
) -> Card:
    """One page of entries; ``verb`` turns the pages, ``rows`` makes the controls that a page has beside."""
    pages = paged(blocks)
    at = chosen((page or FIRST) - FIRST, len(pages))
    small_print = [*notes, page_words(at, len(pages), phrases)]
    head = "\n".join([f"### {title}", *(small(note) for note in small_print if note)])
    filled = pages[at] or ((Text(empty),) if empty else ())
    body: list[Block] = [Text(head), *([Rule()] if pages[at] else []), *filled]
    if foot:
        body += [Rule(), Text("\n".join(small(line) for line in foot))]
    controls = list(rows(at)) if rows else []
    return Card((*body, *controls, *turning(verb, key, at, len(pages), phrases)), tone)


def turning(verb: str, key: str, page: int, pages: int, phrases: Phrases) -> list[Row]:
    """A row with the buttons to the pages before and after, where there are any."""
    steps = [(page - 1, "button.previous"), (page + 1, "button.next")]
    there = [(to, label) for to, label in steps if 0 <= to < pages]
    if not there:
        return []
    return [Row(lambda: [button(verb, phrases, key, to + FIRST, label=phrases.get(label)) for to, label in there])]


def sure_card(words: str, verb: str, key: str, *, phrases: Phrases, label: str, back: Buttons | None = None) -> Card:
    """Ask once more before a step that takes something away."""

    def row() -> list[discord.ui.Item[Any]]:
        yes = button(verb, phrases, key, SURE, label=label, style=discord.ButtonStyle.danger)
        return [yes, *(back() if back else [button("never_mind", phrases)])]

    return Card((Text(words), Row(row)), Tone.DIFFERING)


def menu(
    verb: str, placeholder: str, options: Sequence[discord.SelectOption], *, key: str = NO_KEY
) -> "discord.ui.Select[Any]":
    """A menu of which one is chosen; the caller has at least one option and at most 25."""
    return discord.ui.Select(
        custom_id=custom_id(verb, key), placeholder=plain(placeholder, limit=150), options=list(options)
    )
