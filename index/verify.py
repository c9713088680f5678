"""Check a generation against its articles: every stored sentence, in the stored text and in the file as it is now.

An article that has changed since is only a fault where a sentence no longer stands at its place: until the next
refresh, answers would quote what the file does not say. Refuses to repair.
"""

from collections.abc import Iterator
from pathlib import Path

from index.corpus import read_corpus
from index.errors import CorpusEmpty, CorpusFault
from index.generation import Generation
from index.models import Corpus, Document, Fault

_BUILD_ANEW = "Run `onrecord index build` to build the index anew from the articles."


def verify(generation: Generation, root: Path | None = None) -> list[Fault]:
    """Every sentence that its article does not hold, and every file that no longer says what was indexed of it.

    ``root`` is the folder of articles, the one that the generation was built from if not given. Where the folder is
    away there is nothing to compare with: the stored texts alone are checked.
    """
    corpus_root = Path(generation.manifest.corpus_root) if root is None else root
    return [*_broken_sentences(generation), *_other_texts(generation, corpus_root)]


def _broken_sentences(generation: Generation) -> Iterator[Fault]:
    for position in generation.broken_sentences():
        sentence = generation.sentence(position)
        where = f"characters {sentence.start} to {sentence.end}"
        yield _fault(sentence.source, f"sentence {position} does not stand at {where} of the stored text")


def _other_texts(generation: Generation, root: Path) -> Iterator[Fault]:
    try:
        corpus = read_corpus(root)  # nothing known: what was extracted is extracted again
    except CorpusEmpty:
        corpus = Corpus(root=str(root))
    except CorpusFault:
        return
    now = {document.source: document for document in corpus.documents}
    repeated = {duplicate.source for duplicate in corpus.duplicates}
    for stored in generation.documents:
        if stored.source in now:
            yield from _compared(generation, stored, now[stored.source])
        elif stored.source not in repeated and (count := len(generation.sentences_of(stored.source))):
            yield _fault(stored.source, f"can no longer be read, and {_sentences(count)} of it still answer")


def _compared(generation: Generation, stored: Document, now: Document) -> Iterator[Fault]:
    if stored.text == now.text:
        return
    if stored.content_hash == now.content_hash:
        yield _fault(stored.source, "is unchanged but reads otherwise than the stored text")
        return
    quoted = [generation.sentence(position) for position in generation.sentences_of(stored.source)]
    if lost := sum(now.text[each.start : each.end] != each.text for each in quoted):
        of = f"{lost} of its {_sentences(len(quoted))}"
        yield _fault(stored.source, f"has changed since: {of} no longer stand where they stood")


def _sentences(count: int) -> str:
    return f"{count:,} sentence{'' if count == 1 else 's'}"


def _fault(source: str, reason: str) -> Fault:
    return Fault(source=source, reason=reason, advice=_BUILD_ANEW)
