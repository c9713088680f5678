"""The cards beside the answers: claim checks, articles, settings, notices; the ids of buttons; addresses."""

import pytest

from bot.adapters.discord.cards import (
    claim_check_card,
    help_card,
    notice_card,
    privacy_card,
    settings_card,
    sources_card,
)
from bot.adapters.discord.cards.items import context_page, context_place, custom_id, parse
from bot.adapters.discord.cards.links import safe_url
from bot.adapters.discord.phrases import phrases_for
from bot.store import ServerSettings
from tests.discord import samples
from tests.discord.bodies import body
from tests.discord.limits import walk
from tests.discord.specification import ABSENT, specification

ENGLISH = phrases_for("en")
VERDICTS = ("true", "false", "wrong", "correct", "refuted", "confirmed", "lie")


def check_text() -> str:
    near = samples.citation("On Thursday, nine people were killed.")
    differing = samples.compared(near, ("number", "11", "nine"), ("negation", None, "denied"))
    check = samples.checked(
        ("11 were killed.", (differing,)), ("Nine were killed.", (samples.compared(near),)), ("x", ())
    )
    return "\n".join(claim_check_card(samples.KEY, check, samples.AS_OF, phrases=ENGLISH).texts)


def test_a_check_shows_where_a_claim_and_a_sentence_differ() -> None:
    text = check_text()
    assert "≠ Number: the message says **11**, the sentence says **nine**" in text
    assert "≠ Negation: the message does not deny it, the sentence says **denied**" in text
    assert "No difference found in numbers, dates, names or negation." in text
    assert "No article speaks of this." in text


def test_a_check_gives_no_verdict() -> None:
    assert not any(verdict in check_text().lower().split() for verdict in VERDICTS)


def test_a_message_without_a_claim_says_so() -> None:
    card = claim_check_card(samples.KEY, samples.checked(), samples.AS_OF, phrases=ENGLISH)
    assert card.texts[1] == "There is no claim in this message that could be looked up."


def test_articles_are_listed_with_what_they_state() -> None:
    listing = samples.listing(samples.article("a.txt", title="A *title*", publisher="Dawn"), samples.article("b.txt"))
    text = "\n".join(sources_card(listing, phrases=ENGLISH).texts)
    assert "\\[1\\] **A \\*title\\***\n-# Dawn · 12 sentences · a.txt" in text
    assert "(no title)" in text
    assert "no article states its date" in text


def test_many_articles_go_on_over_pages_that_can_be_turned() -> None:
    listing = samples.listing(*(samples.article(f"{at}.txt", title="t" * 90) for at in range(60)))
    first = sources_card(listing, page=0, phrases=ENGLISH)
    ids = [each["custom_id"] for each in walk(body(first)["components"]) if each.get("custom_id")]
    assert ids == ["or:src:-:1"]
    assert "page 1 of" in first.texts[0]


def test_settings_are_told_and_can_be_turned_around() -> None:
    settings = ServerSettings(answer_channels=(123456789012345678,), private=True)
    card = settings_card(settings, phrases=ENGLISH, controls=True)
    assert "**Answer in**: <#123456789012345678>" in card.texts[1]
    ids = {each["custom_id"] for each in walk(body(card)["components"]) if each.get("custom_id")}
    assert ids == {"or:set:channels", "or:set:language", "or:set:private:0", "or:set:threads:1", "or:set:card:0"}


@pytest.mark.parametrize("days", [None, 1, 90])
def test_privacy_tells_for_how_long(days: int | None) -> None:
    text = privacy_card(days, phrases=ENGLISH).texts[-1]
    assert text.startswith("Deleted by itself after" if days else "You can have")


def test_ids_say_what_they_mean_after_a_restart_too() -> None:
    assert parse(custom_id("more", "k3f9-_", 12)) == ("more", "k3f9-_", 12)
    assert parse(custom_id("up", "k3f9")) == ("up", "k3f9", None)
    assert context_place(context_page(4, 7)) == (4, 7)
    for other in ("", "or:nothing:k", "or:up:", "or:up:k:x", "xor:up:k", "or:up:" + "k" * 65):
        assert parse(other) is None


@pytest.mark.parametrize(
    ("stated", "used"),
    [
        ("https://example.com/a_b?c=1#d", "https://example.com/a_b?c=1#d"),
        (" HTTP://Example.COM:8080/ü ", "http://example.com:8080/%C3%BC"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.com/a b\\c", None),
        ("javascript:alert(1)", None),
        ("https://user:pass@example.com", None),
        ("https://localhost/", None),
        ("https://example.com:99999/", None),
        ("https://[::1]/", None),
        ("https://exa\u202emple.com/", None),
        ("discord://x.y/z", None),
        ("https://example.com/" + "a" * 500, None),
        (None, None),
    ],
)
def test_a_button_carries_only_an_address_that_discord_takes(stated: str | None, used: str | None) -> None:
    assert safe_url(stated) == used


@pytest.mark.skipif(specification() is None, reason=ABSENT)
@pytest.mark.parametrize("style", ["components", "embed"])
def test_every_card_fits_discord_s_own_description(style: str) -> None:
    from bot.adapters.discord.cards import answer_card

    described = specification()
    assert described
    cards = [
        answer_card(samples.KEY, samples.THE_ANSWER, samples.AS_OF, phrases=ENGLISH),
        settings_card(ServerSettings(answer_channels=(123456789012345678,)), phrases=ENGLISH, controls=True),
        help_card(["who mediated?"], phrases=ENGLISH),
        privacy_card(90, phrases=ENGLISH, controls=True),
        notice_card("Shared."),
    ]
    for card in cards:
        assert described.faults("POST", "/channels/1/messages", body(card.styled(style))) == []  # type: ignore[arg-type]
