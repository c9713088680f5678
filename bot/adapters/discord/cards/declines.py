"""The card of a decline: what is missing, then the nearest sentences, marked as not an answer. Pure.

Refuses to sound like an answer: nothing is in bold inside a quotation, and no short answer stands above.
"""

from bot.adapters.discord.cards.evidence import has_evidence
from bot.adapters.discord.cards.heads import as_of_line, buttons, id_words
from bot.adapters.discord.cards.layout import Block, Card, Rule, Style, Text, Tone
from bot.adapters.discord.cards.planning import plan
from bot.adapters.discord.cards.quoting import citation_blocks
from bot.adapters.discord.cards.reasons import reason_words
from bot.adapters.discord.phrases import Phrases
from bot.models import Answer
from bot.reports import AsOf


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
    planned = plan(answer, phrases)
    blocks: list[Block] = [Text("\n".join(planned.head))]
    if planned.citations:
        blocks += [Rule(), Text(phrases.get("declined.nearest"))]
    for number, citation in planned.citations.items():
        blocks += citation_blocks(number, citation, phrases, limit=planned.quote_room)
    foot = as_of_line(as_of, phrases, id_words(stored_key, phrases))
    more = has_evidence(answer, planned, phrases)
    row = buttons(stored_key, phrases, context=bool(answer.nearest), more=more, votes=True, shared=shared)
    return Card((*blocks, Rule(), Text(foot), row), Tone.DECLINE, style)
