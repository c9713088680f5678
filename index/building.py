"""Build a generation in memory: from a corpus and the analysis of each of its articles to arrays and tables.

Pure: no disk, no clock. Refuses to take an article apart twice: whoever has its analysis passes it in.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.analysis import ASIDE_COLUMNS, PARAGRAPH, SENTENCE_COLUMNS, TERMS, Analysis, Numbered, Rows, analyse
from index.articles import pack
from index.embedded import EmbeddedEngine, number
from index.generation import FORMAT_VERSION, Arrays, Generation, generation_name
from index.models import Corpus, Fault, Manifest, Statistics
from index.passages import passages
from index.sentences import SENTENCES_VERSION
from index.terms import TERMS_VERSION


def build(corpus: Corpus, analyses: Sequence[Analysis] | None = None, *, built_at: datetime) -> Generation:
    """Build the generation of a corpus; ``analyses`` are those of its documents in their order, made where missing."""
    if analyses is None:
        analyses = [analyse(document) for document in corpus.documents]
    if len(analyses) != len(corpus.documents):
        raise ValueError(f"{len(corpus.documents)} documents but {len(analyses)} analyses: pass one for each")
    name = generation_name(corpus.fingerprint)
    packed = pack(corpus.documents)
    vocabulary, terms = _numbered([analysis.terms for analysis in analyses])
    rows = _stacked((analysis.sentences for analysis in analyses), SENTENCE_COLUMNS)
    engine = EmbeddedEngine.from_terms(
        vocabulary,
        terms,
        rows[:, TERMS].astype(np.int64),
        _passages(analyses),
        documents=len(analyses),
        generation=name,
    )
    names = sorted(set(chain.from_iterable(analysis.names for analysis in analyses)))
    arrays: Arrays = engine.arrays() | {
        "sentence_rows": rows,
        "document_starts": _starts(analysis.sentences for analysis in analyses),
        "term_numbers": terms,
        "aside_rows": _stacked((analysis.asides for analysis in analyses), ASIDE_COLUMNS),
        "aside_starts": _starts(analysis.asides for analysis in analyses),
        "name_numbers": _name_numbers(analyses, names),
        "name_starts": _starts(analysis.names for analysis in analyses),
        "text_bytes": packed.text_bytes,
        "text_starts": packed.text_starts,
    }
    tables = {"vocabulary": _json(vocabulary), "names": _json(names), "documents": packed.metadata}
    faults = sorted((*corpus.faults, *_unquotable(corpus, analyses)), key=lambda fault: fault.source)
    return Generation(_manifest(corpus, name, engine.statistics, tuple(faults), built_at), arrays, tables)


def _numbered(parts: Sequence[Sequence[str]]) -> tuple[list[str], NDArray[np.int32]]:
    """Number terms alphabetically, those that are numbers already without making strings of them."""
    known = [part for part in parts if isinstance(part, Numbered)]
    if not known or any(part.vocabulary is not known[0].vocabulary for part in known):
        return number(list(chain.from_iterable(parts)))
    before = known[0].vocabulary
    used = np.unique(np.concatenate([part.numbers for part in known])).tolist()
    others = chain.from_iterable(part for part in parts if not isinstance(part, Numbered))
    vocabulary = sorted({before[each] for each in used}.union(others))
    numbers = {term: each for each, term in enumerate(vocabulary)}
    again = np.zeros(len(before), np.int32)
    again[used] = [numbers[before[each]] for each in used]
    made = [
        again[part.numbers] if isinstance(part, Numbered) else np.array([numbers[term] for term in part], np.int32)
        for part in parts
    ]
    return vocabulary, np.concatenate(made)


def _unquotable(corpus: Corpus, analyses: Sequence[Analysis]) -> Iterator[Fault]:
    """An article that no answer can ever quote must not pass for one that was taken in."""
    for document, analysis in zip(corpus.documents, analyses, strict=True):
        if not len(analysis.sentences):
            advice = "See what was set aside with `onrecord sources --furniture`; a sentence ends with a full stop."
            yield Fault(source=document.source, reason="holds no sentence that can be quoted", advice=advice)


def _manifest(
    corpus: Corpus, name: str, statistics: Statistics, faults: tuple[Fault, ...], built_at: datetime
) -> Manifest:
    return Manifest(
        format_version=FORMAT_VERSION,
        terms_version=TERMS_VERSION,
        sentences_version=SENTENCES_VERSION,
        generation=name,
        corpus_root=corpus.root,
        corpus_fingerprint=corpus.fingerprint,
        built_at=built_at,
        statistics=statistics,
        faults=faults,
        duplicates=corpus.duplicates,
    )


def _passages(analyses: Iterable[Analysis]) -> NDArray[np.int32]:
    """Passages numbered over the whole corpus: none runs from one article into the next."""
    numbers: list[int] = []
    for analysis in analyses:
        first = numbers[-1] + 1 if numbers else 0
        numbers += [first + passage for passage in passages(analysis.sentences[:, PARAGRAPH].tolist())]
    return np.array(numbers, np.int32)


def _name_numbers(analyses: Sequence[Analysis], names: Sequence[tuple[str, str]]) -> NDArray[np.int32]:
    numbers = {name: i for i, name in enumerate(names)}
    return np.array([numbers[name] for analysis in analyses for name in analysis.names], np.int32)


def _stacked(tables: Iterable[Rows], columns: int) -> Rows:
    return np.concatenate([np.empty((0, columns), np.uint32), *tables])


def _starts(parts: Iterable[Rows | Sequence[tuple[str, str]]]) -> NDArray[np.int64]:
    return np.array([0, *np.cumsum([len(part) for part in parts], dtype=np.int64)], np.int64)


def _json(table: Sequence[str] | Sequence[tuple[str, str]]) -> bytes:
    return json.dumps(table, separators=(",", ":")).encode()
