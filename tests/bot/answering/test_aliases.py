"""Names that are one by a moderator's table: searched for, found, counted, told."""

import pytest

from bot.answering import Answerer
from bot.answering.aliases import NO_ALIASES, AliasTable
from bot.models import AliasUse, Question
from index.aliases import read_aliases
from tests.bot.readers import OverlapReader
from tests.builders import generation

ARTICLES = {
    "claim.txt": "The Islamic State claimed the attack on the market in Kabul on Monday, officials said.",
    "minister.txt": "Foreign Minister Jalil Jilani met the envoys in Geneva on Tuesday morning.",
    "strike.txt": "The state said that Islamic scholars had called for calm in Herat after the storm.",
    "rival.txt": "Daesh claimed the attack on the market in Kabul, a spokesman said.",
}
TABLE = """
[equivalents]
ISKP = ["Islamic State", "Daesh"]
[spellings]
Jilani = ["Xhilanee"]
Herat = ["Old-Town"]
"""


def table(text=TABLE):
    return AliasTable(read_aliases(text).groups)


@pytest.fixture(scope="module")
def plain():
    return Answerer(generation(ARTICLES), threshold=0.0)


@pytest.fixture(scope="module")
def answerer(plain):
    return plain.with_aliases(table())


def asked(answerer, text):
    return answerer.answer(Question(text=text))


def test_a_name_is_found_by_its_other_spelling_and_the_answer_says_so(plain, answerer):
    answer = asked(answerer, "when did Xhilanee meet the envoys?")
    assert answer.short_answer == "Tuesday morning"
    assert answer.aliases == (AliasUse(name="Xhilanee", other="Jilani", kind="spellings", citations=(0,)),)
    assert answer.confidence > asked(plain, "when did Xhilanee meet the envoys?").confidence


def test_a_name_that_the_articles_hold_under_another_is_not_missing(plain, answerer):
    assert plain.read("where did ISKP attack?").missing == ("ISKP",)
    read = answerer.read("where did ISKP attack?")
    assert read.missing == ()
    assert read.spellings == {}
    assert {"daesh", "islam", "state"} <= dict(read.query).keys()


def test_what_the_table_says_of_a_capital_comes_before_its_country():
    articles = {"a.txt": "The Foreign Ministry said that the US would answer."}
    kept = Answerer(generation(articles)).with_aliases(table('[equivalents]\nWashington = ["Foreign Ministry"]'))
    assert kept.read("what did Washington say?").known_as == "what did Foreign Ministry say?"
    assert kept.with_aliases(NO_ALIASES).read("what did Washington say?").known_as == "what did US say?"


def test_a_name_of_several_words_counts_only_where_they_stand_together(answerer):
    ranked = answerer.rank(answerer.read("ISKP"))
    coverage = {each.candidate.sentence.source: each.features.coverage for each in ranked}
    assert coverage["claim.txt"] == coverage["rival.txt"] == 1
    assert coverage["strike.txt"] == 0


def test_the_words_of_a_long_name_are_found_by_a_short_one(answerer):
    answer = asked(answerer, "what did the Islamic State attack?")
    used = {(use.name, use.other) for use in answer.aliases if use.effect == "matched"}
    assert used == {("Islamic State", "Daesh")}


def test_an_alias_that_made_no_difference_is_not_told(answerer):
    assert asked(answerer, "who is Jilani?").aliases == ()
    assert asked(answerer, "who called for calm?").aliases == ()


def test_values_that_are_one_by_the_table_count_as_one_and_the_answer_says_so(plain, answerer):
    question = "who claimed the attack on the market in Kabul?"
    assert len(asked(plain, question).agreement.values) == 2
    answer = asked(answerer, question)
    (value,) = answer.agreement.values
    assert value.sources == 2
    assert answer.agreement.relation == "agree"
    (use,) = answer.aliases
    assert {use.name, use.other} == {"Islamic State", "Daesh"}
    assert (use.effect, use.citations) == ("grouped", (0, 1))


def test_a_spelling_counts_inside_a_longer_name_and_an_equivalent_does_not():
    both = table('[spellings]\nJilani = ["Geelani"]\n[equivalents]\nChina = ["Beijing"]')
    assert both.same("Jalil Geelani", "Jalil Jilani")
    assert both.same("Beijing", "China")
    assert not both.same("Beijing University", "China University")


def test_a_hyphen_in_the_table_may_be_a_blank_in_the_question(answerer):
    assert asked(answerer, "who called for calm in Old Town?").aliases[0].other == "Herat"
    assert asked(answerer, "who called for calm in Old-Town?").aliases[0].other == "Herat"


def test_a_declined_question_tells_by_which_name_the_nearest_sentences_were_found(plain):
    strict = Answerer(plain.generation, threshold=1.0, aliases=table())
    answer = asked(strict, "how old is Xhilanee?")
    assert answer.status == "declined"
    assert [(use.name, use.other) for use in answer.aliases] == [("Xhilanee", "Jilani")]
    assert answer.nearest[answer.aliases[0].citations[0]].source == "minister.txt"


def test_a_claim_under_another_name_does_not_differ(plain, answerer):
    claim = "Foreign Minister Jalil Xhilanee met the envoys in Geneva."
    ours = asked_names(answerer.check("Daesh struck Kabul. " + claim))
    assert "Jalil Xhilanee" not in " ".join(ours)


def asked_names(check):
    return [d.claim for claim in check.claims for near in claim.nearest for d in near.differences if d.kind == "name"]


def test_the_id_of_an_answer_follows_from_the_table_too(plain, answerer):
    assert asked(plain, "who is Jilani?").id != asked(answerer, "who is Jilani?").id
    assert asked(plain, "who is Jilani?").id == asked(plain.with_aliases(NO_ALIASES), "who is Jilani?").id
    assert table().version == table().version != table('[spellings]\nA1="B1"').version


def test_with_a_reader_the_same_holds(plain):
    answerer = Answerer(plain.generation, reader=OverlapReader(), threshold=0.0, aliases=table())
    assert asked(answerer, "when did Xhilanee meet the envoys?").aliases[0].other == "Jilani"
    assert asked(answerer, "what did ISKP claim?").citations[0].source in ("claim.txt", "rival.txt")


def test_the_reader_is_asked_by_the_name_that_the_articles_know(answerer):
    assert answerer.read("when did Xhilanee meet the envoys?").known_as == "when did Jilani meet the envoys?"
    assert answerer.read("what did ISKP claim in Old Town?").known_as == "what did Islamic State claim in Herat?"
    assert answerer.read("who is Jilani?").known_as == "who is Jilani?"


def test_what_was_worked_out_about_a_generation_is_kept_with_another_table(plain):
    plain.read("who?")
    assert plain.with_aliases(table())._lexicon is plain._lexicon
