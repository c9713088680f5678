from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import DECODED_AT_ONCE, Articles, BySource, pack
from index.models import Document, MediaType

some_documents = st.lists(
    st.builds(
        Document,
        source=st.text(min_size=1),
        text=st.text(alphabet=st.characters()),  # halves of surrogate pairs, too
        media_type=st.sampled_from(MediaType),
        body_start=st.integers(0, 5),
        content_hash=st.just("c"),
        title=st.none() | st.text(),
        published=st.none() | st.dates(),
    ),
    max_size=5,
    unique_by=lambda document: document.source,
)


@given(some_documents)
def test_what_goes_in_comes_out(documents: list[Document]) -> None:
    articles = Articles(pack(documents))
    assert list(articles) == documents
    assert [articles[i] for i in range(len(articles))] == documents
    assert articles[:2] == documents[:2]


def test_half_of_a_surrogate_pair_survives() -> None:
    document = Document(source="a", text="\ud800 x", content_hash="")
    assert Articles(pack([document]))[0] == document


def test_articles_are_found_by_their_source_and_counted_from_either_end() -> None:
    documents = [Document(source=name, text=name * 3, content_hash=name, published=date(2024, 1, 2)) for name in "abc"]
    articles = Articles(pack(documents))
    assert BySource(articles)["b"] == documents[1]
    assert dict(BySource(articles)) == dict(zip("abc", documents, strict=True))
    assert articles[-1] == documents[2]
    assert (articles.source(1), articles.content_hash(1)) == ("b", "b")


def test_what_is_not_there_is_an_error_and_not_another_article() -> None:
    articles = Articles(pack([]))
    assert len(articles) == 0
    with pytest.raises(IndexError):
        articles[0]
    with pytest.raises(KeyError):
        BySource(articles)["a"]


def test_an_article_is_decoded_once_while_it_is_in_use() -> None:
    articles = Articles(pack([Document(source=str(i), text="t", content_hash="") for i in range(DECODED_AT_ONCE + 1)]))
    first = articles[0]
    assert articles[0] is first
    list(articles)
    assert articles[0] is first
