"""Put typing errors and other spellings of names right: for the reader, and to tell the asker what was looked for.

Only a word that no article contains is put right, and only as a word of the articles. Everything goes by offsets in the
question, so that a possessive, a hyphen or the same letters inside another word stay as they are. Pure; refuses to find
spellings: those are given.

>>> spliced("who heard Gilani's speech", [(10, 16, "Jilani")])
"who heard Jilani's speech"
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.names import Spelling
from index.terms import Token, without_possessive

#: A slice of a text, by its start and end, and what stands there instead.
Replacement = tuple[int, int, str]


class Correction(NamedTuple):
    """A term of the question, as it was typed and as it was read; ``written`` is that as people write it, if known.

    Its word is ``text[start:end]``; a part of a hyphenated word has no place of its own, and both are equal.
    """

    term: str
    start: int
    end: int
    typed: str
    meant: Spelling
    written: str


def typed_words(text: str, tokens: Iterable[Token]) -> dict[str, tuple[int, int]]:
    """Where each term of a word of one term is first typed, a possessive left out."""
    found: dict[str, tuple[int, int]] = {}
    for token in tokens:
        if len(token.terms) == 1:
            end = token.start + len(without_possessive(text[token.start : token.end]))
            found.setdefault(token.terms[0], (token.start, end))
    return found


def corrections(
    text: str,
    tokens: Iterable[Token],
    spelt: Mapping[str, Sequence[Spelling]],
    frequency: Callable[[str], int],
    surface: Callable[[str], str],
) -> Iterator[Correction]:
    """What each word of the question is read as that no article contains: of several spellings the most frequent."""
    for token in tokens:
        for term in token.terms:
            if not spelt[term] or frequency(term):
                continue
            meant = max(spelt[term], key=lambda spelling: frequency(spelling.term))
            written = surface(meant.term) if meant.is_name else meant.written
            whole = without_possessive(text[token.start : token.end])
            typed = whole if len(token.terms) == 1 else term
            end = token.start + (len(whole) if len(token.terms) == 1 else 0)
            yield Correction(term, token.start, end, typed, meant, written)


def replacements(corrected: Iterable[Correction]) -> Iterator[Replacement]:
    """What the reader is to see: a word stays as it was typed where its place or its spelling is not known."""
    return ((each.start, each.end, each.written) for each in corrected if each.written and each.start < each.end)


def spliced(text: str, replacements: Iterable[Replacement]) -> str:
    """The text with some slices, none over another, replaced."""
    for start, end, instead in sorted(replacements, reverse=True):
        text = text[:start] + instead + text[end:]
    return text
