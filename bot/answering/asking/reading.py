"""Read a question: what kind of answer it asks for, and which terms to look for with which weight.

Uses the articles' own tokeniser, so that both sides meet. Misspelt words and other spellings of names come from the
corpus's vocabulary, related words from general lists at low weight. Pure; refuses to look at any sentence.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.answering.aliases import (
    ALIAS_PART_WEIGHT,
    NO_ALIASES,
    ActiveAlias,
    AliasTable,
    activated,
    known_names,
    parts,
    weighted,
)
from bot.answering.asking.corrections import Replacement, corrections, replacements, spliced, typed_word
from bot.answering.asking.countries import other_names
from bot.answering.asking.function_words import put_right
from bot.answering.asking.rumours import as_question
from bot.answering.asking.thesaurus import NEARLY_THE_SAME, close_words
from bot.answering.asking.types import answer_type, counted_noun, repaired
from bot.answering.word_lists import sections
from bot.models import AnswerType
from index.engine import WeightedTerm
from index.names import Spelling, Spellings
from index.terms import Token, fold, stem, tokenize
from index.terms import terms as find_terms

#: Weight of another spelling of a name and of a typing error's correction, against 1 for the word.
NAME_WEIGHT = 0.9
CORRECTION_WEIGHT = 0.9
#: Weight of a word as close as the word itself; of one half as close half of it.
CLOSE_WORD_WEIGHT = 0.5
#: Weight of a name's people or country ("Iranian" for "Iran"), and of a country's name for another of its names.
PEOPLE_WEIGHT = 0.5

_QUOTED = re.compile(r"[\"“”„«‘']([^\"“”„«»’']{3,80})[\"“”»’'](?=\W|\Z)")
_NONE: frozenset[str] = frozenset()
_MEASURES, _GENERAL = "where no article has them", "not named as missing"
_OF_A_PLACE = re.compile(
    r"\b(?:in|at|near|from|(?<!according )to|inside|outside|around|over|through)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_COUNTRY_IN_LOWER_CASE = re.compile(r"\b(the|by|and|from|with|in) us\b")


class ReadQuestion(NamedTuple):
    """A question as the other steps see it; ``text`` is a rumour put as a question, its function words spelt right.

    ``terms`` are its distinct content terms in order; ``alternatives`` maps a term to the corpus's terms that count as
    it (itself included), ``close`` a term that is no name to words that may stand for it, with how close they are.
    ``counted`` is what "how many" asks the number of. ``unknown`` are the terms that no article contains under any
    spelling, ``missing`` those of them, as typed, for which the articles have no other word either; ``spellings`` are
    the words that were read as another. ``aliases`` are its names that have other names in the articles by the
    moderators' table; ``known_as`` is the text for the reader: with names that the articles know, words spelt rightly.
    ``is_vague``: there are only words of asking ("what happened?").
    """

    text: str
    type: AnswerType
    terms: tuple[str, ...]
    alternatives: dict[str, frozenset[str]]
    close: Mapping[str, Mapping[str, float]]
    query: tuple[WeightedTerm, ...]
    names: frozenset[str]
    counted: str | None
    phrases: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    spellings: dict[str, str]
    aliases: tuple[ActiveAlias, ...] = ()
    known_as: str = ""
    is_vague: bool = False

    def markers(self, ordered: Sequence[str]) -> frozenset[str]:
        """What stands for aliases of several words that are in a sentence, for its terms."""
        if not self.aliases:
            return _NONE
        return frozenset(marker for alias in self.aliases if (marker := alias.marker_in(ordered)))


class Lexicon(NamedTuple):
    """What reading needs to know of a corpus: term frequencies, other spellings, and how to write a term out."""

    frequency: Callable[[str], int]
    spellings: Spellings
    surface: Callable[[str, str], str]
    names: frozenset[str]


def read(
    text: str,
    lexicon: Lexicon,
    *,
    spellings: bool = True,
    related: bool = True,
    aliases: AliasTable = NO_ALIASES,
) -> ReadQuestion:
    """Read one question against one corpus; without ``spellings`` and ``related`` words, by its own words alone."""
    text = put_right(as_question(text), lexicon.frequency) if spellings else as_question(text)
    text = _COUNTRY_IN_LOWER_CASE.sub(lambda m: f"{m[1]} US", repaired(text))
    tokens = [token for token in tokenize(text) if token.terms]
    words = {term: text[token.start : token.end] for token in reversed(tokens) for term in token.terms}
    spelt: dict[str, Sequence[Spelling]] = dict.fromkeys(words, ())
    if spellings:
        spelt = _spelt(text, tokens, lexicon)
    countries = _countries(text, tokens, spelt, lexicon) if spellings else {}
    spelt |= {token.terms[0]: () for token in countries}
    found = {
        term: _alternatives(term, spelt[term], lexicon, splits=spellings) for token in tokens for term in token.terms
    }
    found |= {token.terms[0]: [(name, PEOPLE_WEIGHT) for name in names] for token, names in countries.items()}
    if spellings:
        _join_compounds(tokens, found, lexicon)
    active = activated(aliases, text, tokens, found, lexicon.frequency)
    _add_aliases(found, active, lexicon)
    own = {term for alias in active for term in alias.terms}
    telling = _telling(text, tokens, own, lexicon.frequency)
    tokens = telling or tokens
    found = {term: found[term] for token in tokens for term in token.terms}
    strangers = [token for token in tokens if own.isdisjoint(token.terms)]
    corrected = list(corrections(text, strangers, spelt, lexicon.frequency, lexicon.surface))
    compounds = {token.terms[0]: token.terms[1:] for token in tokens if len(token.terms) > 1}
    unknown = [term for term in found if not found[term] and not _covered(term, compounds, found)]
    sayings = (_MEASURES, _GENERAL)
    unnamed = {term for token in tokens for each in sayings if _asks(text, token, each, own) for term in token.terms}
    names = _names(text, tokens, found, lexicon)
    close = {term: close_words(term) for term in found if term not in names | own} if related else {}
    missing = [term for term in unknown if not _has_another_word(close.get(term, {}), found, lexicon)]
    return ReadQuestion(
        text=text,
        type=answer_type(text),
        terms=tuple(found),
        alternatives={term: frozenset({term, *(other for other, _ in others)}) for term, others in found.items()},
        query=tuple(_query(found, close, active)),
        close=close,
        names=names.union(*(alias.terms for alias in active if alias.is_name)),
        counted=next(iter(find_terms(f"a {counted_noun(text) or ''}")), None),
        phrases=tuple(match[1] for match in _QUOTED.finditer(text)),
        unknown=tuple(unknown),
        missing=tuple(dict.fromkeys(words[term] for term in missing if term in words and term not in unnamed)),
        spellings={each.typed: each.written for each in corrected},
        aliases=active,
        is_vague=not telling,
        known_as=spliced(
            text,
            [
                *known_names(active, lexicon.frequency),
                *replacements(corrected),
                *(_country(text, each, countries[each][0], lexicon) for each in strangers if each in countries),
            ],
        ),
    )


def _telling(text: str, tokens: list[Token], names: Container[str], frequency: Callable[[str], int]) -> list[Token]:
    """The words that name what is asked after, and not by which it is asked.

    Words of measure that no article has go only where two others are left: "how old is she?" asks for more than her.
    """
    telling = [token for token in tokens if not _asks(text, token, "never", names)]
    known = [token for token in telling if not _asks(text, token, _MEASURES, names) or any(map(frequency, token.terms))]
    return known if len({token.terms for token in known}) > 1 else telling


def _asks(text: str, token: Token, section: str, names: Container[str]) -> bool:
    """Whether a word is one by which people ask, and no part of a name: by its capital, or by the alias table."""
    word, is_shouted = text[token.start : token.end], not any(map(str.islower, text))
    is_name = (token.start and word[:1].isupper() and not is_shouted) or any(term in names for term in token.terms)
    return not is_name and fold(word) in sections("asking_words.txt")[section]


def _spelt(text: str, tokens: Iterable[Token], lexicon: Lexicon) -> dict[str, Sequence[Spelling]]:
    """Other spellings of each term; a word of one term is also looked at as it was typed."""
    typed = {term: typed_word(text, token) for token in tokens for term in token.terms}
    return {term: lexicon.spellings.of(term, word or term) for term, word in typed.items()}


def _alternatives(term: str, spelt: Iterable[Spelling], lexicon: Lexicon, *, splits: bool) -> list[tuple[str, float]]:
    """The corpus's terms that a term stands for, with their weights; none if nothing fits."""
    known = _known(term, lexicon)
    others = [(each.term, NAME_WEIGHT if each.is_name else CORRECTION_WEIGHT) for each in spelt]
    if known or others:
        peoples = [(other, PEOPLE_WEIGHT) for other in lexicon.spellings.of_people(term)]
        return [*known, *others, *peoples]
    halves = lexicon.spellings.split(term) if splits else None
    return [(half, 0.7) for half in halves] if halves else []


