import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import CHECKSUM, END, PARAGRAPH, START, WORDS, Analysis, analyse, checksum
from index.models import Document, MediaType
from index.terms import terms

SCRAPS = (
    "The US envoy’s talks “ended”. U.N. No. 3 S400 1,000.5 counter-terrorism Siestan-o-Baluchistan pro-Iran (IRGC), "
    "children’s Geelání O'Brien’s — – ... … ?! ‘Marg Bar’ x.y e.g. a.b. "
    "тегеран Москва القدس ١٢٣ 北京 東京で हिन्दी \u200b"
).split(" ")
a_word = st.one_of(st.sampled_from(SCRAPS), st.text(max_size=6))
some_text = st.lists(a_word, min_size=1, max_size=30).map(" ".join)


def analysis_of(text: str, **stated: object) -> Analysis:
    return analyse(Document.model_validate({"source": "a", "text": text, "content_hash": "", **stated}))


def names_in(text: str) -> dict[str, str]:
    return {surface: term for term, surface in analysis_of(text).names}


@given(st.lists(some_text, max_size=4).map("\n\n".join))
@example("The U.N. said so, U.N. officials say, in the U.N.")
@example("“ALL OF IT” SAID THE US WHO, ENDING IN CAPITALS OF THIS SORT.")
@example("He waited for the end.\u00a0of. the x.y. z thing, a. b.c. and so on.")
def test_the_terms_of_a_sentence_are_those_that_the_tokeniser_finds_in_it(text: str) -> None:
    analysis = analysis_of(text)
    for order, row in enumerate(analysis.sentences.tolist()):
        sentence = text[row[START] : row[END]]
        assert analysis.terms_of(order) == terms(sentence)
        assert row[CHECKSUM] == checksum(sentence)
        assert row[WORDS] == len(sentence.split())


def test_sentences_know_their_place_and_paragraph() -> None:
    text = (
        "Talks began on Monday in the capital. They ended on Friday without result.\n\nNobody knew why they had failed."
    )
    rows = analysis_of(text).sentences.tolist()
    assert [text[row[START] : row[END]][:6] for row in rows] == ["Talks ", "They e", "Nobody"]
    assert [row[PARAGRAPH] for row in rows] == [0, 0, 1]


def test_front_matter_is_no_part_of_the_article() -> None:
    text = "+++\ntitle = 'A title that reads like a sentence does.'\n+++\nTalks began on Monday in the capital."
    rows = analysis_of(text, body_start=text.index("Talks")).sentences.tolist()
    assert [text[row[START] : row[END]] for row in rows] == ["Talks began on Monday in the capital."]


def test_furniture_and_headings_are_set_aside_with_their_place() -> None:
    text = "Skip to content\n\nTwo states agree on a truce\n\nTalks began on Monday in the capital."
    analysis = analysis_of(text)
    assert [text[p.start : p.end] for p in analysis.aside("furniture")] == ["Skip to content"]
    assert [text[p.start : p.end] for p in analysis.aside("heading")] == ["Two states agree on a truce"]


def test_markdown_is_read_as_markdown() -> None:
    text = "# A heading that would read like a sentence of prose.\n\nTalks began on Monday in the capital."
    assert len(analysis_of(text).sentences) == 2
    assert len(analysis_of(text, media_type=MediaType.MARKDOWN).sentences) == 1


def test_an_article_without_a_sentence_is_analysed_to_nothing() -> None:
    analysis = analysis_of("")
    assert (len(analysis.sentences), len(analysis.asides), list(analysis.terms), list(analysis.names)) == (0, 0, [], [])


def test_a_capitalised_word_inside_a_sentence_is_a_name() -> None:
    assert names_in("Talks with Tehran began when the envoy of China arrived.") == {
        "Tehran": "tehran",
        "China": "china",
    }


@pytest.mark.parametrize("word", ["IRGC", "McDonald", "MoFA", "S400", "Тегеран"])
def test_inner_capitals_and_other_scripts_make_names_too(word: str) -> None:
    assert word in names_in(f"It was said that {word} had taken part.")


def test_the_possessive_and_the_punctuation_are_no_part_of_a_name() -> None:
    assert set(names_in("It was said that “Iran’s” envoy, Jilani, had left (for Davos).")) == {
        "Iran",
        "Jilani",
        "Davos",
    }


def test_the_parts_of_a_compound_name_are_names_as_well() -> None:
    assert set(names_in("They met in Siestan-o-Baluchistan at noon.")) == {
        "Siestan-o-Baluchistan",
        "Siestan",
        "Baluchistan",
    }
    assert set(names_in("They met some pro-Iran groups at noon.")) == {"Iran"}


def test_function_words_initials_and_shouted_words_are_no_names() -> None:
    assert names_in("It was A day on which The end came near.") == {}
    assert names_in("TALKS BEGAN ON MONDAY IN THE CAPITAL CITY.") == {}


def test_a_country_written_like_a_function_word_is_a_name() -> None:
    assert names_in("It was the US that told us so on that day.") == {"US": "us§"}
