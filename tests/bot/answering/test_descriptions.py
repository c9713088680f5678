import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.descriptions import asks_who_somebody_is, describing
from index.terms import terms

EXAMPLES = [
    ("Talks began when Norway’s Foreign Minister Ole Brandt called.", "brandt", "Norway’s Foreign Minister"),
    ("Anna Berg, the mayor of the town, said so.", "berg", "the mayor of the town"),
    ("The harbour's spokesperson, Mara Lind, shared the letter.", "lind", "harbour's spokesperson"),
    ("caretaker Prime Minister Anwar Kadir, who was abroad, returned.", "kadir", "caretaker Prime Minister"),
    ("The letter came from rebel commander Tomas Ilves on Friday.", "ilves", "rebel commander"),
    ("In Paris, Berg met him.", "berg", None),
    ("A statement by the FO said FM Berg was ready.", "berg", "FM"),
    ("Berg and Ilves met.", "ilves", None),
]


@pytest.mark.parametrize(("sentence", "name", "description"), EXAMPLES)
def test_a_description_is_found_beside_the_name(sentence: str, name: str, description: str | None) -> None:
    found = describing(sentence, frozenset(terms(f"x {name}")))
    assert (found and sentence[slice(*found)]) == description


@pytest.mark.parametrize("question", ["who is Anna Berg?", "Who was anna berg", "who's Anna Berg"])
def test_a_question_about_a_person_is_told(question: str) -> None:
    assert (asks_who_somebody_is(question) or "").lower() == "anna berg"


@pytest.mark.parametrize(
    "question", ["who is the mayor?", "who is norway's minister?", "who met Berg?", "when is Berg?"]
)
def test_other_questions_are_not(question: str) -> None:
    assert asks_who_somebody_is(question) is None


@given(st.text(max_size=120), st.frozensets(st.sampled_from(["berg", "a", "mayor"])))
def test_a_description_is_a_slice_of_any_text(text: str, name: frozenset[str]) -> None:
    found = describing(text, name)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