def _countries(
    text: str, tokens: Iterable[Token], spelt: Mapping[str, Sequence[Spelling]], lexicon: Lexicon
) -> dict[Token, list[str]]:
    """The names by which the articles know the country that a word speaks for, where they do not have the word itself.

    A place ("in Washington") speaks for nobody, and another spelling of the same name comes first.
    """
    speaking = [
        token
        for token in tokens
        if typed_word(text, token)
        and not lexicon.frequency(token.terms[0])
        and not any(spelling.is_name for spelling in spelt[token.terms[0]])
        and not _OF_A_PLACE.search(text[: token.start])
    ]
    known = {token: [other for other in other_names(token.terms[0]) if lexicon.frequency(other)] for token in speaking}
    return {token: names for token, names in known.items() if names}


def _country(text: str, token: Token, name: str, lexicon: Lexicon) -> Replacement:
    """What the reader is to see in place of a capital."""
    word = typed_word(text, token)
    return token.start, token.start + len(word), lexicon.surface(name, word)


def _add_aliases(found: dict[str, list[tuple[str, float]]], active: Iterable[ActiveAlias], lexicon: Lexicon) -> None:
    """A word that the table knows and the articles do not is no typing error of another."""
    for term in {term for alias in active for term in alias.terms if not lexicon.frequency(term)}:
        found[term] = []
    for term, other, weight in weighted(active):
        if all(other != known for known, _ in found[term]):
            found[term] = [*found[term], (other, weight)]


