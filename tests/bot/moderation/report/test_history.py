from datetime import UTC, datetime, timedelta

from bot.moderation.report.history import holdings
from bot.moderation.report.models import Holding
from bot.moderation.trail import AuditRow
from index.models import Manifest, Statistics

NOW = datetime(2024, 1, 31, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def switch(days: float, name: str, sentences: object, action: str = "refresh.switched", **details: object) -> AuditRow:
    told = {"sentences_after": sentences, **details}
    return AuditRow(number=1, at=days_ago(days), by="Onrecord", action=action, after=name, details=told)


def card(days: float, name: str, sentences: int, documents: int = 5) -> Manifest:
    return Manifest(
        format_version=1,
        terms_version="1",
        sentences_version="1",
        generation=name,
        corpus_root="",
        corpus_fingerprint="",
        built_at=days_ago(days),
        statistics=Statistics(documents=documents, sentences=sentences),
    )


def held(rows, cards=(), current=None, since=30.0):
    current = current or card(1, "now", 130)
    return holdings(rows, cards, current, corpus="seeds-1", since=days_ago(since))


def test_switches_tell_what_was_held_from_when_on():
    rows = [switch(5, "b", 120, articles_after=6), switch(10, "a", 113), switch(1, "now", 130, "index.rollback")]
    assert held(rows) == (
        Holding(days_ago(10), 113),
        Holding(days_ago(5), 120, 6),
        Holding(days_ago(1), 130),
    )


def test_what_was_held_at_the_beginning_begins_there():
    rows = [switch(50, "x", 90), switch(40, "a", 100), switch(1, "now", 130)]
    assert held(rows)[0] == Holding(days_ago(30), 100)


def test_a_build_that_nobody_wrote_down_shows_from_the_moment_it_was_built():
    assert held([switch(5, "b", 120)], [card(8, "a", 113), card(5, "b", 120)]) == (
        Holding(days_ago(8), 113, 5),
        Holding(days_ago(5), 120),
        Holding(days_ago(1), 130, 5),
    )


def test_another_corpus_and_other_entries_are_left_out():
    rows = [
        switch(5, "b", 120, corpus="other-2"),
        switch(4, "c", 121, corpus="seeds-1"),
        switch(3, "d", 1, "refresh.held"),
    ]
    assert [each.sentences for each in held(rows)] == [121, 130]


def test_an_entry_that_tells_no_figures_is_passed_over():
    rows = [switch(5, "b", None), switch(4, "c", "many"), switch(3, "d", 122, articles_after="six")]
    assert held(rows) == (Holding(days_ago(3), 122), Holding(days_ago(1), 130, 5))
