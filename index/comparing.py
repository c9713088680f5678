"""What differs between two generations: articles that came, went and changed, and sentences that are lost.

Works on hashes and checksums, never on texts, so that a large index is compared in milliseconds. Refuses to judge
whether too much is lost.
"""

from collections.abc import Collection

import numpy as np

from index.analysis import CHECKSUM
from index.copies import Copy, copies
from index.generation import Generation
from index.models import Duplicate, Fault, Frozen


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


def no_change(generation: Generation) -> RefreshReport:
    """The report of a refresh that found everything as it was."""
    return compare(generation, generation)


def _hashes(generation: Generation | None) -> dict[str, str]:
    if generation is None:
        return {}
    articles = generation.documents
    return {source: articles.content_hash(number) for source, number in articles.sources.items()}
