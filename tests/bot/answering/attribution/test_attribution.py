"""Who says so: found where a sentence names one, left out where it does not, and always cut from the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.attribution.attributing import attribute
from tests.bot.answering.attribution.attributed import CASES, Case


def _parted(marked: str) -> tuple[str, tuple[int, int] | None]:
    start, end = marked.find("⟦"), marked.find("⟧")
    return marked.replace("⟦", "").replace("⟧", ""), (start, end - 1) if start >= 0 else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_who_asserts_the_marked_part(case: Case) -> None:
    sentence, span = _parted(case.sentence)
    found = attribute(sentence, None, span)
    if case.speaker is None:
        assert found is None
    else:
        assert found is not None
        assert (found.speaker, found.act, found.direct, found.pronoun) == (case.speaker, case.act, case.direct, None)


@pytest.mark.parametrize(
    ("previous", "sentence", "speaker"),
    [
        (
            "Meanwhile, Antonio Guterres said that he was concerned.",
            "He called on both nations to stop.",
            "Antonio Guterres",
        ),
        ("The foreign ministry said the border was closed.", "“Trade has stopped,” it added.", "The foreign ministry"),
        ("Rescuers said the road was blocked.", "They warned that rain would follow.", "Rescuers"),
        ("The mayor, who was in Oslo, flew home.", "He said the visit was over.", "The mayor"),
        ("Queen Anne arrived in the city.", "She said the war was over.", "Queen Anne"),
    ],
)
def test_a_pronoun_means_the_one_who_spoke_in_the_sentence_before(previous: str, sentence: str, speaker: str) -> None:
    found = attribute(sentence, previous)
    assert found is not None
    assert found.speaker == speaker
    assert found.pronoun in ("he", "she", "it", "they")
    assert found.speaker in previous


@pytest.mark.parametrize(
    ("previous", "sentence"),
    [
        (None, "He said the visit was over."),
        ("It rained all day.", "He said the visit was over."),
        ("John Smith said yes was likely, while Peter Jones said it was not.", "He said the visit was over."),
        ("John Smith met Peter Jones.", "He said the visit was over."),
        ("The foreign ministry said the border was closed.", "He said the visit was over."),
        ("The spokeswoman said the border was closed.", "He said the visit was over."),
        ("Antonio Guterres said it was over.", "“The border is closed,” it said."),
        ("He left early.", "He said the visit was over."),
    ],
)
def test_a_pronoun_that_fits_nobody_or_several_stays_unresolved(previous: str | None, sentence: str) -> None:
    assert attribute(sentence, previous) is None


def test_a_quotation_that_runs_on_from_the_sentence_before_keeps_its_speaker() -> None:
    found = attribute("The talks will go on.”", "The envoy said: “We are not done.")
    assert found is not None
    assert (found.speaker, found.direct) == ("The envoy", True)


def test_a_name_in_quotation_marks_is_not_a_quotation() -> None:
    found = attribute("The ministry said the raid was codenamed “Night Heron”.")
    assert found is not None
    assert not found.direct


def test_a_paraphrase_beside_a_quotation_is_not_direct() -> None:
    sentence = "The ministry said ten ships were lost, a “heavy blow” to the fleet."
    numbers, words = sentence.index("ten ships"), sentence.index("heavy")
    assert attribute(sentence, None, (numbers, numbers + 3)).direct is False  # type: ignore[union-attr]
    assert attribute(sentence, None, (words, words + 10)).direct is True  # type: ignore[union-attr]


def test_a_document_gives_way_to_the_one_who_issued_it() -> None:
    found = attribute("According to a statement released by the relief agency, ten bridges were lost.")
    assert found is not None
    assert found.speaker == "the relief agency"


def test_a_very_long_speaker_is_shortened_or_left_out() -> None:
    sentence = f"The director of the {'very ' * 40}old institute, who was tired, said that ten ships were lost."
    found = attribute(sentence)
    assert found is None or len(found.speaker) <= 120


_PIECES = st.lists(
    st.sampled_from(
        "said “ ” \" ' ’ , . ; : ( ) — the police Ann Lee who that and but according to quoted as saying by he it was "
        "told reporters denied claimed on Friday 12 people died \u202e \x00 \n é in a statement".split(" ")
    ),
    max_size=60,
).map(" ".join)


@given(
    _PIECES | st.text(max_size=200), _PIECES | st.none(), st.tuples(st.integers(0, 80), st.integers(1, 40)) | st.none()
)
def test_the_speaker_is_always_a_tidy_slice(sentence: str, previous: str | None, place: tuple[int, int] | None) -> None:
    span = (place[0], place[0] + place[1]) if place else None
    found = attribute(sentence, previous, span)
    if found is None:
        return
    assert found.speaker in (previous or "" if found.pronoun else sentence + (previous or ""))
    assert 0 < len(found.speaker) <= 120
    assert found.speaker == found.speaker.strip(' ,.;:“"')
    assert found.speaker.count("(") == found.speaker.count(")")


@pytest.mark.parametrize(
    "piece", ["said ", "he said, ", "“", '"a" said ', "according to ", "(", ",", "and told ", "a", "quoted ", "’ ' "]
)
def test_ten_thousand_hostile_characters_are_read_at_once(piece: str) -> None:
    for length in (1_900, 10_000):
        text = piece * (length // len(piece))
        began = time.perf_counter()
        attribute(text, text)
        assert time.perf_counter() - began < 1.0
