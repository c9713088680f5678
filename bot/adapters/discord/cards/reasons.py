"""Say why there is no answer, in the language of the phrases as far as they know the reason. Pure."""

from bot.adapters.discord.escaping import shown
from bot.adapters.discord.phrases import ENGLISH, Phrases
from bot.models import Reason

#: Characters of a reason on a card.
MESSAGE = 200
_TERM = 40
_MOST_TERMS = 8


def reason_words(reason: Reason, phrases: Phrases) -> str:
    """The reason: translated where the phrases have it, made anew around the missing words, else as it came."""
    translated = phrases.exactly(f"reason.{reason.message}")
    if translated:
        return translated
    if reason.missing_terms and phrases.locale != ENGLISH:
        return phrases.get("declined.no_article", terms=_terms(reason, phrases))
    return phrases.isolated(shown(reason.message, limit=MESSAGE)) or phrases.get("declined.untitled")


def missing_words(reason: Reason, phrases: Phrases) -> list[str]:
    """A line with the words that no article contains, where the reason itself does not name them."""
    unsaid = [term for term in reason.missing_terms if term not in reason.message]
    return [phrases.get("declined.missing", terms=_terms(reason, phrases))] if unsaid else []


def _terms(reason: Reason, phrases: Phrases) -> str:
    words = [phrases.isolated(f"“{shown(term, limit=_TERM)}”") for term in reason.missing_terms[:_MOST_TERMS]]
    return phrases.get("list.comma").join(words)
