"""What stands on the page, and that nothing on it can act."""

import base64
import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.moderation.report.page import page
from tests.bot.moderation.report import samples

NOW = datetime(2024, 1, 31, 12, 40, tzinfo=UTC)


class Read(HTMLParser):
    """The tags, attributes and words of a page."""

    VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_everything_that_was_asked_for_stands_on_the_page():
    text = Read(page(samples.full())).text
    for words in (
        "Report on seeds",
        "What the index holds",
        "Border Times newest 20 January 2024",
        "not stated",
        "Questions by day",
        "answered 75 % (30)",
        "declined 25 % (10)",
        "sources disagree",
        "3 found an answer good, 1 did not.",
        "Which aircraft were used?",
        "declined 12 times",
        "in no article: aircraft",
        "✓ right who mediated?",
        "✗ wrong when was it?",
        "source withdrawn",
        "by Amina, from Discord (server 42)",
        "before answers",
        "after withdrawn",
        "A refresh waits for a moderator",
        "40 of 113 sentences (35 %) would go.",
        "2 withdrawn articles · 1 file not read · 0 duplicates",
    ):
        assert words in text, words


def test_a_report_about_nothing_says_so():
    text = Read(page(samples.empty())).text
    for words in (
        "Nobody has asked anything",
        "Nothing was asked.",
        "There are none yet",
        "Nobody has changed anything",
    ):
        assert words in text
    assert "A refresh waits" not in text


def test_golden_questions_that_cannot_be_asked_are_told():
    report = samples.full()._replace(golden=(), golden_fault="Not a gold question: golden.jsonl, line 3.")
    assert "golden.jsonl, line 3" in Read(page(report)).text


PLAIN = Read(page(samples.full("words")))
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "' onmouseover='alert(1)",
    "a\x00b\x1b[31m\u202ec\ud800",
    "]]><!--",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_from_outside_becomes_part_of_the_page(words):
    html = page(samples.full(words))
    hostile = Read(html)
    assert hostile.tags == PLAIN.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in PLAIN.attributes]
    assert not hostile.open
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\ud800-\udfff]", html)


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1, max_size=60))
def test_whatever_people_write_the_page_keeps_its_shape(words):
    html = page(samples.full(words))
    assert Read(html).tags == PLAIN.tags
    html.encode()


def test_a_template_within_words_stays_words():
    assert "{{ 7 * 7 }}" in Read(page(samples.full("{{ 7 * 7 }}"))).text


def test_words_of_any_length_are_cut():
    html = page(samples.full("x" * 5_000))
    assert "x" * 239 + "…" in html
    assert "x" * 241 not in html


def test_the_page_loads_nothing_and_runs_nothing():
    html = page(samples.full())
    read = Read(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"} & set(read.tags)
    names = {name for name, _ in read.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"src", "href", "style", "srcset", "action"}
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_publishers_beyond_the_first_few_are_summed_up():
    many = tuple(samples.Publisher(f"publisher {n:02}", 1, 100 - n, date(2024, 1, 1 + n)) for n in range(20))
    text = Read(page(samples.full()._replace(publishers=many))).text
    assert "publisher 11" in text
    assert "publisher 12" not in text
    assert "8 others newest 20 January 2024" in text


def test_a_long_time_is_shown_by_the_week():
    report = samples.full()._replace(since=NOW - timedelta(days=365))
    assert "Questions by week" in Read(page(report)).text


def test_counts_agree_with_their_nouns():
    report = samples.full()._replace(withdrawn=1, faults=())
    assert "1 withdrawn article · 0 files not read" in Read(page(report)).text
