"""Rank a question of one word, "who mediated?": what holds the word comes first, and among that the reader decides.

So few words tell the reader little of what is asked after, and it is easily led astray. Pure; refuses to read a
question.
"""

from bot.answering.asking.reading import ReadQuestion
from bot.answering.ranking.weights import Model
from bot.models import AnswerType

#: What holding the word is worth besides, in points of the ranking's score; docs/answering.md compares 0 to 3.
HOLDS_THE_WORD = 3.0


def is_one_word(question: ReadQuestion) -> bool:
    """Whether one word, which articles have, says all that a question asks after.

    "is it over?" does not: its word is only the subject. Nor does "what happened?", which names nothing.
    """
    names_one = len(question.terms) == 1 and not question.unknown and not question.is_vague
    return names_one and question.type is not AnswerType.YES_NO


def holding_the_word(model: Model) -> Model:
    """The model for questions of one word."""
    coverage = model.ranking["coverage"] + HOLDS_THE_WORD
    return model.model_copy(update={"ranking": model.ranking | {"coverage": coverage}})
