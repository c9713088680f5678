"""Check a generation against its articles: every stored sentence, and every file that is still what was read.

Refuses to repair, and to call it a fault that an article has changed since: that is what a refresh is for.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from index.corpus import read_corpus
from index.errors import CorpusFault
from index.generation import Generation
from index.models import Fault

_BUILD_ANEW = "Run `onrecord index build` to build the index anew from the articles."


def verify(generation: Generation, root: Path | None = None) -> list[Fault]:
    """Every sentence that its article does not hold, and every file that reads otherwise than when it was indexed.

    ``root`` is the folder of articles, the one that the generation was built from if not given.
    """
    corpus_root = Path(generation.manifest.corpus_root) if root is None else root
    return [*_broken_sentences(generation), *_other_texts(generation, corpus_root)]


def _broken_sentences(generation: Generation) -> Iterator[Fault]:
    for position in generation.broken_sentences():
        sentence = generation.sentence(position)
        where = f"characters {sentence.start} to {sentence.end}"
        yield _fault(sentence.source, f"sentence {position} does not stand at {where} of the stored text")


def _other_texts(generation: Generation, root: Path) -> Iterator[Fault]:
    with suppress(CorpusFault):  # no folder, nothing to compare with
        for document in read_corpus(root).documents:
            stored = generation.by_source.get(document.source)
            is_same_file = stored is not None and stored.content_hash == document.content_hash
            if stored is not None and is_same_file and stored.text != document.text:
                yield _fault(document.source, "the file is unchanged but reads otherwise than the stored text")


def _fault(source: str, reason: str) -> Fault:
    return Fault(source=source, reason=reason, advice=_BUILD_ANEW)
