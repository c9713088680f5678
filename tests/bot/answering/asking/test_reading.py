import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answerer, Stages
from bot.answering.asking.reading import CLOSE_WORD_WEIGHT, ReadQuestion
from bot.answering.asking.thesaurus import GROUP_CLOSENESS, close_words
from tests.builders import generation

ARTICLES = {
    "quake.txt": (
        "The earthquake struck near the town of Balochistan Heights on Monday, officials said in a statement.\n\n"
        "Foreign Minister Jalil Jilani told the US envoy that counterterrorism talks would continue in Geneva.\n\n"
        "Minister Geelani said the operation was codenamed Winter Dawn and that 12 people died there."
    )
}


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(generation(ARTICLES))


def weights(question: ReadQuestion) -> dict[str, float]:
    return dict(question.query)


def test_content_words_are_searched_for_at_full_weight(answerer: Answerer) -> None:
    asked = answerer.read("who met the envoy in Geneva?")
    assert asked.terms == ("meet", "envoy", "geneva")
    assert weights(asked)["envoy"] == weights(asked)["geneva"] == 1


def test_related_words_are_searched_for_at_low_weight(answerer: Answerer) -> None:
    assert weights(answerer.read("how many were killed?"))["toll"] == CLOSE_WORD_WEIGHT * GROUP_CLOSENESS
    asked = answerer.read("was there an armistice?")
    assert weights(asked)["ceasefir"] == CLOSE_WORD_WEIGHT * asked.close["armistic"]["ceasefir"]


def test_the_closest_words_come_first_and_a_name_has_none() -> None:
    assert next(iter(close_words("truce"))) == "agre"
    assert list(close_words("troop").values()) == sorted(close_words("troop").values(), reverse=True)
    assert not close_words("pakistan")
    assert not close_words("troop soldier")


def test_a_name_has_no_other_words(answerer: Answerer) -> None:
    assert "south" in answerer.read("is it in the north?").close["north"]
    asked = answerer.read("what did the envoy of North Korea say?")
    assert asked.close.keys() == {"envoy", "say"}
    assert asked.missing == ("North", "Korea")


def test_a_word_that_the_articles_have_another_word_for_is_unknown_but_not_missing(answerer: Answerer) -> None:
    asked = answerer.read("which troops perished there?")
    assert asked.unknown == ("troop", "perish")
    assert asked.missing == ("troops",)


def test_words_that_no_article_contains_are_missing_as_typed(answerer: Answerer) -> None:
    assert answerer.read("who bought the Submarines?").missing == ("bought", "Submarines")


def test_another_spelling_of_a_name_is_searched_for_and_told(answerer: Answerer) -> None:
    asked = answerer.read("who is Gilani?")
    assert {"jilani", "geelani"} <= weights(asked).keys()
    assert asked.missing == ()
    assert asked.spellings["Gilani"] in ("Jilani", "Geelani")


def test_a_typing_error_is_put_right_and_told(answerer: Answerer) -> None:
    asked = answerer.read("what was the opperation codenmae")
    assert asked.missing == ()
    assert asked.spellings.keys() == {"opperation", "codenmae"}


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        (
            "When was the opperation Gilani anounced codenamde?",
            "When was the operation Jilani anounced codenamed?",
        ),
        ("who is Geelani?", "who is Geelani?"),
        ("what was Gilani’s codename", "what was Jilani’s codename"),
        ("who led the anti-Gilani protests?", "who led the anti-Gilani protests?"),
        ("Gilani and gilani, Gilanistan", "Jilani and Jilani, Gilanistan"),
        ("what did the foriegn minster say", "what did the foreign Minister say"),
    ],
)
def test_the_reader_is_asked_in_words_as_they_are_spelt(answerer: Answerer, typed: str, spelt: str) -> None:
    asked = answerer.read(typed)
    assert asked.known_as == spelt
    assert asked.text == typed


def test_a_mistyped_function_word_is_put_right_and_not_missing(answerer: Answerer) -> None:
    asked = answerer.read("was teh envoy beeing told abuot it, adn whne wsa that")
    assert asked.text == "was the envoy being told about it, and when was that"
    assert asked.missing == ()
    assert not asked.spellings


@pytest.mark.parametrize(
    "question",
    [
        "is the inn on the iss one of three bees?",  # short words, common words, and numbers are none
        "who is Teh?",  # nor is a name
        "where did the envoys meet?",
    ],
)
def test_a_word_of_its_own_is_no_mistyped_function_word(answerer: Answerer, question: str) -> None:
    assert answerer.read(question).text == question


