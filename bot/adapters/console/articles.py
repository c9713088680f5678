"""Lay out articles as moderators see them: before they are kept, in a list, one by one, and what became of them.

Everything in them is untrusted and made harmless. Refuses to decide anything.
"""

from collections.abc import Iterator
from datetime import datetime

from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.screen import Row
from bot.moderation.sourcing.models import Changed, Duplicate, Page, Preview, Source
from bot.store.received import Received
from bot.text import harmless

#: Parts that were set aside and are shown, and how much of each.
_MOST_ASIDES = 8
_ASIDE = 100
_DATED = {"given": "", "stated": "", "found": " (found in the page, not stated: please check)"}
_LIKE = {
    "same file": "This very article was added before",
    "same text": "It has the same text as",
    "same address": "It has the same address as",
    "near copy": "Most of its sentences stand in",
}
_ORIGINS = {"file": "a file", "url": "a page", "text": "pasted text", "feed": "a feed"}


def preview_rows(preview: Preview) -> Iterator[Row]:
    """What was extracted, what was set aside, what it repeats."""
    yield Row(Text(harmless(preview.title or "(no title)"), style="bold"))
    published = f"{day(preview.published)}{_DATED[preview.dated or 'given']}" if preview.published else "not stated"
    facts = {
        "publisher": preview.publisher or "not stated",
        "published": published,
        "address": preview.url or "not stated",
        "received": f"{preview.size:,} bytes of {preview.media_type}, sha256 {preview.sha256}",
        "sentences": f"{preview.sentences:,}",
    }
    yield from _facts(facts)
    yield Row(Text(harmless(preview.excerpt)), apart=True, indent=True)
    yield from _aside_rows(preview)
    for problem in preview.problems:
        yield Row(Text(harmless(problem), style="yellow"), apart=True)
    for duplicate in preview.duplicates:
        yield Row(Text(duplicate_words(duplicate), style="yellow"), apart=True)


def duplicate_words(duplicate: Duplicate) -> str:
    """Which article is repeated, and how much of it."""
    title = f" (“{duplicate.title}”)" if duplicate.title else ""
    share = f", {duplicate.share:.0%} of them" if duplicate.likeness == "near copy" else ""
    return harmless(f"{_LIKE[duplicate.likeness]}: {duplicate.source}{title}{share}.")


def page_rows(page: Page) -> Iterator[Row]:
    """One page of the articles."""
    for number, source in enumerate(page.sources):
        yield Row(Text(harmless(source.title or "(no title)"), style="bold"), apart=number > 0)
        yield Row(Text(harmless(_about(source))), indent=True)
        yield Row(Text(harmless(f"{source.source} · {_standing(source)}")), indent=True)
    articles = f"{page.total:,} article{'' if page.total == 1 else 's'}"
    yield Row(Text(f"{articles}; page {page.page} of {page.pages}.", style="dim"), apart=bool(page.sources))


def source_rows(source: Source) -> Iterator[Row]:
    """One article with where it came from."""
    yield Row(Text(harmless(source.title or "(no title)"), style="bold"))
    facts = {
        "source": source.source,
        "standing": _standing(source),
        "publisher": source.publisher or "not stated",
        "published": day(source.published) if source.published else "not stated",
        "address": source.url or "not stated",
        "language": source.language or "not stated",
    }
    yield from _facts(facts | _came(source.received))
    if source.excerpt:
        yield Row(Text(harmless(source.excerpt)), apart=True, indent=True)


def changed_rows(done: str, changed: Changed) -> Iterator[Row]:
    """What was done to an article, and whether the index answers with it."""
    yield Row(Text(harmless(f"{done}: {changed.source}."), style="bold"))
    if changed.notice:
        yield Row(Text(harmless(changed.notice), style="yellow"))
    if changed.outcome is not None and changed.outcome.held:
        yield Row(Text("The refresh is held until a moderator confirms it:", style="yellow"))
        yield from (Row(Text(harmless(reason)), indent=True) for reason in changed.outcome.held)
    elif changed.outcome is not None:
        report = changed.outcome.report
        words = f"Refreshed: {report.sentences_after:,} sentences answer (before: {report.sentences_before:,})."
        yield Row(Text(words))


def moment(at: datetime) -> str:
    """A moment as people read it."""
    return f"{day(at)} {at:%H:%M} UTC"


def _facts(facts: dict[str, str]) -> Iterator[Row]:
    width = max(map(len, facts))
    for name, value in facts.items():
        yield Row(Text.assemble((f"{name:<{width}}  ", "cyan"), harmless(value)))


def _aside_rows(preview: Preview) -> Iterator[Row]:
    for name, parts in (("headings", preview.headings), ("page furniture", preview.furniture)):
        if parts:
            yield Row(Text(f"Set aside as {name}, never quoted:", style="dim"), apart=True)
            for part in parts[:_MOST_ASIDES]:
                short = part if len(part) <= _ASIDE else f"{part[:_ASIDE]} …"
                yield Row(Text(harmless(short), style="dim"), indent=True)
            if len(parts) > _MOST_ASIDES:
                yield Row(Text(f"and {len(parts) - _MOST_ASIDES} more", style="dim"), indent=True)


def _about(source: Source) -> str:
    known = [source.publisher, source.published and day(source.published), source.url]
    return " · ".join(part for part in known if part) or "publisher and date not stated"


def _standing(source: Source) -> str:
    count = f", {source.sentences:,} sentence{'' if source.sentences == 1 else 's'}" if source.sentences else ""
    why = f": {source.why}" if source.why else ""
    return f"{source.standing}{count}{why}"


def _came(received: Received | None) -> dict[str, str]:
    """Where an article came from, as far as anybody wrote it down."""
    if received is None:
        return {"received": "not known: it was put into the folder by hand"}
    at = received.address if received.address and received.address != received.place else None
    where = " → ".join(part for part in (received.place, at) if part)
    return {
        "received": f"{moment(received.received_at)} by {received.by_name} ({received.by_kind})",
        "from": f"{_ORIGINS[received.origin]}{': ' + where if where else ''}",
        "bytes": f"{received.size:,}, sha256 {received.sha256}",
    }
