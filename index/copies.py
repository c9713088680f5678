"""Find articles that repeat another one: wire copies and near-duplicates, whose sentences stand in it word for word.

Sentences are told apart by their checksums, so no text is decoded. Refuses to judge wording: what was rewritten is no
copy here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

import numpy as np

from index.analysis import CHECKSUM, WORDS, Rows
from index.generation import Generation
from index.models import Frozen

#: An article repeats another one from this share of its sentences on, if it has at least as many of them.
SHARE = 0.5
FEWEST = 2
#: Shorter sentences stand in many articles ("He gave no details.").
FEWEST_WORDS = 6


class Copy(Frozen):
    """An article of which this share of the sentences stands in another one."""

    source: str
    of: str
    share: float


def copies(generation: Generation, sources: Collection[str]) -> Iterator[Copy]:
    """Those of the articles that repeat another one of the generation, each with the one that holds most of it."""
    rows: Rows = np.asarray(generation.arrays["sentence_rows"], np.uint32)
    checksums = np.where(rows[:, WORDS] >= FEWEST_WORDS, rows[:, CHECKSUM], 0).tolist()
    new = {source: generation.sentences_of(source) for source in sources}
    wanted = {checksums[at] for positions in new.values() for at in positions} - {0}
    holders: dict[int, set[int]] = defaultdict(set)
    for at, checksum in enumerate(checksums):
        if checksum in wanted:
            holders[checksum].add(generation.document_of(at))
    for source, positions in new.items():
        own = generation.documents.sources[source]
        told = {checksums[at] for at in positions} - {0}
        shared = Counter(number for checksum in told for number in holders[checksum] if number != own)
        for number, count in shared.most_common(1):
            if count >= FEWEST and count >= SHARE * len(told):
                yield Copy(source=source, of=generation.documents.source(number), share=count / len(told))
