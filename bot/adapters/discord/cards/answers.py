"""The card of an answer: the short answer, the sentences it is taken from, who agrees, how sure, as of when. Pure.

Refuses to rank, to count sources or to write about the matter: it puts an Answer's own values under one another.
"""

from bot.adapters.discord.cards.declines import decline_card
from bot.adapters.discord.cards.evidence import evidence_card, has_evidence
from bot.adapters.discord.cards.heads import as_of_line, buttons, id_words
from bot.adapters.discord.cards.layout import Block, Card, Rule, Style, Text, Tone
from bot.adapters.discord.cards.planning import plan
from bot.adapters.discord.cards.quoting import citation_blocks
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer
from bot.reports import AsOf

_CONFIDENCE = ((0.85, "high"), (0.6, "fair"), (0.0, "low"))


def answer_card(
    stored_key: str,
    answer: Answer,
    as_of: AsOf,
    *,
    phrases: Phrases,
    style: Style = "components",
    shared: bool = True,
    page: int = 0,
) -> Card:
    """What to show for a question: its answer, or why there is none; pages after the first hold the evidence."""
    if page > 0:
        return evidence_card(stored_key, answer, page - 1, phrases=phrases, style=style)
    if answer.status == "declined":
        return decline_card(stored_key, answer, as_of, phrases=phrases, style=style, shared=shared)
    planned = plan(answer, phrases)
    differs = answer.agreement is not None and answer.agreement.relation == "disagree"
    agreement = [f"**{planned.agreement}**"] if planned.agreement else []
    head = [*planned.head, *(agreement if differs else [])]
    blocks: list[Block] = [Text("\n".join(head))]
    for number, citation in planned.citations.items():
        blocks += citation_blocks(number, citation, phrases, limit=planned.quote_room)
    foot = [] if differs else agreement
    foot += [confidence_words(answer.confidence, phrases), as_of_line(as_of, phrases, id_words(stored_key, phrases))]
    more = has_evidence(answer, planned, phrases)
    row = buttons(stored_key, phrases, context=True, more=more, votes=True, shared=shared)
    return Card((*blocks, Rule(), Text("\n".join(foot)), row), Tone.DIFFERING if differs else Tone.ANSWER, style)


def confidence_words(confidence: float, phrases: Phrases) -> str:
    """A probability in a word and a number: "Confidence: high (93 %)"."""
    word = next(word for least, word in _CONFIDENCE if confidence >= least)
    percent = f"{confidence:.0%}".rstrip("%")
    return phrases.get("answer.confidence", word=phrases.get(f"answer.confidence.{word}"), percent=percent)
