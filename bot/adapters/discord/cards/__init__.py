"""Cards: Answers and other values of the bot as Discord messages, in components or as an embed. Pure functions.

Every text in a card is the bot's own phrase or went through ``escaping``; every length is within Discord's limits for
any article and any question. Refuses to send: ``Card.kwargs`` is what the client passes on.
"""

from bot.adapters.discord.cards.answers import answer_card
from bot.adapters.discord.cards.checks import claim_check_card
from bot.adapters.discord.cards.choices import settings_card
from bot.adapters.discord.cards.contexts import cited, context_card
from bot.adapters.discord.cards.declines import decline_card
from bot.adapters.discord.cards.evidence import evidence_card
from bot.adapters.discord.cards.layout import Card, Style
from bot.adapters.discord.cards.listings import sources_card
from bot.adapters.discord.cards.notices import help_card, notice_card, privacy_card

__all__ = [
    "Card",
    "Style",
    "answer_card",
    "cited",
    "claim_check_card",
    "context_card",
    "decline_card",
    "evidence_card",
    "help_card",
    "notice_card",
    "privacy_card",
    "settings_card",
    "sources_card",
]
