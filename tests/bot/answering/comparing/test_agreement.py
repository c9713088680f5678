from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.comparing.agreement import agreement
from bot.models import Agreement, AnswerType, Citation
from tests.bot.answering.comparing.cited import cited, numbered

MARHAMATI = (
    "Iran’s deputy governor of Sistan and Baluchistan province, Alireza Marhamati, said that 10 people were killed in "
    "the Pakistani strikes, which he described as explosions in a border village and near the city of Saravan."
)
BOTH = "The two attacks killed a total of 11 people, mostly women and children, according to authorities."
COUNT = "A collective death count of 11, mostly women and children, was reported from both sides of the border."
CHILDREN = "Iran violated Pakistan’s sovereignty by launching a strike in Balochistan that killed two children."
QUAKE = "how many people were killed in the earthquake?"


def compared(kind: AnswerType, question: str, *items: tuple[str, str | None]) -> Agreement:
    found = agreement(kind, question, numbered(*items))
    assert found is not None
    return found


def texts(found: Agreement) -> list[str]:
    return [value.text for value in found.values]


def test_figures_of_one_strike_and_of_both_are_other_figures_and_no_contradiction() -> None:
    found = compared(
        AnswerType.QUANTITY,
        "how many people died?",
        (MARHAMATI, "10 people"),
        (BOTH, "11 people"),
        (COUNT, "11"),
        (CHILDREN, "two children"),
    )
    assert found.relation == "other"
    assert [(value.text, value.citations, value.sources) for value in found.values] == [
        ("11 people", (1, 2), 2),
        ("10 people", (0,), 1),
        ("two children", (3,), 1),
    ]


def test_two_sources_with_one_figure_agree() -> None:
    found = compared(AnswerType.QUANTITY, "how many people died?", (BOTH, "11 people"), (COUNT, "11"))
    assert (found.relation, texts(found)) == ("agree", ["11 people"])


def test_different_tolls_of_one_earthquake_disagree() -> None:
    found = compared(
        AnswerType.QUANTITY,
        QUAKE,
        ("The earthquake killed 1,200 people in Kermanabad province, officials said.", "1,200 people"),
        ("At least 3,000 people died in the Kermanabad earthquake, the Red Crescent said.", "3,000 people"),
    )
    assert found.relation == "disagree"


@pytest.mark.parametrize(
    "other",
    [
        "The Kermanabad earthquake injured 3,000 people.",
        "The Tabas earthquake killed 3,000 people near the Zagros.",
        "The earthquake killed 3,000 people in Kermanabad province in 1978.",
        "Officials denied that the earthquake killed 3,000 people in Kermanabad province.",
        "The earthquake brought to 3,000 people the total killed in Kermanabad province.",
        "Among the dead in the Kermanabad earthquake were others, including 3,000 people in one town.",
        "More than 900 people were killed in the Kermanabad earthquake.",
    ],
)
def test_figures_of_something_else_are_other_figures(other: str) -> None:
    answer = "900 people" if "900" in other else "3,000 people"
    one = ("The 2003 earthquake killed 1,200 people in Kermanabad province on Friday.", "1,200 people")
    assert compared(AnswerType.QUANTITY, QUAKE, one, (other, answer)).relation == "other"


def test_a_toll_that_rose_from_day_to_day_is_no_contradiction() -> None:
    early = cited("The ferry Estrella sank, killing 40 people.", "40 people", "a", published=date(1994, 9, 28))
    late = cited("The sinking of the ferry Estrella killed 852 people.", "852 people", "b", published=date(1994, 10, 3))
    same_day = cited(late.quote, "852 people", "b", published=early.published)
    found = [agreement(AnswerType.QUANTITY, "how many died on the ferry?", [early, each]) for each in (late, same_day)]
    assert [each.relation for each in found if each] == ["other", "disagree"]


def test_one_article_does_not_contradict_itself() -> None:
    sentences = ("The Estrella sank off Lisbon on Tuesday.", "The Estrella sank off Lisbon on Wednesday.")
    citations = [cited(quote, quote.split()[-1][:-1], "same article") for quote in sentences]
    found = agreement(AnswerType.DATE, "when did the Estrella sink?", citations)
    assert found is not None
    assert found.relation == "other"


def test_different_days_of_one_sinking_disagree_and_of_two_strikes_do_not() -> None:
    sunk = compared(
        AnswerType.DATE,
        "when did the ferry sink?",
        ("The ferry Estrella sank off Lisbon on Tuesday.", "Tuesday"),
        ("The Estrella sank off Lisbon on Wednesday night, police said.", "Wednesday night"),
    )
    struck = compared(
        AnswerType.DATE,
        "when did they strike?",
        ("In response, Pakistan conducted precision strikes on militant targets inside Iran on Thursday.", "Thursday"),
        ("Iran initiated a strike on militant targets in Pakistan on Tuesday night.", "Tuesday night"),
    )
    assert (sunk.relation, struck.relation) == ("disagree", "other")


def test_a_fuller_date_is_the_same_date() -> None:
    found = compared(
        AnswerType.DATE,
        "when was the coup?",
        ("The coup took place in 1974.", "1974"),
        ("The coup began on April 25, 1974.", "April 25, 1974"),
        ("The coup began on 25 April.", "25 April"),
    )
    assert (found.relation, found.values[0].citations) == ("agree", (0, 1, 2))


