"""The card of a decline: what is missing, then the nearest sentences, marked as not an answer. Pure.

Refuses to sound like an answer: nothing is in bold inside a quotation, and no short answer stands above.
"""

from bot.adapters.discord.cards.evidence import evidence_blocks, shown_citations
from bot.adapters.discord.cards.heads import as_of_line, buttons, readings
from bot.adapters.discord.cards.layout import Block, Card, Rule, Style, Text, Tone
from bot.adapters.discord.cards.quoting import citation_blocks
from bot.adapters.discord.escaping import shown
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer, Reason
from bot.reports import AsOf

_MESSAGE = 200
_TERM = 40
_MOST_TERMS = 8


def decline_card(
    stored_key: str,
    answer: Answer,
    as_of: AsOf,
    *,
    phrases: Phrases,
    style: Style = "components",
    shared: bool = True,
) -> Card:
    """What to show where the articles do not answer; for small talk just the kind sentence."""
    assert answer.reason is not None
    if answer.type is None and not answer.nearest and not answer.reason.missing_terms:
        return Card((Text(reason_words(answer.reason, phrases)),), Tone.NOTICE, style)
    said = f"**{reason_words(answer.reason, phrases)}**"
    blocks: list[Block] = [Text("\n".join([*readings(answer, phrases), said, *_missing(answer.reason, phrases)]))]
    if answer.nearest:
        blocks += [Rule(), Text(phrases.get("declined.nearest"))]
    for number, citation in shown_citations(answer).items():
        blocks += citation_blocks(number, citation.model_copy(update={"answer_span": None}), phrases)
    foot = as_of_line(as_of, phrases, phrases.get("answer.id", id=shown(stored_key, limit=_TERM)))
    more = bool(evidence_blocks(answer, phrases))
    row = buttons(stored_key, phrases, context=bool(answer.nearest), more=more, votes=True, shared=shared)
    return Card((*blocks, Rule(), Text(foot), row), Tone.DECLINE, style)


def reason_words(reason: Reason, phrases: Phrases) -> str:
    """Why there is no answer: in the language of the phrases where they know the sentence, else as it came."""
    translated = phrases.exactly(f"reason.{reason.message}")
    if translated:
        return translated
    if reason.missing_terms and phrases.exactly("declined.no_article") and phrases.locale != "en":
        return phrases.get("declined.no_article", terms=_terms(reason, phrases))
    return phrases.isolated(shown(reason.message, limit=_MESSAGE))


def _missing(reason: Reason, phrases: Phrases) -> list[str]:
    unsaid = [term for term in reason.missing_terms if term not in reason.message]
    return [phrases.get("declined.missing", terms=_terms(reason, phrases))] if unsaid else []


def _terms(reason: Reason, phrases: Phrases) -> str:
    words = [phrases.isolated(f"“{shown(term, limit=_TERM)}”") for term in reason.missing_terms[:_MOST_TERMS]]
    return phrases.get("list.comma").join(words)
