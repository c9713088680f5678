"""Cards: Answers and other values of the bot as Discord messages, in components or as an embed. Pure functions.

Every text in a card is the bot's own phrase or went through ``escaping``; every length is within Discord's limits for
any article and any question. Refuses to send: ``Card.kwargs`` is what the client passes on.
"""

from bot.adapters.discord.cards.answers import answer_card
from bot.adapters.discord.cards.declines import decline_card
from bot.adapters.discord.cards.evidence import evidence_card
from bot.adapters.discord.cards.layout import Card, Style

__all__ = ["Card", "Style", "answer_card", "decline_card", "evidence_card"]
