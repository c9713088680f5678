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

from index.analysis import Analysis, analyse
from index.building import build
from index.comparing import RefreshReport, compare, no_change
from index.corpus import read_corpus, signature
from index.errors import (
    CorpusEmpty,
    CorpusFault,
    GenerationFault,
    GenerationMissing,
    RefreshRefused,
    StorageFault,
)
from index.generation import Generation, generation_name
from index.holding import is_set_aside
from index.models import Corpus, Document, Glance
from index.snapshot import Snapshots

_LOOK = "Put the articles back, or name another folder."

#: Called with what is done and what there is to do: files read, then articles taken apart.
Progress = Callable[[str, int, int], None]

#: Called with what answers and what would answer in its place: why it must wait, in sentences for people, if it must.
MayAnswer = Callable[[Generation, "Prepared"], Sequence[str]]


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
        report = no_change(before)
    else:
        glances = snapshots.glances(before.name) if before else {}
        prepared = prepare(root, before, without=without, glances=glances, reuse=not force, progress=progress)
        why = reasons(before, prepared) if reasons and before and prepared.is_new else ()
        notice = _waits(why) if why else notice
        report = no_change(before) if why and before else publish(prepared, snapshots)
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
        return Prepared(before, no_change(before), state, is_new=False, glances=corpus.glances)
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


def _current(snapshots: Snapshots, before: Generation | None) -> tuple[Generation | None, str | None]:
    """The generation that answers now, if it can be loaded, and what people should hear if it cannot."""
    try:
        if before is not None and before.name == snapshots.current():
            return before, None
        return snapshots.load(), None
    except GenerationMissing:
        return None, None
    except GenerationFault as fault:
        return None, rebuilt_notice(fault)


def _waits(why: Sequence[str]) -> str:
    return (
        f"The articles have changed, but the index built from them waits for a moderator: {' '.join(why)} "
        "Let it answer with `onrecord index confirm`, or forget it with `onrecord index discard`."
    )


def rebuilt_notice(fault: GenerationFault) -> str:
    """What people hear of an index that could not be loaded."""
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
