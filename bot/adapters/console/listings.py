"""Lay out what the service reports: articles, what was set aside, which index is in use. Pure: values in, rows out."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from bot.adapters.console.answers import day
from bot.adapters.console.screen import Row
from bot.reports import Article, Aside, Explanation, Listing, Status, Weighed
from bot.text import harmless
from index.models import Duplicate, Fault

_CHANGED = "The articles have changed since, or are away; the next question reads them anew."


def source_rows(listing: Listing) -> Iterator[Row]:
    """The articles, then what was skipped and why."""
    for number, article in enumerate(listing.articles, 1):
        yield Row(Text(harmless(article.title or "(no title)"), style="bold"), label=str(number), apart=number > 1)
        yield Row(Text(_about(article)), indent=True)
        yield Row(Text(harmless(article.source) + _count(article)), indent=True)
    yield from skipped_rows(listing.faults, listing.duplicates)
    yield Row(Text(f"{_articles(len(listing.articles))} in generation {listing.generation}.", style="dim"), apart=True)


def furniture_rows(listing: Listing) -> Iterator[Row]:
    """What was set aside in each article, with the line it stands on."""
    for article in listing.articles:
        yield Row(Text(harmless(article.source), style="bold"), apart=article is not listing.articles[0])
        if not article.aside:
            yield Row(Text("nothing set aside", style="dim"), indent=True)
        for aside in article.aside:
            yield Row(_set_aside(aside), indent=True)


def skipped_rows(faults: Iterable[Fault], duplicates: Iterable[Duplicate]) -> Iterator[Row]:
    """What was left out of the index, and what to do about it."""
    for number, fault in enumerate(faults):
        yield Row(Text(fault_line(fault), style="yellow"), apart=number == 0)
    for number, duplicate in enumerate(duplicates):
        yield Row(Text(duplicate_line(duplicate)), apart=number == 0)


def fault_line(fault: Fault) -> str:
    """One fault in one line: what, why, and the next step."""
    line = f"{fault.source} {fault.reason}. {fault.advice}"
    return harmless(line if line.endswith(".") else f"{line}.")


def duplicate_line(duplicate: Duplicate) -> str:
    """One duplicate in one line."""
    return harmless(f"{duplicate.source} has the same text as {duplicate.kept}; it is counted once.")


def status_rows(status: Status) -> Iterator[Row]:
    """The index in use, one fact a row."""
    figures = status.statistics
    state = "The articles are as they were indexed." if status.current else _CHANGED
    facts = {
        "generation": status.generation,
        "built": f"{day(status.built_at)} {status.built_at:%H:%M} UTC",
        "corpus": status.corpus,
        "state": state,
        "data": status.data,
        "articles": str(figures.documents),
        "newest": day(status.newest) if status.newest else "no article states its date",
        "sentences": f"{figures.sentences:,} in {figures.passages:,} passage{'' if figures.passages == 1 else 's'}",
        "terms": f"{figures.terms:,}",
        "earlier": ", ".join(status.earlier) or "none",
    }
    width = max(map(len, facts))
    for name, value in facts.items():
        yield Row(Text.assemble((f"{name:<{width}}  ", "cyan"), harmless(value)))
    yield from skipped_rows(status.faults, status.duplicates)


def verification_rows(faults: Sequence[Fault], status: Status) -> Iterator[Row]:
    """What a check of the index found."""
    for fault in faults:
        yield Row(Text(fault_line(fault), style="yellow"))
    checked = f"{_sentences(status.statistics.sentences)} of {_articles(status.statistics.documents)}"
    found = f"{len(faults):,} fault{'' if len(faults) == 1 else 's'} found"
    verdict = found if faults else "every one stands word for word in its article"
    yield Row(Text(f"Generation {status.generation}: {checked} checked, {verdict}."))
    if not status.current:
        yield Row(Text(_CHANGED))


def explanation_rows(explanation: Explanation) -> Iterator[Row]:
    """How each sentence did: its score, its confidence, and the numbers behind them."""
    terms = ", ".join(explanation.terms) or "none"
    yield Row(Text(harmless(f"Looking for: {explanation.type.replace('_', '/')}. Words matched: {terms}.")))
    if explanation.missing:
        yield Row(Text(harmless(f"In no article: {', '.join(explanation.missing)}.")))
    for number, weighed in enumerate(explanation.weighed, 1):
        yield Row(Text(harmless(weighed.quote)), label=str(number), apart=True)
        yield Row(Text(_weights(weighed), style="dim"), indent=True)
    yield Row(Text(f"Declined below a confidence of {explanation.threshold:.2f}.", style="dim"), apart=True)


def _weights(weighed: Weighed) -> str:
    numbers = " · ".join(f"{name} {value:.2f}" for name, value in weighed.features.items())
    place = f"{weighed.source}, line {weighed.line}"
    return harmless(f"score {weighed.score:.2f} · confidence {weighed.confidence:.2f} · {numbers} · {place}")


def _about(article: Article) -> str:
    known = [article.publisher, article.published and day(article.published), article.url]
    return harmless(" · ".join(part for part in known if part) or "publisher and date not stated")


def _count(article: Article) -> str:
    return f" · {_sentences(article.sentences)}"


def _sentences(count: int) -> str:
    return f"{count:,} sentence{'' if count == 1 else 's'}"


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def _set_aside(aside: Aside) -> Text:
    return Text.assemble((f"line {aside.line}, {aside.kind}: ", "dim"), harmless(aside.text))
