"""Untrusted text has no effect on Discord, and is still its own words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.discord.escaping import (
    ELLIPSIS,
    END_ISOLATE,
    ISOLATE,
    directed,
    escaped,
    first_words,
    isolated,
    last_words,
    length,
    plain,
    portions,
    shown,
    unescaped,
    visible,
    visible_parts,
)
from tests.discord.markdown import read
from tests.discord.nasty import PIECES, any_text, hostile, text


@pytest.mark.parametrize("piece", PIECES)
def test_nothing_is_live_at_the_start_of_a_line_or_within_one(piece: str) -> None:
    assert read(shown(piece)).live == ()
    assert read(f"“{shown(piece)} word {shown(piece)}”").live == ()


@hostile
@given(any_text)
@example("1. *a*")
def test_no_text_is_live(words: str) -> None:
    assert read(shown(words)).live == ()


@hostile
@given(any_text)
def test_taking_the_escapes_away_gives_the_words(words: str) -> None:
    assert unescaped(shown(words)) == visible(words)


@hostile
@given(any_text)
def test_what_a_client_shows_is_what_is_visible(words: str) -> None:
    assert read(f"“{shown(words)}”").seen == f"“{visible(words)}”"


@hostile
@given(any_text, st.integers(4, 300))
def test_a_limit_is_kept_and_only_the_end_is_lost(words: str, limit: int) -> None:
    cut = shown(words, limit=limit)
    assert length(cut) <= limit
    assert read(cut).live == ()
    assert visible(words).startswith(unescaped(cut).removesuffix(ELLIPSIS)) or unescaped(cut) == visible(words)


@hostile
@given(any_text, st.integers(20, 300))
def test_portions_hold_every_word_in_order(words: str, limit: int) -> None:
    parts = list(portions(visible(words), limit))
    assert "".join(parts).replace(" ", "") == visible(words).replace(" ", "")
    assert all(length(escaped(part)) <= limit for part in parts)


@hostile
@given(any_text, st.data())
def test_a_span_is_followed_through_what_is_taken_out(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    parts = visible_parts(words, (start, end))
    assert " ".join("".join(parts).split()) == visible(words)


@hostile
@given(any_text, st.integers(1, 100))
def test_a_label_holds_no_more_than_its_limit(words: str, limit: int) -> None:
    assert length(plain(words, limit=limit)) <= limit


@hostile
@given(text, st.integers(0, 80))
@example(">>> " * 20, 1)
def test_both_ends_can_be_kept(words: str, limit: int) -> None:
    words = visible(words)
    assert words.endswith(last_words(words, limit))
    assert words.startswith(first_words(words, limit))
    assert length(escaped(last_words(words, limit))) <= limit


def test_words_are_not_cut_in_two() -> None:
    assert shown("Islamabad and Tehran have sought", limit=20) == "Islamabad and…"
    assert last_words("Islamabad and Tehran have sought", 12) == "have sought"


def test_joiners_stay_where_words_are_spelt_with_them() -> None:
    assert visible("می‌خواهم") == "می‌خواهم"
    assert visible("👨‍👩‍👧 1️⃣ ❤️") == "👨‍👩‍👧 1️⃣ ❤️"
    assert visible("Is\u200clam\u200da\ufe0fbad") == "Islamabad"


def test_controls_are_seen_and_what_is_invisible_is_gone() -> None:
    assert visible("a\x1b[31mb\u202ec\u00add\U000e0041") == "a\ufffd[31mbcd"


def test_marks_piled_on_a_letter_do_not_reach_the_next_line() -> None:
    assert visible("e" + "\u0301" * 40 + "!") == "e" + "\u0301" * 8 + "!"


def test_ordinary_words_are_left_alone() -> None:
    words = "At 10:30, Iran’s IRGC (the Guards) said: “We’ve no #1 – it’s 50 % @ most!”"
    assert shown(words) == words


def test_text_of_the_other_direction_is_set_apart_by_us_alone() -> None:
    assert isolated(shown("\u2067اسلام\u2069")) == f"{ISOLATE}اسلام{END_ISOLATE}"
    assert isolated("Dawn") == "Dawn"
    assert (
        directed("-# بقول \u2068Dawn\u2069\n> “\u2068اسلام\u2069”")
        == "-# \u2067بقول \u2068Dawn\u2069\u2069\n> “\u2068اسلام\u2069”"
    )
    assert directed("**متفق ہیں**") == "**\u2067متفق ہیں\u2069**"
    assert isolated("Dawn", right_to_left=True) == f"{ISOLATE}Dawn{END_ISOLATE}"
