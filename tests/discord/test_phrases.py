"""Every language says the same things, in words that Discord takes."""

import re
from datetime import date

import discord
import pytest
from discord import app_commands

from bot.adapters.discord.cards.reasons import reason_words
from bot.adapters.discord.phrases import languages, phrases_for
from bot.adapters.discord.phrases.commands import PhrasesTranslator, command_words
from bot.answering import declining
from bot.models import AnswerType, Reason
from tests.discord.limits import is_command_name, size

ENGLISH = phrases_for("en")
OTHERS = [locale for locale in languages() if locale != "en"]
REASONS = [declining.EMPTY, declining.TOO_LONG, declining.NO_TERMS, declining.NO_ARTICLES, declining.NOTHING_NEAR]


def placeholders(phrase: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", phrase))


@pytest.mark.parametrize("locale", OTHERS)
def test_every_language_has_every_phrase_with_the_same_places_to_fill(locale: str) -> None:
    own = phrases_for(locale).own
    assert set(ENGLISH.own) - set(own) <= {"button.up", "button.down"}
    for key, phrase in own.items():
        if not key.startswith("reason."):
            assert placeholders(phrase) == placeholders(ENGLISH.own[key]), key


@pytest.mark.parametrize("locale", languages())
def test_commands_have_names_and_descriptions_that_discord_takes(locale: str) -> None:
    commands = {key: words for key, words in phrases_for(locale).own.items() if key.startswith("command.")}
    for key, words in commands.items():
        if key.endswith(".description"):
            assert 1 <= size(words) <= 100, key
        elif key in ("command.check.name", "command.tools.name"):
            assert 1 <= size(words) <= 32, key
        else:
            assert is_command_name(words), key


@pytest.mark.parametrize("locale", languages())
def test_labels_and_placeholders_fit_a_phone(locale: str) -> None:
    for key, words in phrases_for(locale).own.items():
        if key.startswith(("button.", "settings.button.", "source.open")):
            assert size(words) <= 30, key


@pytest.mark.parametrize("locale", languages())
def test_phrases_hold_no_direction_or_zero_width_character(locale: str) -> None:
    for key, words in phrases_for(locale).own.items():
        assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]", words), key


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize("reason", [*REASONS, *map(declining.unsaid, AnswerType)], ids=lambda reason: reason.message)
def test_every_fixed_reason_is_translated(locale: str, reason: Reason) -> None:
    assert reason_words(reason, phrases_for(locale)) != reason.message


def test_a_reason_with_words_of_the_asker_is_made_anew_around_them() -> None:
    reason = declining.reason(["aircraft"], AnswerType.QUANTITY, nearest=True)
    assert reason_words(reason, phrases_for("ur")) == "کسی مضمون میں \u2068“aircraft”\u2069 کا ذکر نہیں۔"


def test_an_unknown_or_regional_locale_reads_what_is_nearest() -> None:
    assert phrases_for("en-GB") is phrases_for(None) is phrases_for("fr") is ENGLISH
    assert phrases_for("ur-PK").locale == "ur"


def test_one_and_several_are_told_apart() -> None:
    assert ENGLISH.get("sources.count", count=1) == "1 source"
    assert ENGLISH.get("sources.count", count=0) == "0 sources"


def test_dates_are_in_the_language() -> None:
    assert ENGLISH.day(date(2024, 1, 8)) == "8 January 2024"
    assert phrases_for("ur").day(date(2024, 1, 8)) == "8 جنوری 2024"


async def test_discord_is_given_a_language_s_own_words_and_falls_back_by_itself() -> None:
    place = app_commands.TranslationContext(app_commands.TranslationContextLocation.other, None)
    ask = command_words("command.ask.name")
    urdu = PhrasesTranslator(lambda locale: phrases_for("ur" if locale == "hi" else locale))
    assert ask.message == "ask"
    assert await urdu.translate(ask, discord.Locale.hindi, place) == "پوچھیں"
    assert await urdu.translate(ask, discord.Locale.french, place) is None
    assert await urdu.translate(app_commands.locale_str("else"), discord.Locale.hindi, place) is None
