"""Say where a claim and a sentence differ in number, date, name or negation, as data and without a verdict.

A difference is reported only where both fill the same slot: the same thing counted with the same outcome, a date of the
same event, the same role of the same verb, the same word affirmed and denied. That the sentence says more is none.

>>> differences("50 people were killed on Monday.", "Officials said 10 people were killed on Monday.")
(Difference(kind='number', claim='50 people', source='10 people'),)
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from bot.answering.comparing.events import clause, outcome
from bot.answering.comparing.negation import negation
from bot.answering.comparing.parties import same_party, with_capitals
from bot.answering.comparing.roles import Slot, slots
from bot.answering.mentions.dates import DateKey, same_date
from bot.answering.mentions.proper_names import name_key
from bot.answering.mentions.quantities import Quantity, same_quantity
from bot.answering.mentions.scanning import Mention, mentions
from bot.answering.mentions.units import are_people
from bot.models import Difference
from index.terms import terms, tokenize

#: Claims and sentences are compared up to this many characters; a longer one is no sentence.
LONGEST = 2_000
#: "More than 1,000" stands for a number at most this much larger.
OPEN_ENDED = 1.1
#: Words on either side of a figure within which its context is looked for.
CONTEXT = 8
_PART = re.compile(
    r"\b(?:including|among (?:them|the dead)|of (?:them|whom)|another|other)\W+(?:\w+\W+)?\Z", re.IGNORECASE
)

_Key = TypeVar("_Key", Quantity, DateKey)


def differences(claim: str, sentence: str) -> tuple[Difference, ...]:
    """Where the two differ; nothing where they agree or speak of different things."""
    claim, sentence = claim[:LONGEST], sentence[:LONGEST]
    if not _topic(claim) & _topic(sentence):
        return ()
    found = [*_numbers(claim, sentence), *_dates(claim, sentence), *_names(claim, sentence), *negation(claim, sentence)]
    return tuple(dict.fromkeys(found))


def _topic(text: str) -> frozenset[str]:
    return frozenset(term for term in terms(text) if not term[0].isdigit())


def _numbers(claim: str, sentence: str) -> Iterator[Difference]:
    said = _found(sentence, Quantity)
    for mention, quantity in _found(claim, Quantity):
        if any(other[:2] == quantity[:2] for _, other in said):
            continue
        same = [pair for pair in said if _counts_the_same(claim, (mention, quantity), sentence, pair)]
        if same and all(_numbers_differ(quantity, other) for _, other in same):
            nearest = _nearest(claim, mention, sentence, [other for other, _ in same])
            yield _difference("number", claim, mention, sentence, nearest)


def _counts_the_same(claim: str, one: tuple[Mention, Quantity], sentence: str, other: tuple[Mention, Quantity]) -> bool:
    """Whether both count one thing with one outcome, and the sentence's figure is no part of another."""
    here, there = outcome(claim, one[0][:2]), outcome(sentence, other[0][:2])
    if not _same_unit(one[1].unit, other[1].unit, bool(here)) or _PART.search(sentence, 0, other[0].start):
        return False
    if here or there:
        return bool(here & there)
    return bool(one[1].unit and other[1].unit) or bool(_context(claim, one[0]) & _context(sentence, other[0]))


def _same_unit(one: str, other: str, suffered: bool) -> bool:
    """One unit; a bare figure ("50 killed") counts people, but no kind of them and not what killed them."""
    if one == other:
        return True
    if one and other:
        return False
    stated = one or other
    return stated == "person" or not (suffered or are_people(stated, stated))


def _numbers_differ(one: Quantity, other: Quantity) -> bool:
    """ "50" differs from "at least 10", but 1,012 not from "more than 1,000"."""
    return same_quantity(_closed(one), _closed(other)) is False


def _closed(quantity: Quantity) -> Quantity:
    if quantity.qualifier == "at least":
        return quantity._replace(high=quantity.high * OPEN_ENDED, qualifier="")
    if quantity.qualifier == "at most":
        return quantity._replace(low=quantity.low / OPEN_ENDED, qualifier="")
    return quantity


