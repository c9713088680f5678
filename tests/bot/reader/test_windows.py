from hypothesis import given
from hypothesis import strategies as st

from bot.reader.windows import Layout, Window, grow, members, windows


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    sizes = draw(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=4), min_size=1, max_size=4))
    documents = [number for number, paragraphs in enumerate(sizes) for _ in range(sum(paragraphs))]
    paragraphs = [number for each in sizes for number, size in enumerate(each) for _ in range(size)]
    words = draw(st.lists(st.integers(0, 90), min_size=len(documents), max_size=len(documents)))
    return Layout(documents, paragraphs, words)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Layout, list[int]]:
    layout = draw(layouts())
    return layout, draw(st.lists(st.integers(0, len(layout.words) - 1), unique=True))


@given(asked(), st.integers(1, 100), st.integers(0, 8))
def test_windows_keep_to_one_document_the_budget_and_the_limit(
    given_rows: tuple[Layout, list[int]], budget: int, limit: int
) -> None:
    layout, hits = given_rows
    made = windows(hits, layout, budget=budget, limit=limit)
    assert len(made) <= limit
    for window in made:
        numbers = list(members(window))
        assert len({layout.documents[n] for n in numbers}) == 1
        assert len(numbers) == 1 or sum(layout.words[n] for n in numbers) <= budget


@given(asked())
def test_without_a_limit_every_hit_is_shown(given_rows: tuple[Layout, list[int]]) -> None:
    layout, hits = given_rows
    made = windows(hits, layout, limit=10_000)
    assert all(any(w.first <= hit <= w.last for w in made) for hit in hits)
    assert len(set(made)) == len(made)


@given(asked())
def test_a_lower_limit_gives_the_first_of_the_same_windows(given_rows: tuple[Layout, list[int]]) -> None:
    layout, hits = given_rows
    assert windows(hits, layout, limit=2) == windows(hits, layout, limit=10_000)[:2]


def test_a_paragraph_is_filled_before_its_neighbours() -> None:
    layout = Layout([0] * 6, [0, 1, 1, 1, 2, 2], [10] * 6)
    assert grow(2, layout, budget=30) == Window(1, 3)


def test_the_preceding_sentence_comes_first_when_only_one_fits() -> None:
    layout = Layout([0] * 3, [0, 0, 0], [10] * 3)
    assert grow(1, layout, budget=20) == Window(0, 1)


def test_a_sentence_longer_than_the_budget_stands_alone() -> None:
    assert grow(1, Layout([0] * 3, [0] * 3, [1, 500, 1]), budget=72) == Window(1, 1)


def test_a_hit_at_the_start_of_a_window_gets_its_own_for_what_precedes_it() -> None:
    layout = Layout([0] * 4, [0] * 4, [30] * 4)
    assert windows([2, 1], layout, budget=60) == [Window(1, 2), Window(0, 1)]
    assert windows([2, 1], Layout([0] * 4, [0, 1, 1, 1], [30] * 4), budget=60) == [Window(1, 2)]
    assert windows([1, 0], layout, budget=60) == [Window(0, 1)]


def test_integer_arrays_serve_as_columns() -> None:
    import numpy as np

    layout = Layout(np.zeros(3, np.int32), np.zeros(3, np.int32), np.full(3, 10, np.int16))
    assert windows([1], layout, budget=30) == [Window(0, 2)]
