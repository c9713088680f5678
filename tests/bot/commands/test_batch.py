import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import batch
from bot.errors import QuestionsFault
from bot.models import Turn
from tests.bot.answers import FakeService, answered


class Service(FakeService):
    """A fake with the one field of a generation that a batch looks at."""

    class generation:  # noqa: N801
        name = "abc"


def replies(*lines: bytes, service: Service | None = None):
    return list(batch.answers(lines, service or Service({"who mediated?": answered()})))


def test_answers_come_in_the_order_of_the_lines_under_their_ids():
    found = replies(
        b'{"id": "b", "question": "who mediated?"}\n', b"\n", b'{"id": "a", "question": "which volcano?"}\n'
    )
    assert [(answer.id, answer.status) for answer in found] == [("b", "answered"), ("a", "declined")]


@pytest.mark.parametrize(
    ("given_id", "shown"), [(7, "7"), (1.5, "1.5"), (True, "true"), ([1, "x"], '[1, "x"]'), ("é", "é"), (None, "1")]
)
def test_an_id_of_any_json_type_is_carried_along_as_text(given_id, shown):
    line = json.dumps({"id": given_id, "question": "who mediated?"}).encode()
    assert replies(line)[0].id == shown


def test_a_question_without_an_id_gets_the_number_of_its_line():
    assert [answer.id for answer in replies(b"\n", b'{"question": "who mediated?"}')] == ["2"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"who mediated?", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b'"who mediated?"', "has no question"),
        (b'{"id": "x"}', "has no question"),
        (b'{"id": "x", "question": 7}', "has no question"),
        (b'{"id": "x", "question": "and when?", "previous": 7}', "has a previous turn"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_a_bad_line_is_declined_by_number_and_the_stream_goes_on(line, why):
    bad, good = replies(line, b'{"id": "next", "question": "who mediated?"}')
    assert bad.status == "declined"
    assert bad.reason is not None
    assert f"Line 1 {why}" in bad.reason.message
    assert bad.id == ("x" if b'"id": "x"' in line else "1")
    assert (good.id, good.status) == ("next", "answered")


def test_a_byte_order_mark_before_the_first_line_is_no_fault():
    assert replies(b'\xef\xbb\xbf{"id": "1", "question": "who mediated?"}')[0].status == "answered"


def test_a_previous_turn_travels_with_the_question():
    service = Service()
    line = {"question": "and when?", "previous": {"question": "who mediated?", "short_answer": "China"}}
    replies(json.dumps(line).encode(), service=service)
    assert service.asked[0].previous == Turn(question="who mediated?", short_answer="China")


def test_half_a_surrogate_pair_in_a_question_breaks_nothing():
    service = Service()
    assert replies(b'{"question": "who \\ud800 mediated?"}', service=service)[0].status == "declined"
    assert service.asked[0].text == "who \ufffd mediated?"


@given(st.binary())
def test_whatever_stands_in_a_line_there_is_one_answer_or_none(line):
    found = replies(line.replace(b"\n", b""))
    assert len(found) == (1 if line.replace(b"\n", b"").strip() else 0)
    for answer in found:
        answer.model_dump_json()


def test_an_answer_is_given_before_the_next_line_is_read():
    read = []

    def lines():
        for name in ("a", "b"):
            read.append(name)
            yield json.dumps({"id": name, "question": "who mediated?"}).encode()

    stream = batch.answers(lines(), Service())
    assert next(stream).id == "a"
    assert read == ["a"]


def test_a_file_that_is_not_there_is_wrong_use_with_a_next_step(tmp_path):
    with pytest.raises(QuestionsFault, match=r"none\.jsonl.*JSON Lines"):
        batch.opened(str(tmp_path / "none.jsonl"))