def _known(term: str, lexicon: Lexicon) -> list[tuple[str, float]]:
    return [(term, 1.0)] if lexicon.frequency(term) else []


def _join_compounds(tokens: list[Token], found: dict[str, list[tuple[str, float]]], lexicon: Lexicon) -> None:
    """ "counter terrorism" also looks for "counterterrorism", where the corpus writes it so."""
    for (first, second), joined in _joined(tokens):
        if lexicon.frequency(joined):
            for term in (first, second):
                found[term] = [*found[term], (joined, 0.5)]


def _joined(tokens: list[Token]) -> Iterable[tuple[tuple[str, str], str]]:
    for one, other in pairwise(tokens):
        if len(one.terms) == len(other.terms) == 1 and other.start - one.end == 1:
            yield (one.terms[0], other.terms[0]), stem(one.terms[0] + other.terms[0])


def _covered(term: str, compounds: dict[str, tuple[str, ...]], found: dict[str, list[tuple[str, float]]]) -> bool:
    """A hyphenated word is not missing when its parts are found, nor a part when the whole is."""
    parts = compounds.get(term)
    if parts:
        return all(found[part] for part in parts)
    return any(term in parts and found[whole] for whole, parts in compounds.items())


def _has_another_word(close: Mapping[str, float], asked: Container[str], lexicon: Lexicon) -> bool:
    """Whether the articles have a word that says nearly the same and is not asked for anyway."""
    nearly = (other for other, closeness in close.items() if closeness >= NEARLY_THE_SAME)
    return any(other not in asked and lexicon.frequency(other) for other in nearly)


def _query(
    found: dict[str, list[tuple[str, float]]], close: Mapping[str, Mapping[str, float]], active: Iterable[ActiveAlias]
) -> Iterable[WeightedTerm]:
    weights: dict[str, float] = {}
    for spellings in found.values():
        for term, weight in spellings:
            if weight:
                weights[term] = max(weight, weights.get(term, 0.0))
    for term in parts(active):
        weights[term] = max(ALIAS_PART_WEIGHT, weights.get(term, 0.0))
    for words in close.values():
        for other, closeness in words.items():
            weights[other] = max(CLOSE_WORD_WEIGHT * closeness, weights.get(other, 0.0))
    return [WeightedTerm(term, weight) for term, weight in weights.items()]


def _names(
    text: str, tokens: list[Token], found: dict[str, list[tuple[str, float]]], lexicon: Lexicon
) -> frozenset[str]:
    """Terms that are names: written with a capital inside the question, or known as names in the articles."""
    capitals = {
        term
        for token in tokens[0 if any(c.islower() for c in text) else len(tokens) :]
        if token.start and text[token.start].isupper()
        for term in token.terms
    }
    known = {term for term, spelt in found.items() if any(other in lexicon.names for other, _ in spelt)}
    return frozenset(capitals | known)
