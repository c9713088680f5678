import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.spans import MOST_WORDS, by_kind, choose, covering, only_year, tidy
from bot.models import AnswerType
from bot.reader import SpanCandidate

TEXT = "On Tuesday night two children died, said “deeply concerned” Antonio Guterres, and (later) seven men’s boats."


def proposed(*spans: tuple[str, float], text: str = TEXT) -> list[SpanCandidate]:
    return [SpanCandidate(text.index(part), text.index(part) + len(part), score) for part, score in spans]


def chosen(kind: AnswerType, *spans: tuple[str, float]) -> str | None:
    found = choose(TEXT, kind, proposed(*spans))
    return None if found is None else TEXT[slice(*found)]


def test_the_best_span_is_chosen() -> None:
    assert chosen(AnswerType.PERSON, ("Antonio Guterres", 9.0), ("seven", 2.0)) == "Antonio Guterres"


def test_a_span_of_the_kind_asked_for_is_preferred_when_nearly_as_good() -> None:
    assert chosen(AnswerType.DATE, ("two children", 5.0), ("Tuesday", 4.8)) == "Tuesday night"
    assert chosen(AnswerType.DATE, ("two children", 9.0), ("Tuesday", 4.5)) == "two children"


def test_a_bare_number_gets_its_unit() -> None:
    assert chosen(AnswerType.QUANTITY, ("two", 5.0)) == "two children"


def test_a_number_of_what_is_counted_is_preferred_and_stands_without_what_the_question_names() -> None:
    spans = proposed(("seven", 4.6), ("two", 4.0))
    found = choose(TEXT, AnswerType.QUANTITY, spans, counted=frozenset({"child"}))
    assert found is not None
    assert TEXT[slice(*found)] == "two"


def test_a_part_of_what_is_counted_is_no_number_of_it() -> None:
    text = "Ten of the fourteen boats sank."
    found = choose(
        text,
        AnswerType.QUANTITY,
        proposed(("Ten", 5.0), ("Ten of the fourteen", 4.6), text=text),
        counted=frozenset({"boat"}),
    )
    assert found is not None
    assert text[slice(*found)] == "Ten"


def test_a_number_of_something_else_than_was_asked_for_keeps_its_unit() -> None:
    found = choose(TEXT, AnswerType.QUANTITY, proposed(("two", 4.0)), counted=frozenset({"peopl"}))
    assert found is not None
    assert TEXT[slice(*found)] == "two children"


def test_a_number_with_its_unit_leaves_out_what_follows() -> None:
    text = "They share a 1,000-mile border since 1947."
    found = choose(text, AnswerType.QUANTITY, proposed(("1,000-mile border since 1947", 4.0), text=text))
    assert found is not None
    assert text[slice(*found)] == "1,000-mile"


def test_a_clause_does_not_end_with_what_opens_the_next() -> None:
    text = "Chad recalled its envoy and announced that the border would close."
    assert text[slice(*covering(text, frozenset({"recal", "envoy"})) or ())] == "Chad recalled its envoy"
    text = "The army seized trucks and weapons that were hidden."
    assert text[slice(*covering(text, frozenset({"seiz", "weapon"})) or ())] == "The army seized trucks and weapons"


@pytest.mark.parametrize(
    ("text", "span", "counted", "asked", "shown"),
    [
        ("There are 164 selective grammar schools.", "164 selective grammar schools", "school", "school", "164"),
        ("There are 164 selective grammar schools.", "164 selective grammar schools", "select", "school", "164"),
        # a term whose own stem is another one
        ("It has eleven administrative divisions.", "eleven", "divis", "divis", "eleven"),
        ("There are 164 selective grammar schools.", "164", "town", "town", "164 selective grammar schools"),
        ("It took 100 million cubic meters.", "100 million cubic meters", "meter", "meter", "100 million"),
        ("There were 12 drone strikes.", "12 drone strikes", "strike", "strike", "12"),
        ("It has a 1,000-mile border.", "1,000-mile", "mile", "mile", "1,000-mile"),
        ("The siege lasted three days.", "three days", "", "day", "three days"),
    ],
)
def test_what_is_to_be_counted_is_not_said_again_behind_a_number(
    text: str, span: str, counted: str, asked: str, shown: str
) -> None:
    units = frozenset({counted} - {""})
    spans = proposed((span, 5.0), text=text)
    found = choose(text, AnswerType.QUANTITY, spans, counted=units, asked=frozenset({asked}))
    assert found is not None
    assert text[slice(*found)] == shown


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ("in July 1945", "1945"),
        ("from 1939 to 1945", "from 1939 to 1945"),
        ("in July", "in July"),
        ("the 2011–12 season", "the 2011–12 season"),
    ],
)
def test_who_asks_for_the_year_is_told_the_year(span: str, shown: str) -> None:
    text = f"It ended {span}."
    start = text.index(span)
    assert text[slice(*only_year(text, start, start + len(span)))] == shown


