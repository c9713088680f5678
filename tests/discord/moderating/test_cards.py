"""Whatever a title, a feed or a question holds: every card of moderators is harmless and within Discord's limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.moderating.cards.trail import lines
from bot.adapters.discord.moderating.faults import fault_words
from bot.adapters.discord.moderating.forms import Field, Form
from bot.adapters.discord.moderating.telling import messages
from bot.adapters.discord.phrases import phrases_for
from bot.errors import SourceRefused
from tests.discord.cards.test_any_text import OURS, assert_sound
from tests.discord.limits import callback_faults, message_faults, size
from tests.discord.moderating import samples
from tests.discord.nasty import hostile_cards, some_text

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

ALLOWED = OURS | {"list", "code", "link", "masked link"}
#: One example makes all of them.
every_card = settings(hostile_cards, max_examples=hostile_cards.max_examples // 6)
languages = st.sampled_from(["en", "ur"])


@every_card
@given(some_text, languages, st.integers(2, 9))
def test_every_card_is_sound(words: str, locale: str, page: int) -> None:
    for card in samples.cards(phrases_for(locale), words, page=page).values():
        assert_sound(card, ALLOWED)


@pytest.mark.parametrize("locale", ["en", "ur"])
def test_every_card_is_sound_for_ordinary_words(locale: str) -> None:
    for card in samples.cards(phrases_for(locale)).values():
        assert_sound(card, ALLOWED)


@hostile_cards
@given(some_text, languages)
def test_a_form_is_within_discord_s_limits(words: str, locale: str) -> None:
    fields = tuple(Field(f"f{at}", words, words, words, most=50, is_long=at == 0) for at in range(5))
    data = Form("pasted", words, fields).modal().to_dict()
    if data["title"].strip() and all(each["label"].strip() for each in data["components"]):
        assert not callback_faults({"type": 9, "data": data})


@hostile_cards
@given(some_text, languages)
def test_lines_of_the_log_channel_are_within_discord_s_limits(words: str, locale: str) -> None:
    entries = samples.entries(words)
    told = list(messages(entries, phrases_for(locale), unsaid=3))
    for each in told:
        assert not message_faults({"content": each, "allowed_mentions": {"parse": []}})
    assert "\n".join(told).count("\n") >= len(entries)
    assert all(size(line) <= 1_900 for entry in entries for line in lines(entry, phrases_for(locale)))


def test_a_fault_names_no_path_of_this_machine() -> None:
    fault = SourceRefused("It cannot be read", where="/srv/data/corpus/x.txt", advice="Look into /srv/data/corpus.")
    words = fault_words(fault, phrases_for("en"))
    assert "/srv" not in words
    assert words == "It cannot be read. Look into corpus."
