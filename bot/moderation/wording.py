"""An entry of the audit trail in words: who did it, from where, to what, how that was before and after.

For the console and the report; Discord has phrases of its own. What comes out holds untrusted words, to be made
harmless where they are shown.
"""

from collections.abc import Iterator

from pydantic import JsonValue

from bot.moderation.trail import AuditRow

_ORIGINS = {"discord": "Discord", "console": "the console"}


def who(row: AuditRow) -> str:
    """Who did it and from where: "Amina, from Discord (server 42)"."""
    place = f", from {_ORIGINS.get(row.origin, row.origin)}" if row.origin else ""
    return f"{row.by}{place}{f' (server {row.guild_id})' if row.guild_id else ''}"


def told(row: AuditRow) -> Iterator[tuple[str, str]]:
    """What it was done to, then how that was before and after, each with its name; figures with both in one."""
    for name, value in row.details.items():
        plain = name.removesuffix("_after")
        if name.endswith("_before") and f"{name.removesuffix('_before')}_after" in row.details:
            continue
        if plain != name and (before := row.details.get(f"{plain}_before")) is not None:
            yield plain.replace("_", " "), words(value) if before == value else f"{words(before)} → {words(value)}"
        else:
            yield name.replace("_", " "), words(value)
    if row.before is not None:
        yield "before", words(row.before)
    if row.after is not None:
        yield "after", words(row.after)


def words(value: JsonValue) -> str:
    """A value as people read it: {"right": true, "left": ["a", "b"]} → "right: yes, left: a; b"."""
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{name}: {words(each)}" for name, each in value.items() if each not in (None, "", [], {}))
        case list():
            return "; ".join(map(words, value))
        case None:
            return "none"
        case _:
            return str(value)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; one that was cut says so."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