def test_a_codename_in_several_spellings_is_one_and_another_one_is_a_contradiction() -> None:
    one = compared(
        AnswerType.NAME,
        "what was the operation called?",
        ("Pakistan codenamed it Operation ‘Marg Bar Sarmachar’.", "Operation ‘Marg Bar Sarmachar’"),
        ("It was an operation, code named — “Marg Bar Sarmachar”.", "Marg Bar Sarmachar"),
        ("The operation Marg Bar Samachar was over.", "Marg Bar Samachar"),
    )
    two = compared(
        AnswerType.NAME,
        "what was the operation called?",
        ("The army launched an operation codenamed “Iron Dawn” in Kasai province.", "Iron Dawn"),
        ("The operation in Kasai province was codenamed “Red Falcon”, the army said.", "Red Falcon"),
    )
    assert (one.relation, two.relation) == ("agree", "disagree")


@pytest.mark.parametrize(
    ("kind", "answers", "groups"),
    [
        (AnswerType.PERSON, ["Secretary-General Antonio Guterres", "Guterres", "Antonio Guterres"], 1),
        (AnswerType.PERSON, ["Anwaarul Haq Kakar", "Prime Minister Anwaar-ul-Haq Kakar", "Kakar"], 1),
        (AnswerType.PERSON, ["FM Jilani", "Foreign Minister Jalil Abbas Geelani"], 1),
        (AnswerType.PERSON, ["Ali Khan", "Imran Khan"], 2),
        (AnswerType.PERSON, ["Ali Khan", "Imran Khan", "Khan"], 3),
        (AnswerType.ORGANISATION, ["Balochistan Liberation Army", "BLA", "Balochistan Liberation Front"], 2),
        (AnswerType.ORGANISATION, ["United Nations", "UN", "U.N."], 1),
        (AnswerType.ORGANISATION, ["Pakistan", "Pakistan Army"], 2),
        (AnswerType.PLACE, ["Davos", "Davos, Switzerland"], 1),
        (AnswerType.PLACE, ["Davos", "Geneva"], 2),
        (AnswerType.STATEMENT, ["talks must go on", "that talks must go on at once", "the war is over"], 2),
    ],
)
def test_spellings_titles_and_initials_are_one_value(kind: AnswerType, answers: list[str], groups: int) -> None:
    found = compared(kind, "who or what?", *((f"It was {answer} again.", answer) for answer in answers))
    assert len(found.values) == groups
    assert found.relation == ("agree" if groups == 1 else "several")


def test_one_source_alone_is_single_and_nothing_marked_is_nothing() -> None:
    assert compared(AnswerType.PERSON, "who?", ("Kakar left.", "Kakar"), ("He left.", None)).relation == "single"
    assert agreement(AnswerType.PERSON, "who?", numbered(("He left.", None))) is None
    assert agreement(AnswerType.PERSON, "who?", []) is None


def test_the_best_supported_value_comes_first() -> None:
    found = compared(
        AnswerType.PLACE,
        "where?",
        ("It sank near Vigo, they thought.", "Vigo"),
        ("The wreck lies off Lisbon today.", "Lisbon"),
        ("Divers reached it close to Lisbon in spring.", "Lisbon"),
    )
    assert [(value.text, value.sources) for value in found.values] == [("Lisbon", 2), ("Vigo", 1)]


SENTENCES = st.sampled_from(
    [
        MARHAMATI,
        BOTH,
        COUNT,
        CHILDREN,
        "Ten died.",
        "At least 10 people died in Kano on Monday.",
        "About 100 fled 2,000 miles.",
    ]
)


@st.composite
def citations(draw: st.DrawFn) -> list[Citation]:
    found = []
    for number in range(draw(st.integers(0, 7))):
        quote = draw(SENTENCES | st.text(min_size=2, max_size=80))
        start = draw(st.integers(0, len(quote) - 1))
        span = draw(st.none() | st.just((start, draw(st.integers(start + 1, len(quote))))))
        source = f"article {draw(st.integers(0, 3))}"
        found.append(Citation(source=source, start=number, end=number + len(quote), quote=quote, answer_span=span))
    return found


@given(st.sampled_from(AnswerType), citations())
def test_the_values_partition_the_citations_that_mark_an_answer(kind: AnswerType, given_: list[Citation]) -> None:
    found = agreement(kind, "how many people died in Kano?", given_)
    marked = [number for number, each in enumerate(given_) if each.answer_span]
    if found is None:
        assert not marked
        return
    assert sorted(number for value in found.values for number in value.citations) == marked
    assert all(1 <= value.sources <= value.articles <= len(value.citations) for value in found.values)
    assert all(value.text == given_[value.citations[0]].short_answer for value in found.values)
    assert (found.relation in ("single", "agree")) == (len(found.values) == 1)


@given(st.sampled_from([AnswerType.QUANTITY, AnswerType.DATE, AnswerType.PERSON]), st.randoms())
def test_the_groups_do_not_depend_on_the_order_of_the_citations(kind: AnswerType, chance: object) -> None:
    items = [(MARHAMATI, "10 people"), (BOTH, "11 people"), (COUNT, "11"), (CHILDREN, "two children")]
    given_ = numbered(*items)
    expected = _sources(agreement(kind, "how many died?", given_), given_)
    for order in permutations(given_):
        assert _sources(agreement(kind, "how many died?", order), order) == expected


def _sources(found: Agreement | None, order: object) -> tuple[str, set[frozenset[str]]]:
    assert found is not None
    assert isinstance(order, list | tuple)
    return found.relation, {frozenset(order[n].source for n in value.citations) for value in found.values}
