"""Decide what of an Answer stands on its card, and how much room is left for each quotation. Pure.

The card and the pages behind it follow the same plan, so that what the one leaves out stands on the others. Refuses to
leave out a side: where the sources give several values, a sentence for each of them comes first.
"""

from typing import NamedTuple

from bot.adapters.discord.cards.agreeing import agreement_line
from bot.adapters.discord.cards.heads import heading, readings
from bot.adapters.discord.cards.quoting import excerpt
from bot.adapters.discord.cards.reasons import missing_words, reason_words
from bot.adapters.discord.cards.sourcing import fits, names, source_text
from bot.adapters.discord.escaping import length
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer, Citation

#: Sentences on a card; one more where there are more sides than that.
MOST_CITATIONS = 3
_MOST_SIDES = 4
#: Characters of a quotation on a card, escapes included; nearly every sentence of an article is shorter.
_QUOTE = 600
_SHORTEST_QUOTE = 60
#: Discord takes 4,000 characters; the foot, which is no part of the plan, takes less than 400.
_ROOM = 3_500
_HEADING = 80


class Plan(NamedTuple):
    """What stands on a card above its foot, and the characters that each quotation may take."""

    head: tuple[str, ...]
    citations: dict[int, Citation]
    agreement: str
    quote_room: int

    def shows_all_of(self, number: int) -> bool:
        """Whether every word of a citation stands on the card."""
        citation = self.citations.get(number)
        return citation is not None and excerpt(citation, limit=self.quote_room).is_whole and fits(names(citation))


def plan(answer: Answer, phrases: Phrases) -> Plan:
    """Plan the card of an answer or a decline."""
    citations = shown_citations(answer)
    agreement = agreement_line(answer, citations, phrases)
    head = (*readings(answer, phrases), *_said(answer, phrases))
    sources = [source_text(number, citation, phrases) for number, citation in citations.items()]
    room = _ROOM - sum(length(text) + 6 for text in (*head, agreement, *sources))
    return Plan(head, citations, agreement, max(_SHORTEST_QUOTE, min(_QUOTE, room // max(1, len(citations)))))


def numbered_citations(answer: Answer) -> dict[int, Citation]:
    """All sentences of an answer, by the numbers that people refer to them with: their places in the answer.

    Those of a decline carry no answer: nothing in them is marked.
    """
    if answer.status == "declined":
        return dict(enumerate((each.model_copy(update={"answer_span": None}) for each in answer.nearest), 1))
    return dict(enumerate(answer.citations, 1))


def shown_citations(answer: Answer) -> dict[int, Citation]:
    """The sentences on the card, by their numbers."""
    numbered = numbered_citations(answer)
    if answer.status == "declined":
        return dict(list(numbered.items())[:MOST_CITATIONS])
    values = answer.agreement.values if answer.agreement else ()
    sides = [value.citations[0] + 1 for value in values if value.citations][:_MOST_SIDES]
    best = dict.fromkeys([1, *sides, *(number for number, each in numbered.items() if each.supports)])
    most = max(MOST_CITATIONS, min(_MOST_SIDES, len({1, *sides})))
    chosen = [number for number in best if number in numbered][:most]
    return {number: numbered[number] for number in sorted(chosen)}


def _said(answer: Answer, phrases: Phrases) -> list[str]:
    if answer.reason is None:
        return [heading(answer, phrases)]
    said = reason_words(answer.reason, phrases)
    large = f"### {said}" if length(said) <= _HEADING else f"**{said}**"
    return [large, *missing_words(answer.reason, phrases)]
