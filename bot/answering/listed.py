"""Write a short list of words as one line of text. Longer lists are data files beside the code.

>>> sorted(listed("north south"))
['north', 'south']
"""


def listed(words: str) -> frozenset[str]:
    """The words of a line, separated by spaces."""
    return frozenset(words.split())


def ordered(words: str) -> tuple[str, ...]:
    """The words of a line, in order."""
    return tuple(words.split())
