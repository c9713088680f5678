"""Whatever a question, an article or a name holds: every card is within the limits, harmless, and loses no word."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.cards import (
    Card,
    answer_card,
    claim_check_card,
    context_card,
    evidence_card,
    help_card,
    settings_card,
    sources_card,
)
from bot.adapters.discord.cards.evidence import evidence_blocks
from bot.adapters.discord.cards.layout import Linked, Text
from bot.adapters.discord.cards.paging import paged
from bot.adapters.discord.cards.planning import plan
from bot.adapters.discord.escaping import visible
from bot.adapters.discord.phrases import phrases_for
from bot.models import Answer, AnswerType, Attribution, Citation, ClaimCheck
from bot.store import ServerSettings
from tests.discord import samples
from tests.discord.bodies import body
from tests.discord.limits import message_faults
from tests.discord.markdown import read
from tests.discord.nasty import hostile_cards, some_text, text

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

#: Markup of our own; everything else would come from the text.
OURS = {"bold", "heading", "small print", "quote"}
_NOT_WORDS = re.compile(r"[\s“”…>\u200a]+")

maybe = st.none() | text
styles = st.sampled_from(["components", "embed"])
languages = st.sampled_from(["en", "ur"])
urls = st.none() | text | text.map("https://example.com/{}".format)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    quote = draw(some_text)
    start = draw(st.integers(0, len(quote) - 1))
    speaker = draw(maybe)
    return Citation(
        source=draw(some_text),
        title=draw(maybe),
        publisher=draw(maybe),
        published=draw(st.none() | st.dates()),
        url=draw(urls),
        start=0,
        end=len(quote),
        quote=quote,
        answer_span=draw(st.none() | st.just((start, draw(st.integers(start + 1, len(quote)))))),
        supports=draw(st.booleans()),
        attribution=None
        if speaker is None
        else Attribution(speaker=speaker, pronoun=draw(maybe), direct=draw(st.booleans())),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    cited = draw(st.lists(citations(), max_size=6))
    stated: dict[str, Any] = {
        "question": draw(text),
        "understood": draw(maybe),
        "spellings": draw(st.dictionaries(text, text, max_size=3)),
        "type": draw(st.none() | st.sampled_from(AnswerType)),
    }
    if not cited or draw(st.booleans()):
        return samples.declined(draw(text), *cited, missing=tuple(draw(st.lists(text, max_size=10))), **stated)
    relation = draw(st.sampled_from(["single", "agree", "disagree", "other", "several"]))
    places = st.lists(st.integers(0, len(cited) - 1), min_size=1, max_size=6).map(tuple)
    values = draw(st.lists(st.tuples(text, places, st.integers(0, 9)), max_size=7))
    agreement = draw(st.none() | st.just(samples.agreement(relation, *values)))
    return samples.answered(*cited, short_answer=draw(maybe), agreement=agreement, **stated)


def assert_sound(card: Card, allowed: set[str] = OURS) -> None:
    for style in ("components", "embed"):
        assert message_faults(body(card.styled(style))) == []  # type: ignore[arg-type]
    for part in card.texts:
        assert {live.kind for live in read(part).live} <= allowed, part


def words(shown: str) -> str:
    return _NOT_WORDS.sub("", shown)


@hostile_cards
@given(answers(), languages, st.booleans())
def test_an_answer_s_card_is_sound(answer: Answer, locale: str, shared: bool) -> None:
    assert_sound(answer_card(samples.KEY, answer, samples.AS_OF, phrases=phrases_for(locale), shared=shared))


@hostile_cards
@given(answers(), languages)
def test_no_word_is_lost_between_a_card_and_its_pages(answer: Answer, locale: str) -> None:
    card = answer_card(samples.KEY, answer, samples.AS_OF, phrases=phrases_for(locale))
    blocks = list(evidence_blocks(answer, plan(answer, phrases_for(locale)), phrases_for(locale)))
    behind = [block.content for block in blocks if isinstance(block, Text | Linked)]
    seen = words("\n".join(read(part).seen for part in [*card.texts, *behind]))
    for citation in answer.citations or answer.nearest:
        said = citation.attribution
        known = (citation.quote, citation.title, citation.publisher, citation.source, said and said.speaker)
        for stated in known:
            assert words(visible(stated or "")) in seen


@hostile_cards
@given(answers(), languages)
def test_the_pages_are_sound_and_hold_every_block(answer: Answer, locale: str) -> None:
    blocks = [
        block
        for block in evidence_blocks(answer, plan(answer, phrases_for(locale)), phrases_for(locale))
        if isinstance(block, Text | Linked)
    ]
    pages = paged(evidence_blocks(answer, plan(answer, phrases_for(locale)), phrases_for(locale)))
    assert [block for page in pages for block in page if isinstance(block, Text | Linked)] == blocks
    for page in (0, len(pages) // 2, len(pages) - 1, len(pages) + 5):
        assert_sound(evidence_card(samples.KEY, answer, page, phrases=phrases_for(locale)))


@hostile_cards
@given(answers(), st.lists(text, max_size=5), languages, st.integers(0, 900))
def test_a_context_is_sound(answer: Answer, around: list[str], locale: str, page: int) -> None:
    if not (answer.citations or answer.nearest):
        return
    cited = (answer.citations or answer.nearest)[0]
    sentences = [samples.sentence(each, at + 1) for at, each in enumerate(around)] + [samples.sentence(cited.quote, 0)]
    assert_sound(context_card(samples.KEY, answer, sentences, page, phrases=phrases_for(locale)))


@st.composite
def checks(draw: st.DrawFn) -> ClaimCheck:
    kinds = st.sampled_from(["number", "date", "name", "negation"])
    differences = st.lists(st.tuples(kinds, maybe, maybe), max_size=4)
    compared = st.builds(lambda near, told: samples.compared(near, *told), citations(), differences)
    return samples.checked(*draw(st.lists(st.tuples(text, st.lists(compared, max_size=3).map(tuple)), max_size=3)))


@hostile_cards
@given(checks(), languages, st.integers(0, 9), st.booleans())
def test_a_claim_check_is_sound(check: ClaimCheck, locale: str, page: int, shared: bool) -> None:
    assert_sound(claim_check_card(samples.KEY, check, samples.AS_OF, page, phrases=phrases_for(locale), shared=shared))


@hostile_cards
@given(st.lists(st.tuples(some_text, maybe, maybe, urls), max_size=12), languages, st.integers(0, 9))
def test_a_list_of_articles_is_sound(articles: list[tuple[Any, ...]], locale: str, page: int) -> None:
    listed = [
        samples.article(source, title=title, publisher=publisher, url=url, published=date(2024, 1, 18))
        for source, title, publisher, url in articles
    ]
    assert_sound(sources_card(samples.listing(*listed), None, page, phrases=phrases_for(locale)))


@hostile_cards
@given(st.lists(text, max_size=8), text, st.lists(st.integers(1, 2**63 - 1), max_size=60), languages)
def test_help_and_settings_are_sound(asked: list[str], language: str, channels: list[int], locale: str) -> None:
    assert_sound(help_card(asked, phrases=phrases_for(locale)), OURS | {"list", "code"})
    settings = ServerSettings(answer_channels=tuple(dict.fromkeys(channels)), language=language)
    assert_sound(settings_card(settings, phrases=phrases_for(locale), controls=True), OURS | {"channel", "code"})
