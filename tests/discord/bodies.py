"""The body that Discord's library makes of a card, without a connection."""

from typing import Any

from discord.http import handle_message_parameters

from bot.adapters.discord.cards import Card


def body(card: Card) -> dict[str, Any]:
    """What is sent for a card."""
    with handle_message_parameters(**card.kwargs()) as sent:
        assert sent.payload is not None
        return dict(sent.payload)
