"""Group the sentences of an article into passages: the neighbourhood that is scored beside each sentence.

A passage is a paragraph, or a few short paragraphs that stand together (news paragraphs are often one sentence), or a
piece of a very long one. Passages do not overlap, so that scoring them costs one more index and no more.

>>> passages([0, 0, 1, 2, 3, 3, 3])
[0, 0, 0, 1, 1, 1, 1]
"""

from collections.abc import Sequence

#: Paragraphs are added to a passage until it holds this many sentences.
FEWEST_SENTENCES = 3
#: A passage is closed at this many sentences, also within a paragraph.
MOST_SENTENCES = 8


def passages(paragraphs: Sequence[int]) -> list[int]:
    """Number the passage of each sentence, given each sentence's paragraph number in reading order."""
    numbers: list[int] = []
    passage, held = 0, 0
    for i, paragraph in enumerate(paragraphs):
        ends_here = i > 0 and paragraph != paragraphs[i - 1] and held >= FEWEST_SENTENCES
        if ends_here or held >= MOST_SENTENCES:
            passage, held = passage + 1, 0
        numbers.append(passage)
        held += 1
    return numbers
