"""The audit trail as a card and as lines: who did what, when, and how it was before and after. Pure."""

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from bot.adapters.discord.cards.layout import Card, Text
from bot.adapters.discord.cards.sourcing import small
from bot.adapters.discord.moderating.cards.pages import listing_card, said
from bot.adapters.discord.phrases import Phrases
from bot.store import AuditEntry

_NAME = 40
_ACTION = 40
_DETAIL = 120
_MOST_DETAILS = 6
_MOST_PARTS = 4
#: What the line itself says already.
_TOLD = ("by", "from")


def trail_card(entries: Sequence[AuditEntry], page: int | None, *, key: str, phrases: Phrases) -> Card:
    """What was done, the latest first."""
    return listing_card(
        phrases.get("audit.title"),
        (Text("\n".join(lines(entry, phrases))) for entry in entries),
        phrases=phrases,
        verb="audit",
        key=key,
        page=page,
        empty=phrases.get("audit.empty"),
    )


def lines(entry: AuditEntry, phrases: Phrases) -> Iterator[str]:
    """One thing that was done, in a line; what is known about it in small print below."""
    yield trail_line(entry, phrases)
    details = [
        f"{said(name, phrases, limit=_NAME)}: {said(_words(value), phrases, limit=_DETAIL)}"
        for name, value in entry.details.items()
        if name not in _TOLD
    ]
    yield small(phrases.listed([phrases.moment(entry.at), *details[:_MOST_DETAILS]]))


def trail_line(entry: AuditEntry, phrases: Phrases) -> str:
    """Who did what: "**Amina** withdrew an article"."""
    stated = entry.details.get("by")
    who = said(str(stated), phrases, limit=_NAME) if stated else phrases.get("audit.somebody")
    return phrases.get("audit.line", who=who, action=action_words(entry.action, phrases))


def action_words(action: str, phrases: Phrases) -> str:
    """What was done in words; an action that has none yet is shown by its name."""
    key = f"action.{action}"
    return phrases.get(key) if key in phrases.fallback else said(action, phrases, limit=_ACTION)


def _words(value: JsonValue) -> str:
    """A value as people read it: "a, b and more" for lists, the names and values of an object."""
    if isinstance(value, list):
        told = [_words(each) for each in value[:_MOST_PARTS]]
        return ", ".join(told + (["…"] if len(value) > _MOST_PARTS else []))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(each)}" for name, each in list(value.items())[:_MOST_PARTS])
    if value is None:
        return "–"
    return {True: "+", False: "–"}[value] if isinstance(value, bool) else str(value)