@pytest.mark.parametrize(
    ("kind", "span", "shown"),
    [
        (AnswerType.PLACE, "in Switzerland", "Switzerland"),
        (AnswerType.PLACE, "on the east bank", "the east bank"),
        (AnswerType.PLACE, "at sea", "at sea"),
        (AnswerType.DATE, "in May 1945", "May 1945"),
        (AnswerType.DATE, "in 1945", "1945"),
        (AnswerType.DATE, "on 16 May", "16 May"),
        (AnswerType.DATE, "in 2 days", "in 2 days"),
        (AnswerType.DATE, "at the moment", "at the moment"),
        (AnswerType.STATEMENT, "in Switzerland", "in Switzerland"),
    ],
)
def test_a_place_or_a_date_is_shown_without_its_preposition(kind: AnswerType, span: str, shown: str) -> None:
    text = f"They met {span} again."
    found = choose(text, kind, proposed((span, 5.0), text=text))
    assert found is not None
    assert text[slice(*found)] == shown


def test_a_whole_name_is_preferred_to_half_of_it() -> None:
    assert chosen(AnswerType.PERSON, ("Guterres", 9.0), ("Antonio Guterres", 8.5)) == "Antonio Guterres"


def test_new_words_are_preferred_to_those_of_the_question() -> None:
    spans = proposed(("children", 5.0), ("boats", 4.8))
    found = choose(TEXT, AnswerType.STATEMENT, spans, asked=frozenset({"child"}))
    assert found is not None
    assert TEXT[slice(*found)] == "boats"


def test_a_few_words_of_what_was_said_take_in_their_clause_and_many_do_not() -> None:
    few = choose(TEXT, AnswerType.STATEMENT, proposed(("children died", 5.0)), clause=True)
    many = choose(TEXT, AnswerType.STATEMENT, proposed(("night two children died", 5.0)), clause=True)
    assert few is not None
    assert many is not None
    assert TEXT[slice(*few)] == "On Tuesday night two children died"
    assert TEXT[slice(*many)] == "night two children died"


@pytest.mark.parametrize(
    ("text", "term", "clause"),
    [
        (
            "The toll of 11, mostly women, was reported today.",
            "report",
            "The toll of 11, mostly women, was reported today",
        ),
        (
            "He said that the envoy, who was away, would not return.",
            "return",
            "the envoy, who was away, would not return",
        ),
        ("In the north, will and hope were gone.", "hope", "In the north, will and hope were gone"),
        ("The envoy was away, talks began, and trade was halted.", "trade", "trade was halted"),
        (f"The envoy,{' oh' * MOST_WORDS}, would not return.", "return", "would not return"),
    ],
)
def test_a_clause_that_opens_with_its_verb_is_given_its_subject(text: str, term: str, clause: str) -> None:
    assert text[slice(*covering(text, frozenset({term})) or ())] == clause


@pytest.mark.parametrize(
    ("text", "term", "clause"),
    [
        (
            "The cell, which they wanted shut, has been filled.",
            "cell",
            "The cell, which they wanted shut, has been filled",
        ),
        ("A motion, put by Chad, failed by three votes.", "motion", "A motion, put by Chad, failed by three votes"),
        ("A motion, put by Chad, an old ally, came late.", "motion", "A motion"),
    ],
)
def test_a_clause_that_is_all_subject_is_given_its_predicate(text: str, term: str, clause: str) -> None:
    assert text[slice(*covering(text, frozenset({term})) or ())] == clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("She denied on Friday that he had left the ship.", "She denied on Friday that he had left the ship"),
        ("There is no proof that he had left the ship.", "There is no proof that he had left the ship"),
        ("She said on Friday that he had left the ship.", "he had left the ship"),
        (f"She denied {'very ' * 20}firmly that he had left the ship.", None),
    ],
)
def test_what_is_denied_never_stands_without_the_denial(text: str, clause: str | None) -> None:
    found = covering(text, frozenset({"left", "ship"}))
    assert (text[slice(*found)] if found else None) == clause


