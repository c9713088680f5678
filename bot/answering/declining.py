"""Put into words why a question is declined, for people and without blame.

Every way of not answering has its sentence here: words that no article contains, sources that speak of the matter but
leave the asked-for part out, nothing near at all, and questions that cannot be looked up. Words of the asker are shown
as plain quoted text, shortened, without characters that act on a screen. Refuses to decide whether to decline.

>>> reason(["aircraft"], AnswerType.QUANTITY, nearest=True).message
'No article mentions “aircraft”.'
"""

import unicodedata
from collections.abc import Sequence

from bot.models import LONGEST_QUESTION, AnswerType, Reason

#: More missing words than this are not listed one by one.
MOST_WORDS_SHOWN = 3
LONGEST_WORD_SHOWN = 32

#: A question of white space only.
EMPTY = Reason(message="There was no question. Ask who, what, where, when, why or how many.")
#: A question that is too long to be one.
TOO_LONG = Reason(message=f"That is long for one question. Please ask in up to {LONGEST_QUESTION} characters.")
#: A question of function words, punctuation or pictures alone.
NO_TERMS = Reason(message="There is no word in this to look for. Please name the person, place or event you mean.")
#: An index without articles.
NO_ARTICLES = Reason(message="There are no articles to answer from yet.")
#: Nothing in the articles comes near.
NOTHING_NEAR = Reason(message="This does not seem to be in the articles.")

_UNSAID = {
    AnswerType.PERSON: "clearly says who",
    AnswerType.ORGANISATION: "clearly says who or which",
    AnswerType.PLACE: "clearly says where",
    AnswerType.DATE: "clearly says when",
    AnswerType.QUANTITY: "clearly says how many or how much",
    AnswerType.NAME: "clearly says what it is called",
    AnswerType.DEFINITION: "clearly says what it means",
    AnswerType.REASON: "clearly says why",
    AnswerType.STATEMENT: "clearly answers this",
    AnswerType.YES_NO: "clearly settles this",
}
_QUOTATION_MARKS = "\"'“”„‟«»‘’‚‛`´"


def reason(missing: Sequence[str], kind: AnswerType, nearest: bool, apart: Sequence[str] = ()) -> Reason:
    """Say why a question is declined.

    ``missing``: words of the question, as typed, that no article contains. ``kind``: what it asks for. ``nearest``:
    whether some sentences come near. ``apart``: words that the articles contain, but never as the question joins them.
    """
    words = tuple(dict.fromkeys(word for word in map(_plain, missing) if word))
    if words:
        return Reason(missing_terms=words, message=f"No article mentions {_listed(words, 'or')}.")
    joined = tuple(dict.fromkeys(word for word in map(_plain, apart) if word))
    if len(joined) > 1:
        return Reason(message=f"The sources speak of {_listed(joined, 'and')}, but not together.")
    return unsaid(kind) if nearest else NOTHING_NEAR


def unsaid(kind: AnswerType) -> Reason:
    """Say that the sources speak of the matter, but that no sentence clearly answers: one may, without being known to.

    >>> unsaid(AnswerType.DATE).message
    'The sources speak of this, but no sentence clearly says when.'
    """
    return Reason(message=f"The sources speak of this, but no sentence {_UNSAID[kind]}.")


def unaskable(question: str) -> Reason | None:
    """Say why a text cannot be looked up at all, or nothing where it can.

    >>> unaskable("  ") is EMPTY, unaskable("?!") is NO_TERMS, unaskable("who mediated?")
    (True, True, None)
    """
    if not question.strip():
        return EMPTY
    if len(question) > LONGEST_QUESTION:
        return TOO_LONG
    return None if any(character.isalnum() for character in question) else NO_TERMS


def _listed(words: Sequence[str], joint: str) -> str:
    """Quote words and list them: “a”, “b” or “c”."""
    shown = [f"“{word}”" for word in words[:MOST_WORDS_SHOWN]]
    if len(words) > MOST_WORDS_SHOWN:
        shown[-1:] = [shown[-1], f"{len(words) - MOST_WORDS_SHOWN} more words"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {joint} {shown[-1]}"


def _plain(word: str) -> str:
    """One word of the asker without what acts on a screen or breaks the quotation marks around it."""
    shown = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " if c.isspace() else "" for c in word)
    shown = " ".join(shown.split()).strip(_QUOTATION_MARKS + " ")
    shown = shown.translate({ord(mark): None for mark in '“”"`'})
    return shown if len(shown) <= LONGEST_WORD_SHOWN else shown[: LONGEST_WORD_SHOWN - 1].rstrip() + "…"
