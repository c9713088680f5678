import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import harmless, one_line, whole

ANY_TEXT = st.text(st.characters(exclude_categories=()))
HOSTILE = {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\x00", "\x7f", "\u200f"}


@given(ANY_TEXT)
def test_what_is_shown_holds_no_control_and_keeps_its_length(text):
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in shown)
    assert not HOSTILE & set(shown)


@given(ANY_TEXT)
def test_what_is_shown_can_be_encoded(text):
    harmless(text).encode()
    whole(text).encode()


@pytest.mark.parametrize("text", ["Geelání", "سیستان و بلوچستان", "می‌خواهم", "北京", "“Marg Bar Sarmachar,”", "👩‍👩‍👧"])
def test_ordinary_text_of_any_script_is_left_alone(text):
    assert harmless(text) == text
    assert whole(text) == text


@given(st.dictionaries(ANY_TEXT.map(whole), ANY_TEXT.map(whole)))
def test_a_line_of_json_says_the_same_and_is_one_line_for_every_reader(value):
    line = one_line(json.dumps(value, ensure_ascii=False))
    assert json.loads(line) == value
    assert len(line.splitlines()) == 1
    assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in line)
