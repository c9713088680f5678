"""Answers that the articles no longer bear out, the card that takes an old one's place, the tools of an answer. Pure.

A superseded card repeats nothing of what it said: that may be what was withdrawn.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.adapters.discord.cards.items import item
from bot.adapters.discord.cards.layout import Block, Card, Linked, Row, Text, Tone
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.escaping import plain
from bot.adapters.discord.moderating.cards.pages import listing_card, menu, said
from bot.adapters.discord.moderating.ids import button, digest
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer
from bot.moderation.corrections import Change, Correction
from bot.store import Shown, StoredAnswer, Votes

_QUESTION = 150
_TITLE = 80
_QUOTE = 160
_ANSWER = 120
_MOST_CHANGES = 3
_MOST_LINKS = 2
_MOST_OPTIONS = 25


def message_url(guild_id: int | None, shown: Shown) -> str:
    """Where a message stands, for people: a link into Discord."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{shown.channel_id}/{shown.message_id}"


def affected_card(corrections: Sequence[Correction], page: int | None = None, *, key: str, phrases: Phrases) -> Card:
    """The answers that ought to be marked, with one button that marks them all."""

    def rows(_: int) -> list[Row]:
        label = phrases.get("corrections.mark", count=len(corrections))
        mark = button("supersede", phrases, key, label=label, style=discord.ButtonStyle.primary)
        return [Row(lambda: [mark])] if corrections else []

    return listing_card(
        phrases.get("corrections.title", count=len(corrections)),
        (Text("\n".join(_correction(each, phrases))) for each in corrections),
        phrases=phrases,
        verb="affected_page",
        key=key,
        page=page,
        empty=phrases.get("corrections.none"),
        notes=[phrases.get("corrections.note")] if corrections else [],
        rows=rows,
        tone=Tone.DIFFERING if corrections else Tone.ANSWER,
    )


def _correction(correction: Correction, phrases: Phrases) -> Iterator[str]:
    yield f"**{said(correction.question, phrases, limit=_QUESTION)}**"
    then, now = (_given(answer, phrases) for answer in (correction.then, correction.now))
    yield phrases.get("report.from_to", before=then, after=now)
    urls = [message_url(correction.guild_id, shown) for shown in correction.messages[:_MOST_LINKS]]
    links = [f"[{phrases.get('corrections.card')}]({url})" for url in urls]
    yield small(phrases.listed([phrases.moment(correction.asked_at), *links]))
    for change in correction.changes[:_MOST_CHANGES]:
        yield f"- {_change(change, phrases)}"


def _change(change: Change, phrases: Phrases) -> str:
    title = said(change.title or change.source, phrases, limit=_TITLE)
    values = phrases.listed([said(value, phrases, limit=_TITLE) for value in change.values[:4]])
    quote = said(change.quote, phrases, limit=_QUOTE)
    return phrases.get(f"corrections.{change.kind}", title=title, quote=quote, values=values)


def _given(answer: Answer, phrases: Phrases) -> str:
    if answer.status == "declined":
        return phrases.get("report.golden.declined")
    first = answer.citations[0].quote if answer.citations else ""
    return said(answer.short_answer or first, phrases, limit=_ANSWER)


def superseded_card(question: str, url: str | None, new_key: str, *, phrases: Phrases) -> Card:
    """What stands where an answer stood that the sources no longer bear out."""
    words = f"### {phrases.get('superseded.title')}\n{small(said(question, phrases, limit=_QUESTION))}"
    if url is not None:
        return Card((Linked(words, url, phrases.get("superseded.link")),), Tone.DECLINE)

    def row() -> list[discord.ui.Item[Any]]:
        return [item("now", new_key, None, phrases)]

    return Card((Text(words), Row(row)), Tone.DECLINE)


def tools_card(stored: StoredAnswer, votes: Votes, *, phrases: Phrases) -> Card:
    """What a moderator can do about an answer: make it golden, answer anew, look at the articles it quotes."""
    head = [f"### {phrases.get('tools.title')}", said(stored.question.text, phrases, limit=_QUESTION)]
    counts = phrases.get("tools.votes", up=votes.up, down=votes.down)
    head.append(
        small(phrases.listed([phrases.get("answer.id", id=stored.key), phrases.moment(stored.asked_at), counts]))
    )
    blocks: list[Block] = [Text("\n".join(head))]
    cited = {each.source: each.title or each.source for each in (*stored.answer.citations, *stored.answer.nearest)}
    if cited:
        blocks.append(Row(lambda: [_sources(cited, phrases)]))

    def row() -> list[discord.ui.Item[Any]]:
        anew = [button("renew", phrases, stored.key)] if stored.answer.status == "answered" else []
        return [button("golden_add", phrases, stored.key), *anew]

    return Card((*blocks, Row(row)), Tone.NOTICE)


def _sources(cited: dict[str, str], phrases: Phrases) -> "discord.ui.Select[Any]":
    options = [
        discord.SelectOption(
            label=plain(title, limit=100) or "…", value=digest(source), description=plain(source, limit=100) or None
        )
        for source, title in list(cited.items())[:_MOST_OPTIONS]
    ]
    return menu("article", phrases.get("tools.sources"), options)
