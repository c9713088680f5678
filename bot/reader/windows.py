"""Cut documents into the windows that the reader skims and reads: a sentence that was found, and what is around it.

The one definition of a window, shared by training and by the product, so that the model meets at work what it met
when it learned. Pure: sentences are known here by their numbers only, with three columns beside them (document,
paragraph, words). Refuses to see text, scores or questions.

A window is a run of consecutive sentences of one document. It grows from its hit: first inside the hit's paragraph,
sentence by sentence to both sides, then over the paragraph's borders, always the preceding sentence first, because a
pronoun points back. It stops where the next sentence would exceed the budget of words; a hit that is longer than the
budget stands alone.

>>> rows = Layout(documents=[0, 0, 0, 0, 1], paragraphs=[0, 0, 1, 1, 0], words=[10, 10, 10, 10, 10])
>>> windows([1, 0, 4], rows, budget=30)
[Window(first=0, last=2), Window(first=4, last=4)]
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol, SupportsInt

#: Words in a window. With a question and a title this makes about 90 tokens; docs/answering.md has others.
BUDGET = 60

#: Windows per question, unless told otherwise.
LIMIT = 12


class Column(Protocol):
    """Whole numbers by position: a list, a tuple, an ``array`` or a one-dimensional integer array of numpy."""

    def __len__(self) -> int: ...

    def __getitem__(self, position: int, /) -> SupportsInt: ...


class Window(NamedTuple):
    """A run of sentences, ``first`` and ``last`` included."""

    first: int
    last: int


class Layout(NamedTuple):
    """Three columns over all sentences of an index, in reading order, document after document.

    ``paragraphs`` need only differ between neighbouring paragraphs of one document. ``words`` is any cheap measure of
    length, such as ``len(text.split())``. Lists and integer arrays both serve.
    """

    documents: Column
    paragraphs: Column
    words: Column


def windows(hits: Iterable[int], layout: Layout, *, budget: int = BUDGET, limit: int = LIMIT) -> list[Window]:
    """Return at most ``limit`` windows that hold the first of ``hits`` (sentence numbers, best first).

    Greedy: a hit makes a window unless one that was made before already shows it together with the sentence before it,
    if its paragraph has one. Windows come in the order of the hits that made them. They may overlap, so a sentence can
    be read twice; the better reading counts.
    """
    made: dict[Window, None] = {}
    shown: set[int] = set()
    for hit in hits:
        if len(made) >= limit:
            break
        if hit in shown:
            continue
        window = grow(hit, layout, budget=budget)
        made[window] = None
        shown.update(range(window.first + 1, window.last + 1))
        if window.first == 0 or not _same_paragraph(window.first, window.first - 1, layout):
            shown.add(window.first)
    return list(made)


def grow(hit: int, layout: Layout, *, budget: int = BUDGET) -> Window:
    """Return the window around one sentence."""
    first = last = hit
    left = budget - int(layout.words[hit])
    for reach in (_same_paragraph, _same_document):
        open_sides = {-1, 1}
        while open_sides:
            for side in (-1, 1):
                neighbour = first - 1 if side < 0 else last + 1
                fits = 0 <= neighbour < len(layout.words) and reach(hit, neighbour, layout)
                if side not in open_sides or not fits or int(layout.words[neighbour]) > left:
                    open_sides.discard(side)
                    continue
                left -= int(layout.words[neighbour])
                first, last = min(first, neighbour), max(last, neighbour)
    return Window(first, last)


def members(window: Window) -> Iterator[int]:
    """Yield the numbers of a window's sentences."""
    return iter(range(window.first, window.last + 1))


def _same_document(a: int, b: int, layout: Layout) -> bool:
    return bool(layout.documents[a] == layout.documents[b])


def _same_paragraph(a: int, b: int, layout: Layout) -> bool:
    return _same_document(a, b, layout) and bool(layout.paragraphs[a] == layout.paragraphs[b])
