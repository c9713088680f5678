"""The engine against ``rank_bm25`` itself: the same scores, but hits only where a term is shared."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index.embedded import PASSAGE_B, PASSAGE_WEIGHT, SENTENCE_B, EmbeddedEngine, number
from index.engine import Engine, WeightedTerm
from index.passages import passages
from index.weighting import DELTA, K1

Sentences = list[list[str]]

a_term = st.sampled_from("attack border china envoy iran missile strike truce".split())
some_sentences = st.lists(st.lists(a_term, max_size=8), max_size=40)
a_query = st.lists(st.one_of(a_term, st.just("unheard")), max_size=6)


def query(*terms: str) -> list[WeightedTerm]:
    return [WeightedTerm(term) for term in terms]


def engine_of(sentences: Sentences) -> EmbeddedEngine:
    return EmbeddedEngine.build(sentences, passages(range(len(sentences))), generation="g")


def reference(units: Sentences, terms: list[str], b: float) -> list[float]:
    """What ``rank_bm25`` says; it cannot be asked about units without any term."""
    if not any(units):
        return [0.0] * len(units)
    scores: list[float] = BM25Plus(units, k1=K1, b=b, delta=DELTA).get_scores(terms).tolist()
    return scores


@given(some_sentences, a_query)
@example([["iran"]], ["iran"])
@example([["iran"], ["iran"]], ["iran", "iran"])
@example([[], ["iran"], []], ["iran", "unheard"])
def test_scores_equal_those_of_rank_bm25(sentences: Sentences, terms: list[str]) -> None:
    found, scores = engine_of(sentences).sentence_scores(query(*terms))
    expected = reference(sentences, terms, SENTENCE_B)
    assert found.tolist() == [i for i, sentence in enumerate(sentences) if set(sentence) & set(terms)]
    assert scores.tolist() == pytest.approx([expected[i] for i in found], abs=1e-9)


@given(some_sentences, a_query)
def test_a_hit_adds_a_share_of_its_passage_as_rank_bm25_scores_it(sentences: Sentences, terms: list[str]) -> None:
    passage_of = passages(range(len(sentences)))
    joined: Sentences = [[] for _ in range(max(passage_of, default=-1) + 1)]
    for sentence, passage in zip(sentences, passage_of, strict=True):
        joined[passage] += sentence
    expected = reference(joined, terms, PASSAGE_B)
    for hit in engine_of(sentences).search(query(*terms)).hits:
        assert hit.neighbourhood_score == pytest.approx(expected[passage_of[hit.sentence]], abs=1e-9)
        assert hit.score == pytest.approx(hit.sentence_score + PASSAGE_WEIGHT * hit.neighbourhood_score, abs=1e-9)


@given(some_sentences, a_query, st.integers(0, 50))
def test_hits_are_the_best_that_share_a_term_in_order_with_ties_in_reading_order(
    sentences: Sentences, terms: list[str], k: int
) -> None:
    engine = engine_of(sentences)
    hits = engine.search(query(*terms), k).hits
    matching = [i for i, sentence in enumerate(sentences) if set(sentence) & set(terms)]
    everything = engine.search(query(*terms), len(sentences) or 1).hits
    assert sorted(hit.sentence for hit in everything) == matching
    assert hits == everything[:k]
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    keys = [(-hit.score, hit.sentence) for hit in hits]
    assert keys == sorted(keys)


@given(some_sentences, st.lists(st.tuples(a_term, st.floats(0.1, 2)), max_size=4))
def test_the_weight_of_a_term_multiplies_its_score(sentences: Sentences, weighted: list[tuple[str, float]]) -> None:
    found, scores = engine_of(sentences).sentence_scores([WeightedTerm(*pair) for pair in weighted])
    singles = [np.multiply(weight, reference(sentences, [term], SENTENCE_B)) for term, weight in weighted]
    expected = np.sum(singles, axis=0)[found] if singles and len(found) else np.zeros(0)
    assert scores.tolist() == pytest.approx(expected.tolist(), abs=1e-9)


@given(some_sentences)
def test_an_engine_restored_from_its_arrays_ranks_the_same(sentences: Sentences) -> None:
    engine = engine_of(sentences)
    restored = EmbeddedEngine.from_arrays(list(engine.vocabulary), engine.arrays(), engine.statistics, "g")
    assert restored.search(query("iran", "china")) == engine.search(query("iran", "china"))


@pytest.mark.parametrize("sentences", [[], [[]], [[], []]], ids=["none", "one empty", "two empty"])
def test_a_corpus_without_terms_answers_with_no_hit(sentences: Sentences) -> None:
    engine = engine_of(sentences)
    assert engine.search(query("iran")).hits == ()
    assert engine.statistics.sentences == len(sentences)
    assert engine.document_frequency("iran") == 0


def test_a_term_in_every_sentence_still_ranks() -> None:
    hits = engine_of([["iran"], ["iran", "iran"]]).search(query("iran")).hits
    assert [hit.sentence for hit in hits] == [1, 0]
    assert all(hit.score > 0 for hit in hits)


def test_equal_sentences_come_in_reading_order_also_at_the_edge_of_k() -> None:
    engine = EmbeddedEngine.build([["truce"]] * 20, [0] * 20)
    assert [hit.sentence for hit in engine.search(query("truce"), 7).hits] == list(range(7))


def test_an_empty_query_finds_nothing() -> None:
    assert engine_of([["iran"]]).search([]).hits == ()


def test_document_frequency_counts_sentences_and_not_occurrences() -> None:
    engine = engine_of([["iran", "iran"], ["china"], ["iran"]])
    assert (engine.document_frequency("iran"), engine.document_frequency("oman")) == (2, 0)


def test_statistics_count_what_there_is_to_search() -> None:
    statistics = engine_of([["iran", "strike"], ["china"]]).statistics
    assert (statistics.sentences, statistics.passages, statistics.terms) == (2, 1, 3)
    assert statistics.average_sentence_length == 1.5


def test_a_ranking_names_its_generation_and_is_whole() -> None:
    engine: Engine = engine_of([["iran"]])
    ranking = engine.search(query("iran"))
    assert (ranking.generation, engine.generation, ranking.partial) == ("g", "g", False)


@given(st.lists(a_term))
def test_terms_are_numbered_in_alphabetical_order(terms: list[str]) -> None:
    vocabulary, numbers = number(terms)
    assert vocabulary == sorted(set(terms))
    assert [vocabulary[i] for i in numbers] == terms
