"""Every way of declining has words for people: named, plain, without blame and without harm on a screen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.declining import EMPTY, NO_ARTICLES, NO_TERMS, NOTHING_NEAR, TOO_LONG, reason, unaskable, unsaid
from bot.models import LONGEST_QUESTION, AnswerType


def test_a_word_that_no_article_contains_is_named() -> None:
    why = reason(["aircraft"], AnswerType.QUANTITY, nearest=True)
    assert why.message == "No article mentions “aircraft”."
    assert why.missing_terms == ("aircraft",)


def test_two_missing_words_are_joined_and_named_once_each() -> None:
    assert reason(["aircraft", "Boeing", "aircraft"], AnswerType.PERSON, nearest=True).message == (
        "No article mentions “aircraft” or “Boeing”."
    )


def test_more_than_three_missing_words_are_counted() -> None:
    message = reason(["one", "two", "three", "four", "five"], AnswerType.PERSON, nearest=False).message
    assert message == "No article mentions “one”, “two”, “three” or 2 more words."


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        (AnswerType.PERSON, "clearly says who."),
        (AnswerType.PLACE, "clearly says where."),
        (AnswerType.DATE, "clearly says when."),
        (AnswerType.QUANTITY, "clearly says how many or how much."),
        (AnswerType.REASON, "clearly says why."),
        (AnswerType.DEFINITION, "clearly says what it means."),
        (AnswerType.YES_NO, "clearly settles this."),
    ],
)
def test_no_sentence_is_said_to_answer_clearly_rather_than_the_sources_to_be_silent(
    kind: AnswerType, ending: str
) -> None:
    assert reason([], kind, nearest=True).message == f"The sources speak of this, but no sentence {ending}"


def test_every_kind_of_answer_has_its_words() -> None:
    assert len({unsaid(kind).message for kind in AnswerType}) == len(AnswerType)


def test_nothing_near_is_said_as_such() -> None:
    assert reason([], AnswerType.DATE, nearest=False) == NOTHING_NEAR


def test_words_that_never_stand_together_are_named() -> None:
    assert reason([], AnswerType.NAME, nearest=True, apart=["codename", "Iran"]).message == (
        "The sources speak of “codename” and “Iran”, but not together."
    )


def test_what_cannot_be_looked_up_is_told_apart() -> None:
    assert unaskable(" \n\t") is EMPTY
    assert unaskable("?! …") is NO_TERMS
    assert unaskable("a" * (LONGEST_QUESTION + 1)) is TOO_LONG
    assert unaskable("who mediated?") is None


def test_the_asker_s_word_cannot_turn_the_text_around_or_break_its_quotation_marks() -> None:
    assert reason(["\u202eair\x1bcraft\u200b”"], AnswerType.NAME, nearest=True).message == (
        "No article mentions “aircraft”."
    )


def test_a_word_of_hidden_characters_alone_is_not_named() -> None:
    assert reason(["\u202e\u200b"], AnswerType.DATE, nearest=True) == unsaid(AnswerType.DATE)


@pytest.mark.parametrize("why", [EMPTY, TOO_LONG, NO_TERMS, NO_ARTICLES, NOTHING_NEAR, *map(unsaid, AnswerType)])
def test_the_words_are_one_or_two_short_calm_sentences(why) -> None:
    assert why.message.endswith(".")
    assert "!" not in why.message
    assert why.message.count(". ") <= 1
    assert len(why.message) <= 120


@given(st.lists(st.text(max_size=300), max_size=12), st.sampled_from(AnswerType), st.booleans())
def test_any_word_of_an_asker_is_shown_short_and_harmless(missing: list[str], kind: AnswerType, nearest: bool) -> None:
    message = reason(missing, kind, nearest).message
    assert len(message) <= 200
    assert not any(unicodedata.category(c)[0] == "C" for c in message)
    assert message.count("“") == message.count("”")