def _dates(claim: str, sentence: str) -> Iterator[Difference]:
    """Another date in a clause that states the same; not where the parties have changed places."""
    said = _found(sentence, DateKey)
    for mention, key in _found(claim, DateKey):
        if any(same_date(key, other) for _, other in said):
            continue
        near = [other for other, _ in said if _states_the_same(claim, mention, sentence, other)]
        if not near:
            continue
        nearest = _nearest(claim, mention, sentence, near)
        if same_date(key, next(other for each, other in said if each is nearest)) is False:
            yield _difference("date", claim, mention, sentence, nearest)


def _states_the_same(claim: str, ours: Mention, sentence: str, theirs: Mention) -> bool:
    """Whether the clauses of two dates share a word that is no name, and name the same parties in the same order."""
    clauses = (claim[slice(*clause(claim, *ours[:2]))], sentence[slice(*clause(sentence, *theirs[:2]))])
    names = [[text[slice(*span)] for span in _names_in(with_capitals(text))] for text in clauses]
    named = {term for each in names for name in each for term in terms(name)}
    shared = (_topic(clauses[0]) & _topic(clauses[1])) - named
    return bool(shared) and not _reversed(*([name_key(name) for name in each] for each in names))


def _reversed(one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> bool:
    places = [next((at for at, each in enumerate(other) if same_party(name, each)), -1) for name in one]
    known = [place for place in places if place >= 0]
    return known != sorted(known)


def _names_in(text: str) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions(text) if mention.kind == "name"]


def _names(claim: str, sentence: str) -> Iterator[Difference]:
    """Another name in the same role; where the sentence holds the claim's name too, only if they swap roles."""
    ours, theirs = slots(with_capitals(claim)), slots(sentence)
    for slot in ours:
        rivals = [other for other in theirs if (other.head, other.role) == (slot.head, slot.role)]
        if not rivals or any(same_party(slot.key, other.key) for other in rivals):
            continue
        elsewhere = [other for other in _found_names(sentence) if same_party(slot.key, other)]
        if (not elsewhere and _share_more(claim, sentence, slot, rivals[0])) or _swapped(slot, ours, theirs):
            yield Difference(
                kind="name", claim=claim[slot.start : slot.end], source=sentence[rivals[0].start : rivals[0].end]
            )


def _swapped(slot: Slot, ours: Sequence[Slot], theirs: Sequence[Slot]) -> bool:
    """ "Chad struck Libya" against "Libya struck Chad"."""
    partner = [other for other in ours if other.head == slot.head and other.role != slot.role]
    return any(
        same_party(slot.key, other.key) and any(same_party(mate.key, each.key) for mate in partner for each in theirs)
        for other in theirs
        if other.head == slot.head and other.role != slot.role and partner
    ) and any(same_party(mate.key, each.key) for mate in partner for each in theirs if each.role == slot.role)


def _share_more(claim: str, sentence: str, slot: Slot, rival: Slot) -> bool:
    """Whether the two have more in common than the verb and the names in question."""
    own = {*terms(claim[slot.start : slot.end]), *terms(sentence[rival.start : rival.end])}
    return bool(_topic(claim) & _topic(sentence) - own - {slot.head})


def _found_names(text: str) -> list[tuple[str, ...]]:
    return [name_key(text[slice(*name)]) for name in _names_in(text)]


def _found(text: str, kind: type[_Key]) -> list[tuple[Mention, _Key]]:
    return [(mention, mention.key) for mention in mentions(text) if isinstance(mention.key, kind)]


def _nearest(claim: str, mention: Mention, sentence: str, candidates: Sequence[Mention]) -> Mention:
    """The candidate whose surroundings share most with those of the claim's figure; of equals the first."""
    own = _context(claim, mention)
    return max(candidates, key=lambda other: (len(own & _context(sentence, other)), -other.start))


def _context(text: str, mention: Mention) -> frozenset[str]:
    """The content terms within a few words of a figure, without the figure's own."""
    tokens = tokenize(text)
    before = [token for token in tokens if token.end <= mention.start][-CONTEXT:]
    after = [token for token in tokens if token.start >= mention.end][:CONTEXT]
    return frozenset(term for token in (*before, *after) for term in token.terms if not term[0].isdigit())


def _difference(
    kind: Literal["number", "date"], claim: str, ours: Mention, sentence: str, theirs: Mention
) -> Difference:
    return Difference(kind=kind, claim=claim[ours.start : ours.end], source=sentence[theirs.start : theirs.end])
