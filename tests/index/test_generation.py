from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyse
from index.building import build
from index.engine import WeightedTerm
from index.generation import Generation, generation_name, line_at
from index.models import Corpus
from index.terms import terms
from tests.builders import A_DAY, documents
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of, quotes

some_articles = st.lists(st.text(max_size=400), max_size=4).map(lambda texts: {f"{i}": t for i, t in enumerate(texts)})


@pytest.fixture(scope="module")
def three() -> Generation:
    return generation_of(a=TRUCE, b=STRIKE, c=RECALL)


def test_positions_run_over_all_articles_in_reading_order(three: Generation) -> None:
    assert [sentence[:9] for sentence in quotes(three)] == [
        "The two s",
        "The envoy",
        "The army ",
        "“Nobody w",
        "Both stat",
        "Neither h",
    ]
    assert list(three.sentences_of("b.txt")) == [2, 3]
    assert [three.document_of(position) for position in range(len(three))] == [0, 0, 1, 1, 2, 2]


@given(some_articles)
def test_every_sentence_is_a_slice_of_its_article(texts: dict[str, str]) -> None:
    generation = generation_of(**texts)
    for position in range(len(generation)):
        sentence = generation.sentence(position)
        assert generation.document(sentence.source).text[sentence.start : sentence.end] == sentence.text
        assert generation.text_of(position) == sentence.text
        assert generation.terms_of(position) == terms(sentence.text)
        assert generation.position_at(sentence.source, sentence.start) == position
        assert generation.position_at(sentence.source, sentence.end - 1) == position
        assert list(generation.sentences_of(sentence.source))[sentence.order] == position
    assert generation.broken_sentences() == []


def test_a_sentence_knows_its_line_and_its_paragraph(three: Generation) -> None:
    envoy, nobody, neither = (three.sentence(position) for position in (1, 3, 5))
    assert (envoy.line, envoy.paragraph, envoy.order) == (3, 1, 1)
    assert (nobody.line, nobody.paragraph, nobody.order) == (3, 1, 1)
    assert neither.line == 2
    assert three.paragraph_of(1) == 1


@pytest.mark.parametrize(("text", "lines"), [("a\nb", 2), ("a\r\nb", 2), ("a\rb", 2), ("a\r\n\r\nb", 3), ("b", 1)])
def test_lines_are_counted_as_editors_count_them(text: str, lines: int) -> None:
    assert line_at(text, text.index("b")) == lines


def test_neighbours_never_leave_the_article(three: Generation) -> None:
    assert [sentence.position for sentence in three.neighbours(2)] == [3]
    assert list(three.window(3, before=5, after=5)) == [2, 3]
    assert three.neighbours(2, before=0, after=0) == []
    assert three.text_before(2) is None
    assert three.text_before(3) == three.text_of(2)


def test_a_place_between_sentences_belongs_to_none(three: Generation) -> None:
    assert three.position_at("b.txt", 0) is None
    assert three.position_at("a.txt", len(TRUCE) - 1) is None


def test_what_is_not_there_is_an_error_and_not_another_sentence(three: Generation) -> None:
    for position in (-1, len(three)):
        with pytest.raises(IndexError):
            three.sentence(position)
        with pytest.raises(IndexError):
            three.terms_of(position)
    with pytest.raises(KeyError):
        three.document("nowhere.txt")


def test_the_words_of_a_sentence_are_counted_with_function_words(three: Generation) -> None:
    assert three.word_count(0) == 9
    assert len(three.term_numbers(0)) == len(three.terms_of(0)) < 9


def test_furniture_is_kept_for_checking(three: Generation) -> None:
    (paragraph,) = three.furniture("b.txt")
    assert STRIKE[paragraph.start : paragraph.end] == "Skip to content"
    assert three.headings("b.txt") == []


def test_names_of_all_articles_are_collected_by_their_stem() -> None:
    generation = generation_of(a="It was said that Jilani had left the town.", b="It was said that JILANI had stayed.")
    assert generation.names["jilani"] == ("JILANI", "Jilani")


def test_the_analysis_of_an_article_comes_back_as_it_went_in(three: Generation) -> None:
    for document in three.documents:
        kept, made = three.analysis(document.source), analyse(document)
        assert kept.sentences.tolist() == made.sentences.tolist()
        assert kept.asides.tolist() == made.asides.tolist()
        assert (list(kept.terms), kept.names) == (made.terms, made.names)


def test_passages_do_not_run_from_one_article_into_the_next() -> None:
    generation = generation_of(a=TRUCE, b=TRUCE.replace("China", "Oman"))
    best, *_ = generation.engine.search([WeightedTerm("oman")]).hits
    assert [hit.sentence for hit in generation.engine.search([WeightedTerm("oman")]).hits] == [3]
    assert generation.engine.statistics.passages == 2
    assert best.neighbourhood_score > 0


def test_the_name_follows_from_the_content_and_from_nothing_else() -> None:
    assert generation_of(a=TRUCE).name == generation_of(a=TRUCE).name
    assert generation_of(a=TRUCE).name != generation_of(a=STRIKE).name
    assert generation_of(a=TRUCE).engine.generation == generation_of(a=TRUCE).name


def test_another_tokeniser_gives_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = generation_name("f")
    monkeypatch.setattr("index.generation.TERMS_VERSION", "another")
    assert generation_name("f") != before


def test_a_generation_of_no_article_answers_nothing() -> None:
    generation = generation_of()
    assert (len(generation), len(generation.documents), dict(generation.names)) == (0, 0, {})
    assert generation.engine.search([WeightedTerm("truce")]).hits == ()


def test_an_analysis_for_each_article_or_none_at_all() -> None:
    corpus = Corpus(root="", documents=documents({"a": TRUCE, "b": STRIKE}))
    with pytest.raises(ValueError, match="2 documents but 1 analyses"):
        build(corpus, [analyse(corpus.documents[0])], built_at=A_DAY)


def test_threads_may_share_a_generation(three: Generation) -> None:
    fresh = generation_of(a=TRUCE, b=STRIKE, c=RECALL)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: (quotes(fresh), dict(fresh.names)), range(40)))
    assert all(result == (quotes(three), dict(three.names)) for result in results)