def test_a_date_is_no_place() -> None:
    text = "The ferry sank at around 2:50 a.m. off the Needle Rocks, near 9 May Street."
    spans = proposed(("around 2:50 a.m", 5.0), ("Needle Rocks", 3.0), text=text)
    assert text[slice(*choose(text, AnswerType.PLACE, spans) or ())] == "Needle Rocks"
    spans = proposed(("9 May Street", 5.0), ("Needle Rocks", 4.0), text=text)
    assert text[slice(*choose(text, AnswerType.PLACE, spans) or ())] == "9 May Street"


def test_what_stands_in_one_clause_with_the_only_word_of_a_question_is_preferred() -> None:
    text = "Chad and Mali called for restraint, and Togo offered to mediate."
    spans = proposed(("Chad and Mali", 5.0), ("Togo", 4.0), text=text)
    alone, beside = (
        choose(text, AnswerType.PERSON, spans, beside=words) for words in (frozenset[str](), frozenset({"mediat"}))
    )
    assert alone is not None
    assert beside is not None
    assert (text[slice(*alone)], text[slice(*beside)]) == ("Chad and Mali", "Togo")


def test_nothing_is_chosen_where_nothing_is_proposed() -> None:
    assert chosen(AnswerType.PERSON) is None


@pytest.mark.parametrize(
    ("loose", "tight"),
    [
        ("died, ", "died"),
        ("“deeply concerned", "deeply concerned"),
        ("deeply concerned”", "deeply concerned"),
        ("“deeply concerned”", "deeply concerned"),
        ("Antonio Guterres, and ", "Antonio Guterres"),
        ("(later", "later"),
        ("(later)", "later"),
        ("seven men’s boats.", "seven men’s boats"),
    ],
)
def test_loose_punctuation_is_left_outside(loose: str, tight: str) -> None:
    start = TEXT.index(loose)
    assert TEXT[slice(*tidy(TEXT, start, start + len(loose)))] == tight


def test_a_clause_that_is_a_quotation_mark_alone_marks_nothing() -> None:
    sentence = '"It is not leaking, and nobody living under it need leave."'
    found = covering(sentence, frozenset({"crack"}))
    assert found is None or found[0] < found[1]


@given(st.text(max_size=80), st.frozensets(st.sampled_from(["a", "who", "x"])))
def test_a_covering_clause_is_never_empty(text: str, terms: frozenset[str]) -> None:
    found = covering(text, terms)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ('It was "an invention"; nobody fell.', 'was "an invention', 'was "an invention"'),
        ("It was “an invention”; nobody fell.", "was “an invention", "was “an invention”"),
        ("The Front (FDK) said so.", "Front (FDK", "Front (FDK)"),
        ('Both "never" and "always" fit.', '"never" and "always', '"never" and "always"'),
        ('It was "an invention"; nobody fell.', '"an invention', "an invention"),
    ],
)
def test_a_quotation_that_ends_right_behind_a_span_is_closed(text: str, span: str, shown: str) -> None:
    start = text.index(span)
    assert text[slice(*tidy(text, start, start + len(span)))] == shown


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        (
            "India underlined its “zero tolerance” towards it.",
            "zero tolerance” towards it",
            "“zero tolerance” towards it",
        ),
        ("The (old) bridge is “gone” now.", "old) bridge is “gone", "(old) bridge is “gone”"),
        ("He saw “one” and “two” there.", "one” and “two", "“one” and “two”"),
        ("They named it ‘Iran’s gate’ then.", "Iran’s gate", "Iran’s gate"),
        ("“Never again” was said.", "Never again", "Never again"),
    ],
)
def test_a_quotation_that_opens_right_before_a_span_is_opened(text: str, span: str, shown: str) -> None:
    start = text.index(span)
    found = choose(text, AnswerType.STATEMENT, [SpanCandidate(start, start + len(span), 1.0)])
    assert found is not None
    assert text[slice(*found)] == shown


def test_without_a_reader_the_first_mention_of_the_kind_is_marked() -> None:
    found = by_kind(TEXT, "when did they die?", AnswerType.DATE)
    assert found is not None
    assert TEXT[slice(*found)] == "Tuesday night"


@given(st.text(max_size=80), st.data())
def test_a_tidy_span_stays_inside_the_loose_one_but_for_a_closing_mark(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = tidy(text, start, end)
    assert start <= a
    assert b <= end or (b == end + 1 and text[end] in '”’)]»"')


@given(st.text(min_size=1, max_size=80), st.sampled_from(AnswerType), st.data())
def test_a_chosen_span_is_a_slice_of_the_sentence(text: str, kind: AnswerType, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = choose(text, kind, [SpanCandidate(start, end, 1.0)])
    assert found is None or 0 <= found[0] < found[1] <= len(text)
