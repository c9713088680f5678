"""From what changed in the folder of articles to the next generation: read, build, publish, and report.

An unchanged folder costs a look at its files; an unchanged article is neither split nor tokenised again. Preparing
and publishing are two steps, so that somebody can look at the report in between. Refuses to lose every article, and
to give up an index that answers because the folder is away.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.analysis import CHECKSUM, Analysis, analyse
from index.building import build
from index.copies import Copy, copies
from index.corpus import read_corpus, signature
from index.errors import (
    CorpusEmpty,
    CorpusFault,
    GenerationFault,
    GenerationMissing,
    IndexFault,
    RefreshRefused,
    StorageFault,
)
from index.generation import Generation, generation_name
from index.holding import is_set_aside
from index.models import Corpus, Document, Duplicate, Fault, Frozen, Glance
from index.snapshot import KEPT_GENERATIONS, Snapshots

_LOOK = "Put the articles back, or name another folder."

#: Called with what is done and what there is to do: files read, then articles taken apart.
Progress = Callable[[str, int, int], None]

#: Called with what answers and what would answer in its place: why it must wait, in sentences for people, if it must.
MayAnswer = Callable[[Generation, "Prepared"], Sequence[str]]


class RefreshReport(Frozen):
    """What a refresh found and did.

    ``copies`` are articles among the added and changed ones that repeat most of another one. ``sentences_lost`` counts
    those that stood in the articles before and stand in none now; a sentence that moved to another file is not lost,
    nor is one whose article was withdrawn. ``switched`` says whether another generation answers now. ``notice`` is a
    sentence for people about anything that is not as it should be: an index that was damaged and built anew, a folder
    that is away.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    copies: tuple[Copy, ...] = ()
    sentences_before: int = 0
    sentences_after: int = 0
    sentences_lost: int = 0
    generation_before: str | None = None
    generation_after: str | None = None
    seconds: float = 0.0
    switched: bool = False
    notice: str | None = None


class _Reading(NamedTuple):
    """How the folder is read: less what is withdrawn, sparing what is known."""

    root: Path
    without: Collection[str]
    known: Generation | None
    glances: Mapping[str, Glance]
    may_be_empty: bool


class Prepared(NamedTuple):
    """The next generation, what it would change, the folder's state that it holds, and whether it was built anew."""

    generation: Generation
    report: RefreshReport
    signature: str
    is_new: bool
    glances: Mapping[str, Glance] = {}


def refresh(
    root: Path,
    snapshots: Snapshots,
    *,
    before: Generation | None = None,
    force: bool = False,
    progress: Progress | None = None,
    reasons: MayAnswer | None = None,
) -> RefreshReport:
    """Bring the index up to the folder's articles; ``force`` builds anew even what is unchanged.

    With ``reasons`` nobody is there to decide: what must wait by them is not switched to, nor a state of the folder
    that was decided against.

    ``before`` saves loading the current generation where somebody has it. Raises CorpusFault, RefreshRefused or
    StorageFault; whatever is raised, the index that was there still answers.
    """
    began = time.perf_counter()
    before, notice = _current(snapshots, before)
    without = snapshots.withdrawals.sources()
    state = state_of(root, before, without=without) if before and not force else None
    if before and state and (snapshots.seen() == state or (reasons and is_set_aside(snapshots.folder, state))):
        report = _no_change(before)
    else:
        glances = snapshots.glances(before.name) if before else {}
        prepared = prepare(root, before, without=without, glances=glances, reuse=not force, progress=progress)
        why = reasons(before, prepared) if reasons and before and prepared.is_new else ()
        notice = _waits(why) if why else notice
        report = _no_change(before) if why and before else publish(prepared, snapshots)
    return report.model_copy(update={"seconds": time.perf_counter() - began, "notice": notice})


