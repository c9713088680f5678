"""Draw up reports from a generation, the data folder or an answerer. Refuses to change anything."""

import json
from datetime import date
from typing import TYPE_CHECKING

from bot.models import Question
from bot.reports import Article, Aside, AsOf, Explanation, Listing, Status, Weighed
from bot.settings import Settings
from index.comparing import RefreshReport
from index.corpus import signature
from index.errors import CorpusFault
from index.generation import Generation, line_at
from index.models import Document
from index.paragraphs import Paragraph
from index.snapshot import Snapshots

if TYPE_CHECKING:
    from bot.answering import Answerer

#: Sentences in an explanation.
MOST_WEIGHED = 10


def as_of(generation: Generation) -> AsOf:
    """What answers from a generation are drawn from."""
    manifest = generation.manifest
    return AsOf(generation=generation.name, built_at=manifest.built_at, newest=newest(generation))


def newest(generation: Generation) -> date | None:
    """The newest date that an article states, read from the table of metadata: no text is decoded for it."""
    stated = [each["published"] for each in json.loads(generation.tables["documents"]) if each.get("published")]
    return date.fromisoformat(max(stated)) if stated else None


def listing(generation: Generation) -> Listing:
    """Every article of a generation, and what was left out."""
    manifest = generation.manifest
    return Listing(
        generation=generation.name,
        articles=tuple(_article(document, generation) for document in generation.by_source.values()),
        faults=manifest.faults,
        duplicates=manifest.duplicates,
    )


def status(settings: Settings, snapshots: Snapshots) -> Status:
    """What is on disk for the corpus. Raises GenerationMissing where nothing has been built."""
    generation = snapshots.load()
    manifest = generation.manifest
    return Status(
        generation=generation.name,
        built_at=manifest.built_at,
        corpus=manifest.corpus_root,
        data=str(snapshots.folder),
        statistics=manifest.statistics,
        newest=newest(generation),
        current=_is_current(snapshots, settings),
        earlier=tuple(name for name in snapshots.names() if name != generation.name),
        faults=manifest.faults,
        duplicates=manifest.duplicates,
    )


def news(report: RefreshReport) -> str | None:
    """What a refresh changed, in a sentence; nothing where it changed nothing."""
    if not report.switched:
        return report.notice
    counts = {"added": report.added, "changed": report.changed, "removed": report.removed}
    words = ", ".join(f"{len(sources):,} {what}" for what, sources in counts.items() if sources)
    return f"The articles have changed: {words or 'only what is stated about them'}."


def explanation(answerer: "Answerer", question: Question) -> Explanation:
    """How the sentences for a question were ranked, best first."""
    asked = answerer.read(question.text)
    weighed = tuple(
        Weighed(
            source=each.candidate.sentence.source,
            line=each.candidate.sentence.line,
            quote=each.candidate.sentence.text,
            score=each.score,
            confidence=each.confidence,
            features=each.features._asdict(),
        )
        for each in answerer.rank(asked)[:MOST_WEIGHED]
    )
    return Explanation(
        question=asked.text,
        type=asked.type,
        terms=asked.terms,
        missing=asked.missing,
        threshold=answerer.threshold,
        weighed=weighed,
    )


def _is_current(snapshots: Snapshots, settings: Settings) -> bool:
    try:
        return snapshots.seen() == signature(settings.corpus, without=snapshots.withdrawals.sources())
    except CorpusFault:  # the folder is away: what is indexed still answers
        return False


def _article(document: Document, generation: Generation) -> Article:
    asides = sorted((*generation.headings(document.source), *generation.furniture(document.source)))
    return Article(
        source=document.source,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        language=document.language,
        media_type=document.media_type,
        sentences=len(generation.sentences_of(document.source)),
        aside=tuple(_aside(document.text, paragraph) for paragraph in asides),
    )


def _aside(text: str, paragraph: Paragraph) -> Aside:
    return Aside(
        kind="heading" if paragraph.kind == "heading" else "furniture",
        start=paragraph.start,
        end=paragraph.end,
        line=line_at(text, paragraph.start),
        text=text[paragraph.start : paragraph.end],
    )
