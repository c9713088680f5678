"""Kinds of speakers are told by head nouns and capitals, and pronouns fit them accordingly."""

import pytest

from bot.answering.attribution.clauses import take_apart
from bot.answering.attribution.speakers import can_speak, is_plural, is_relay, pronoun_fits, tidy


@pytest.mark.parametrize(
    ("speaker", "pronouns"),
    [
        ("Ann Lee", {"he", "she"}),
        ("Prime Minister Hugo Brandt", {"he", "she"}),
        ("the foreign minister", {"he", "she"}),
        ("Foreign Office (FO) spokesperson", {"he", "she"}),
        ("a spokeswoman for the army", {"she"}),
        ("Chairman Wu", {"he"}),
        ("the Foreign Office", {"it", "they"}),
        ("Chile’s Ministry of Foreign Affairs (MoFA)", {"it", "they"}),
        ("the FO", {"it", "they"}),
        ("Chile", {"it"}),
        ("the statement", {"it"}),
        ("officials", {"they"}),
        ("the two foreign ministers", {"they"}),
        ("police", {"they"}),
    ],
)
def test_the_pronouns_that_fit_a_speaker(speaker: str, pronouns: set[str]) -> None:
    assert {pronoun for pronoun in ("he", "she", "it", "they") if pronoun_fits(pronoun, speaker)} == pronouns


@pytest.mark.parametrize("phrase", ["nobody", "no group", "Monday", "the reason", "12", "", "whoever of", "I", "plan"])
def test_what_cannot_speak(phrase: str) -> None:
    assert not can_speak(phrase)


def test_only_a_name_or_a_listed_noun_speaks_surely() -> None:
    assert can_speak("the storm")
    assert not can_speak("the storm", surely=True)
    assert can_speak("the ministry", surely=True)
    assert can_speak("old Ann Lee", surely=True)


@pytest.mark.parametrize(
    ("phrase", "speaker"),
    [
        ("But the mayor", "the mayor"),
        ("Meanwhile, Ann Lee", "Ann Lee"),
        ("a statement by the mayor", "the mayor"),
        ("a report published by the World Bank", "the World Bank"),
        ("A joint statement released by both ministries", "A joint statement released by both ministries"),
        ("the Foreign Office (FO", "the Foreign Office"),
    ],
)
def test_a_speaker_is_tidied(phrase: str, speaker: str) -> None:
    w = take_apart(phrase)
    place = tidy(w, 0, len(w.words))
    assert place is not None
    assert phrase[slice(*place)] == speaker


def test_outlets_relay_and_groups_are_plural() -> None:
    assert is_relay("The Daily Tribune")
    assert not is_relay("the mayor")
    assert is_plural("officials")
    assert is_plural("Chile and Peru")
    assert not is_plural("Congress")
