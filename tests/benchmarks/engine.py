"""Measure a query of the engine beside its peers on the same synthetic sentences, in one run.

``python -m tests.benchmarks.engine [sentences ...]``; the bar is a median of 1 ms at 100,000 sentences. Each peer gets
the same terms and returns its 100 best. "sentences alone" is our engine without the passage that each hit adds, which
no peer computes; "rank_bm25" is its own ``get_scores``, on fewer queries because it takes that long.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from rank_bm25 import BM25Plus

from index.embedded import SENTENCE_B, EmbeddedEngine
from index.engine import WeightedTerm
from index.passages import passages
from index.terms import terms
from index.weighting import DELTA, K1
from tests.benchmarks.synthetic import SENTENCES_IN_AN_ARTICLE, Writer

QUERIES = 200
BEST = 100

Query = list[str]
Search = Callable[[Query], Any]


def main() -> None:
    """Print one table for each number of sentences."""
    for size in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        writer = Writer()
        sentences = [terms(writer.sentence()) for _ in range(size)]
        queries = [terms(" ".join(writer.query())) for _ in range(QUERIES)]
        print(f"\n{size:,} sentences, {QUERIES} queries of 5 words, {BEST} best")
        print(f"{'':<28}{'build s':>9}{'p50 ms':>9}{'p95 ms':>9}{'× ours':>9}")
        ours = None
        for name, start, share in peers():
            began = time.perf_counter()
            try:
                search = start(sentences)
            except ImportError as error:
                print(f"{name:<28}  not installed ({error.name})")
                continue
            built = time.perf_counter() - began
            times = measured(search, queries[:: round(1 / share)])
            median = statistics.median(times)
            ours = ours or median
            p95 = sorted(times)[int(len(times) * 0.95)]
            print(f"{name:<28}{built:>9.2f}{median * 1e3:>9.3f}{p95 * 1e3:>9.3f}{median / ours:>9.1f}", flush=True)


def measured(search: Search, queries: list[Query]) -> list[float]:
    """Seconds of each query, after a first round that warms what is lazy."""
    for query in queries[:5]:
        search(query)
    return [took(search, query) for query in queries]


def took(search: Search, query: Query) -> float:
    """Seconds of one query."""
    began = time.perf_counter()
    search(query)
    return time.perf_counter() - began


def peers() -> Iterator[tuple[str, Callable[[list[Query]], Search], float]]:
    """Names, how to build each, and the share of the queries that it is asked."""
    yield "onrecord", _onrecord, 1
    yield "onrecord, sentences alone", _sentences_alone, 1
    yield "tantivy", _tantivy, 1
    yield "bm25s", _bm25s, 1
    yield "rank_bm25 get_scores", _rank_bm25, 0.1


def _engine(sentences: list[Query]) -> EmbeddedEngine:
    paragraphs = [i // 3 for i in range(len(sentences))]
    numbers: list[int] = []
    for start in range(0, len(sentences), SENTENCES_IN_AN_ARTICLE):
        first = numbers[-1] + 1 if numbers else 0
        numbers += [first + number for number in passages(paragraphs[start : start + SENTENCES_IN_AN_ARTICLE])]
    return EmbeddedEngine.build(sentences, numbers)


def _onrecord(sentences: list[Query]) -> Search:
    engine = _engine(sentences)
    return lambda query: engine.search([WeightedTerm(term) for term in query], BEST)


def _sentences_alone(sentences: list[Query]) -> Search:
    engine = _engine(sentences)
    return lambda query: engine.sentence_scores([WeightedTerm(term) for term in query])


def _rank_bm25(sentences: list[Query]) -> Search:
    model = BM25Plus(sentences, k1=K1, b=SENTENCE_B, delta=DELTA)
    return model.get_scores


def _bm25s(sentences: list[Query]) -> Search:
    import bm25s

    model = bm25s.BM25(method="bm25+", k1=K1, b=SENTENCE_B, delta=DELTA)
    model.index(sentences, show_progress=False)
    return lambda query: model.retrieve([query], k=BEST, show_progress=False)


def _tantivy(sentences: list[Query]) -> Search:
    import tantivy

    schema = tantivy.SchemaBuilder().add_text_field("terms", tokenizer_name="whitespace").build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for sentence in sentences:
        writer.add_document(tantivy.Document(terms=" ".join(sentence)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: Query) -> Any:
        either = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term)) for term in query]
        return searcher.search(tantivy.Query.boolean_query(either), BEST)

    return search


if __name__ == "__main__":
    main()