def test_a_word_that_articles_have_is_no_mistyped_function_word() -> None:
    told = Answerer(generation({"dice.txt": "The fro of the dance is to and fro, said the dancer on Monday evening."}))
    assert told.read("what is fro?").text == "what is fro?"


def test_a_general_word_says_nothing_by_being_missing(answerer: Answerer) -> None:
    assert answerer.read("did the envoy start with a new submarine first?").missing == ("submarine",)
    assert answerer.read("who came last?").missing == ()


def test_a_part_of_a_hyphenated_word_is_told_as_that_part(answerer: Answerer) -> None:
    assert answerer.read("who led the anti-Gilani protests?").spellings == {"gilani": "Jilani"}


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("what happened in Geneva?", ("geneva",)),
        ("does everyone know what exactly Jilani said", ("jilani", "say")),
        ("what is the latest on the talks", ("talk",)),
        ("what happened?", ("happen",)),
        ("did something happen?", ("someth", "happen")),
        ("did Jilani know of True Promise?", ("jilani", "true", "promis")),
        ("WHAT HAPPENED IN GENEVA", ("geneva",)),
    ],
)
def test_words_of_asking_are_looked_for_only_where_there_is_no_other(
    answerer: Answerer, question: str, terms: tuple[str, ...]
) -> None:
    assert answerer.read(question).terms == terms


def test_a_word_of_measure_is_looked_for_where_an_article_has_it() -> None:
    silent = Answerer(generation({"a.txt": "The border fence."}))
    telling = Answerer(generation({"a.txt": "A long border fence."}))
    assert silent.read("how long is the border fence?").terms == ("border", "fenc")
    assert telling.read("how long is the border fence?").terms == ("long", "border", "fenc")


def test_who_asks_for_the_measure_of_one_thing_asks_for_more_than_the_thing() -> None:
    asked = Answerer(generation({"a.txt": "The border."})).read("how long is the border?")
    assert (asked.terms, asked.unknown, asked.missing) == (("long", "border"), ("long",), ())


def test_a_real_word_is_never_taken_for_a_typing_error(answerer: Answerer) -> None:
    assert answerer.read("what was the opera about?").missing == ("opera",)


@pytest.mark.parametrize("written", ["counter terrorism", "counter-terrorism", "counterterrorism"])
def test_a_compound_is_found_however_it_is_written(answerer: Answerer, written: str) -> None:
    asked = answerer.read(f"what about {written}?")
    assert "counterterror" in weights(asked)
    assert asked.missing == ()


def test_the_country_is_told_from_the_pronoun(answerer: Answerer) -> None:
    assert "us§" in answerer.read("what did the us say?").terms
    assert "us§" not in answerer.read("what does it mean for us?").terms


def test_a_capital_that_no_article_names_stands_for_its_country(answerer: Answerer) -> None:
    asked = answerer.read("what did washington tell moscow?")
    assert asked.alternatives["washington"] == {"washington", "us§"}
    assert "washington" in asked.names
    assert asked.missing == ("moscow",)
    assert asked.known_as == "what did US tell moscow?"
    assert asked.spellings == {}


def test_a_capital_that_somebody_is_quoted_from_speaks(answerer: Answerer) -> None:
    assert "us§" in answerer.read("who died according to washington?").alternatives["washington"]


def test_a_capital_that_is_a_place_or_another_spelling_stands_for_nothing_else(answerer: Answerer) -> None:
    assert "Washington" in answerer.read("who died in Washington?").missing
    kyiv = Answerer(generation({"a.txt": "The mayor of Kyiv spoke to Ukraine."}))
    assert kyiv.read("what did kiev say?").spellings == {"kiev": "Kyiv"}


def test_without_other_spellings_a_capital_stands_for_itself() -> None:
    plain = Answerer(generation(ARTICLES), stages=Stages(spellings=False))
    assert plain.read("what did washington say?").missing == ("washington",)


def test_names_and_quoted_phrases_are_marked(answerer: Answerer) -> None:
    asked = answerer.read("what is “Winter Dawn” to jilani?")
    assert asked.phrases == ("Winter Dawn",)
    assert {"jilani", "dawn"} <= asked.names


def test_switched_off_stages_leave_the_words_as_they_are(answerer: Answerer) -> None:
    from bot.answering import Stages

    plain = Answerer(answerer.generation, stages=Stages(spellings=False, related=False))
    assert plain.read("who is Gilani?").missing == ("Gilani",)
    assert "die" not in weights(plain.read("how many were killed?"))


@given(st.text(max_size=300))
def test_any_text_can_be_read(question: str) -> None:
    asked = Answerer(generation(ARTICLES)).read(question)
    assert set(asked.unknown) <= set(asked.terms)
    assert asked.alternatives.keys() == set(asked.terms)
