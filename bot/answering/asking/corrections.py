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
    """A word as it was typed and as the articles write what it was read as.

    Its word is ``text[start:end]``; a part of a hyphenated word has no place of its own, and both are equal.
    """

    start: int
    end: int
    typed: str
    written: str


def typed_word(text: str, token: Token) -> str:
    """The word of a token without a possessive; nothing for a hyphenated word, whose parts are terms by themselves."""
    return without_possessive(text[token.start : token.end]) if len(token.terms) == 1 else ""


def corrections(
    text: str,
    tokens: Iterable[Token],
    spelt: Mapping[str, Sequence[Spelling]],
    frequency: Callable[[str], int],
    surface: Callable[[str, str], str],
) -> Iterator[Correction]:
    """What each word of the question is read as that no article contains: of several spellings the most frequent.

    ``surface`` gives a term as the articles write it, in the form that is nearest to what was typed.
    """
    for token in tokens:
        word = typed_word(text, token)
        for term in token.terms:
            if spelt[term] and not frequency(term):
                meant = max(spelt[term], key=lambda spelling: frequency(spelling.term))
                typed = word or term
                yield Correction(token.start, token.start + len(word), typed, surface(meant.term, typed))


def replacements(corrected: Iterable[Correction]) -> Iterator[Replacement]:
    """What the reader is to see; a part of a hyphenated word stays as it was typed."""
    return ((each.start, each.end, each.written) for each in corrected if each.start < each.end)


def spliced(text: str, replacements: Iterable[Replacement]) -> str:
    """The text with some slices, none over another, replaced."""
    for start, end, instead in sorted(replacements, reverse=True):
        text = text[:start] + instead + text[end:]
    return text
