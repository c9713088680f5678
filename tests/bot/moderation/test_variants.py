"""Names that may be one: what articles state, what is spelt alike, and what is left out."""

import pytest

from bot.answering.aliases import NO_ALIASES, AliasTable
from bot.moderation.variants import stated_in, suggestions
from index.aliases import AliasGroup
from tests.builders import generation

ARTICLES = {
    "a.txt": (
        "The Balochistan Liberation Army (BLA) said nothing on Tuesday. Prime Minister Anwaar-ul-Haq Kakar spoke.\n\n"
        "Foreign Minister Jalil Jilani met the envoys. Iran and the Iranian army said nothing on Thursday."
    ),
    "b.txt": (
        "Foreign Minister Jalil Geelani spoke of a mistake. Later Anwaarul Haq Kakar left for Davos on Thursday.\n\n"
        "Captain Omar Vrakuda was seen on the coast with Captain Omar Brakuda and with Kosta Kostas on Tuesday."
    ),
}


def pairs(texts, table=NO_ALIASES, **options):
    return {(each.one, each.other): each for each in suggestions(generation(texts), table, **options)}


def test_what_articles_state_comes_first_with_a_sentence_for_it():
    found = suggestions(generation(ARTICLES), NO_ALIASES)
    assert (found[0].one, found[0].other, found[0].kind, found[0].why) == (
        "Balochistan Liberation Army",
        "BLA",
        "equivalents",
        "stated",
    )
    assert found[0].examples[0].quote.startswith("The Balochistan Liberation Army (BLA)")
    assert found[0].examples[0].source == "a.txt"


def test_names_spelt_alike_written_apart_or_beside_the_same_name_are_found():
    found = pairs(ARTICLES)
    assert found["Geelani", "Jilani"].why == "spelt alike"
    assert found["Anwaar-ul-Haq", "Anwaarul Haq"].why == "together or apart"
    assert found["Brakuda", "Vrakuda"].why == "beside the same name"


def test_days_peoples_and_common_words_are_no_variants():
    named = {name for pair in pairs(ARTICLES) for name in pair}
    assert not named & {"Tuesday", "Thursday", "Iran", "Iranian", "coast", "Kosta"}


def test_what_stands_in_the_table_is_not_suggested_again():
    table = AliasTable([AliasGroup("spellings", ("Jilani", "Geelani"), 1)])
    assert ("Geelani", "Jilani") not in pairs(ARTICLES, table)
    assert len(pairs(ARTICLES, table)) == len(pairs(ARTICLES)) - 1


def test_no_more_are_shown_than_asked_for():
    assert len(pairs(ARTICLES, most=2)) == 2


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("He joined the World Economic Forum (WEF) in Davos.", [("World Economic Forum", "WEF")]),
        ("The Ministry of Foreign Affairs (MFA) said so.", [("Ministry of Foreign Affairs", "MFA")]),
        ("On Monday Islamic Revolutionary Guard Corps (IRGC) struck.", [("Islamic Revolutionary Guard Corps", "IRGC")]),
        ("Daesh, also known as Islamic State, claimed it.", [("Daesh", "Islamic State")]),
        ("The Army of Justice (EU) said so.", []),
        ("He said (NO) to that.", []),
    ],
)
def test_what_a_text_itself_calls_the_same(text, stated):
    assert list(stated_in(text)) == stated


def test_a_hostile_text_costs_no_more_than_its_length():
    assert list(stated_in("A " * 20_000 + "Aa " * 20_000 + "(ZZ)")) == []
