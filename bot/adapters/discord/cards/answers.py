"""The card of an answer: the short answer, the sentences it is taken from, who agrees, how sure, as of when. Pure.

Refuses to rank, to count sources or to write about the matter: it puts an Answer's own values under one another.
"""

from collections.abc import Container

from bot.adapters.discord.cards.agreeing import agreement_line
from bot.adapters.discord.cards.declines import decline_card
from bot.adapters.discord.cards.evidence import evidence_blocks, evidence_card, shown_citations
from bot.adapters.discord.cards.heads import as_of_line, buttons, readings
from bot.adapters.discord.cards.layout import Block, Card, Rule, Style, Text, Tone
from bot.adapters.discord.cards.quoting import citation_blocks
from bot.adapters.discord.escaping import length, shown
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer
from bot.reports import AsOf

#: A short answer longer than this is bold instead of a heading.
_HEADING = 80
_SHORT_ANSWER = 240
_KEY = 40
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
    if answer.status == "declined":
        return decline_card(stored_key, answer, as_of, phrases=phrases, style=style, shared=shared)
    if page > 0:
        return evidence_card(stored_key, answer, page - 1, phrases=phrases, style=style)
    on_card = shown_citations(answer)
    blocks: list[Block] = [Text("\n".join([*readings(answer, phrases), _short_answer(answer, phrases)]))]
    for number, citation in on_card.items():
        blocks += citation_blocks(number, citation, phrases)
    blocks += [Rule(), Text(_foot(stored_key, answer, as_of, on_card, phrases))]
    more = bool(evidence_blocks(answer, phrases))
    blocks.append(buttons(stored_key, phrases, context=True, more=more, votes=True, shared=shared))
    differs = answer.agreement is not None and answer.agreement.relation == "disagree"
    return Card(tuple(blocks), Tone.DIFFERING if differs else Tone.ANSWER, style)


def confidence_words(confidence: float, phrases: Phrases) -> str:
    """A probability in a word and a number: "Confidence: high (93 %)"."""
    word = next(word for least, word in _CONFIDENCE if confidence >= least)
    percent = f"{confidence:.0%}".rstrip("%")
    return phrases.get("answer.confidence", word=phrases.get(f"answer.confidence.{word}"), percent=percent)


def _short_answer(answer: Answer, phrases: Phrases) -> str:
    if not answer.short_answer:
        return f"### {phrases.get('answer.untitled')}"
    text = phrases.isolated(shown(answer.short_answer, limit=_SHORT_ANSWER))
    return f"## {text}" if length(text) <= _HEADING else f"**{text}**"


def _foot(key: str, answer: Answer, as_of: AsOf, numbers: Container[int], phrases: Phrases) -> str:
    agreement = agreement_line(answer, numbers, phrases)
    lines = [f"**{agreement}**"] if agreement else []
    lines.append(confidence_words(answer.confidence, phrases))
    lines.append(as_of_line(as_of, phrases, phrases.get("answer.id", id=shown(key, limit=_KEY))))
    return "\n".join(lines)
