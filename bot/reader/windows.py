"""Cut documents into the windows that the reader reads: a sentence that was found, and what stands around it.

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

#: Words in a window. With a question and a title this makes about 110 tokens, 13 of which the reader reads in 60 ms.
BUDGET = 72

#: Windows per question.
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

    Greedy: a hit makes a window unless one that was made before already shows it with what precedes it (see
    ``shows``). Windows come in the order of the hits that made them. They may overlap, so a sentence can be read
    twice; the better reading counts.
    """
    made: list[Window] = []
    for hit in hits:
        if len(made) >= limit:
            break
        if any(shows(window, hit, layout) for window in made):
            continue
        window = grow(hit, layout, budget=budget)
        if window not in made:
            made.append(window)
    return made


def shows(window: Window, hit: int, layout: Layout) -> bool:
    """Tell whether a window holds a sentence together with the one before it, if its paragraph has one."""
    if not window.first <= hit <= window.last:
        return False
    return hit > window.first or hit == 0 or not _same_paragraph(hit, hit - 1, layout)


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