def prepare(
    root: Path,
    before: Generation | None,
    *,
    without: Collection[str] = (),
    glances: Mapping[str, Glance] | None = None,
    reuse: bool = True,
    may_be_empty: bool = False,
    progress: Progress | None = None,
) -> Prepared:
    """Build the next generation in memory and report what it would change, without publishing it.

    ``glances`` are those that were kept with ``before``: they spare reading what has not changed. A generation without
    a sentence is refused, unless it ``may_be_empty``: for whoever asks people before it answers.
    """
    state = state_of(root, before, without=without)  # before reading: what changes while we read is seen the next time
    reading = _Reading(root, without, before if reuse else None, glances or {}, may_be_empty and before is not None)
    corpus = _read(reading, before, progress)
    if before is not None and reuse and before.name == generation_name(corpus.fingerprint):
        return Prepared(before, _no_change(before), state, is_new=False, glances=corpus.glances)
    analyses = list(_analyses(corpus, before if reuse else None, progress))
    after = build(corpus, analyses, built_at=datetime.now(UTC))
    if before and not len(after) and not may_be_empty:  # a folder of menus loses as much as an empty one
        raise _refused(before, "none of them holds a sentence that can be quoted", corpus.root, _LOOK)
    return Prepared(after, compare(before, after, without), state, is_new=True, glances=corpus.glances)


def publish(prepared: Prepared, snapshots: Snapshots) -> RefreshReport:
    """Let a prepared generation answer from now on."""
    name = prepared.generation.name
    switched = prepared.report.generation_before != name
    if prepared.is_new:
        snapshots.publish(prepared.generation)
    with suppress(StorageFault):  # the next refresh looks again, that is all
        snapshots.mark_seen(name, prepared.signature)
        snapshots.keep_glances(name, prepared.glances)
    return prepared.report.model_copy(update={"switched": switched})


def open_generation(
    root: Path,
    data: Path,
    *,
    refresh_first: bool = True,
    keep: int = KEPT_GENERATIONS,
    progress: Progress | None = None,
    reasons: MayAnswer | None = None,
) -> tuple[Generation, RefreshReport | None]:
    """The generation that answers for a folder: built where there is none, refreshed where the folder has changed.

    With ``refresh_first`` off, what is there is kept; so it is where ``reasons`` say that the next one must wait. The
    report is ``None`` where there is nothing to tell. Where
    the folder or the disk fails but an index is there, that one is returned, and the report's ``notice`` says why.
    """
    snapshots = Snapshots(data, root, keep=keep)
    try:
        before = snapshots.load()
    except GenerationMissing:
        return _built(root, snapshots, progress)
    except GenerationFault as fault:
        return _replaced(root, snapshots, fault, progress) if refresh_first else _older(snapshots, fault)
    if not refresh_first:
        return before, None
    try:
        report = refresh(root, snapshots, before=before, progress=progress, reasons=reasons)
    except IndexFault as fault:
        return before, _no_change(before).model_copy(update={"notice": str(fault)})
    if report.switched:
        return snapshots.load(report.generation_after), report
    return before, report if report.notice else None


def _built(
    root: Path, snapshots: Snapshots, progress: Progress | None, notice: str | None = None
) -> tuple[Generation, RefreshReport]:
    report = refresh(root, snapshots, progress=progress)
    return snapshots.load(report.generation_after), report.model_copy(update={"notice": notice or report.notice})


def _replaced(
    root: Path, snapshots: Snapshots, fault: GenerationFault, progress: Progress | None
) -> tuple[Generation, RefreshReport]:
    """Build anew what cannot be loaded; where that fails too, an older whole generation answers."""
    try:
        return _built(root, snapshots, progress, notice=_rebuilt(fault))
    except IndexFault as second:
        try:
            return _older(snapshots, second)
        except GenerationFault:
            raise second from fault


def _older(snapshots: Snapshots, fault: IndexFault) -> tuple[Generation, RefreshReport]:
    loaded = snapshots.load_whole()
    notice = f"{fault} Until then the generation of {loaded.generation.manifest.built_at:%Y-%m-%d %H:%M} UTC answers."
    return loaded.generation, _no_change(loaded.generation).model_copy(update={"notice": notice})


def _current(snapshots: Snapshots, before: Generation | None) -> tuple[Generation | None, str | None]:
    """The generation that answers now, if it can be loaded, and what people should hear if it cannot."""
    try:
        if before is not None and before.name == snapshots.current():
            return before, None
        return snapshots.load(), None
    except GenerationMissing:
        return None, None
    except GenerationFault as fault:
        return None, _rebuilt(fault)


def _waits(why: Sequence[str]) -> str:
    return (
        f"The articles have changed, but the index built from them waits for a moderator: {' '.join(why)} "
        "Let it answer with `onrecord index confirm`, or forget it with `onrecord index discard`."
    )


def _rebuilt(fault: GenerationFault) -> str:
    return f"{fault.what}: {fault.where}. It was built anew from the articles."


def state_of(root: Path, before: Generation | None, *, without: Collection[str] = ()) -> str:
    """The state of the folder, less what is withdrawn; says that ``before`` still answers where it cannot be told."""
    try:
        return signature(root, without=without)
    except CorpusFault as fault:
        raise _still_answers(fault, before) from fault


def _read(reading: _Reading, before: Generation | None, progress: Progress | None) -> Corpus:
    try:
        return read_corpus(
            reading.root,
            known=reading.known.by_source if reading.known else None,
            without=reading.without,
            glances=reading.glances if reading.known else None,
            may_be_empty=reading.may_be_empty,
            progress=partial(progress, "reading") if progress else None,
        )
    except CorpusEmpty as fault:
        if before is None:
            raise
        why = f"{fault.what[:1].lower()}{fault.what[1:]}"
        raise _refused(before, why, fault.where, fault.advice) from fault
    except CorpusFault as fault:
        raise _still_answers(fault, before) from fault


def _refused(before: Generation, why: str, where: str, advice: str) -> RefreshRefused:
    count = len(before.documents)
    what = f"Refreshing would lose {'the only article' if count == 1 else f'all {count} articles'}: {why}"
    return RefreshRefused(what, where=where, advice=f"{advice} {_kept(before)}")


def _still_answers(fault: CorpusFault, before: Generation | None) -> CorpusFault:
    if before is None:
        return fault
    return type(fault)(fault.what, where=fault.where, advice=f"{fault.advice} {_kept(before)}")


def _kept(before: Generation) -> str:
    return f"The index built on {before.manifest.built_at:%Y-%m-%d %H:%M} UTC is kept and still answers."


def _analyses(corpus: Corpus, before: Generation | None, progress: Progress | None) -> Iterator[Analysis]:
    """Take apart what is new; for an article that has not changed, what was found before still holds."""
    for done, document in enumerate(corpus.documents, start=1):
        yield before.analysis(document.source) if before and _holds(before, document) else analyse(document)
        if progress:
            progress("indexing", done, len(corpus.documents))


def _holds(before: Generation, document: Document) -> bool:
    number = before.documents.sources.get(document.source)
    return number is not None and before.documents.content_hash(number) == document.content_hash


def compare(before: Generation | None, after: Generation, without: Collection[str] = ()) -> RefreshReport:
    """What differs between two generations; sentences of articles in ``without`` are not missed."""
    was, now = _hashes(before), _hashes(after)
    added = tuple(source for source in now if source not in was)
    changed = tuple(source for source in now if source in was and was[source] != now[source])
    return RefreshReport(
        added=added,
        changed=changed,
        removed=tuple(source for source in was if source not in now),
        unchanged=tuple(source for source in now if was.get(source) == now[source]),
        faults=after.manifest.faults,
        duplicates=after.manifest.duplicates,
        copies=tuple(copies(after, (*added, *changed))) if added or changed else (),
        sentences_before=len(before) if before else 0,
        sentences_after=len(after),
        sentences_lost=_lost(before, after, without) if before else 0,
        generation_before=before.name if before else None,
        generation_after=after.name,
    )


def _lost(before: Generation, after: Generation, without: Collection[str]) -> int:
    """How many sentences stand nowhere any more, by their checksums; those of withdrawn articles are not missed."""
    if before is after:
        return 0
    rows = np.asarray(before.arrays["sentence_rows"])
    left = [rows[before.sentences_of(source)] for source in before.documents.sources if source not in without]
    was, times = np.unique(np.concatenate([rows[:0], *left])[:, CHECKSUM], return_counts=True)
    now, again = np.unique(np.asarray(after.arrays["sentence_rows"])[:, CHECKSUM], return_counts=True)
    found = np.zeros_like(times)
    places = np.searchsorted(now, was)
    inside = places < len(now)
    same = np.zeros(len(was), bool)
    same[inside] = now[places[inside]] == was[inside]
    found[same] = again[places[same]]
    return int(np.maximum(times - found, 0).sum())


def _no_change(generation: Generation) -> RefreshReport:
    return compare(generation, generation)


def _hashes(generation: Generation | None) -> dict[str, str]:
    if generation is None:
        return {}
    articles = generation.documents
    return {source: articles.content_hash(number) for source, number in articles.sources.items()}
