"""What the audit trail says of who did what."""

from datetime import UTC, datetime

import pytest

from bot.moderation.actors import Actor, at_the_console
from bot.moderation.trail import AuditRow, audit_rows, record
from bot.store import ServerSettings, Store

NOW = datetime(2024, 1, 20, 12, tzinfo=UTC)
AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=42)


@pytest.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path / "store.sqlite", clock=lambda: NOW, key=b"k" * 32)
    yield opened
    await opened.close()


async def test_an_entry_says_who_did_what_and_how_it_was_before(store):
    await record(store, AMINA, "source.withdrawn", before="answers", after="withdrawn", source="a.txt")
    entry = (await store.trail(NOW))[0]
    assert (entry.action, entry.guild_id) == ("source.withdrawn", 42)
    expected = {"by": "Amina", "from": "discord", "before": "answers", "after": "withdrawn", "source": "a.txt"}
    assert entry.details == expected
    assert entry.actor_hash


async def test_who_has_no_account_is_named_all_the_same(store):
    await record(store, Actor(kind="schedule", name="Onrecord"), "refresh.switched")
    entry = (await store.trail(NOW))[0]
    assert entry.actor_hash is None
    assert entry.details == {"by": "Onrecord", "from": "schedule"}


def test_a_user_without_a_name_can_act(monkeypatch):
    def nobody():
        raise KeyError("no entry")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert str(at_the_console()) == "unknown (console)"


async def test_an_entry_is_read_back_with_its_parts_in_their_places(store):
    await record(store, AMINA, "source.withdrawn", before="answers", after="withdrawn", source="a.txt")
    (row,) = await audit_rows(store, NOW)
    expected = {"number": 1, "at": NOW, "by": "Amina", "origin": "discord", "guild_id": 42, "actor": row.actor}
    changed = {"action": "source.withdrawn", "before": "answers", "after": "withdrawn", "details": {"source": "a.txt"}}
    assert row == AuditRow(**expected, **changed)
    assert row.actor


async def test_what_a_server_chose_is_read_as_before_and_after(store):
    await store.change_server(42, ServerSettings(private=True), by=7)
    (row,) = await audit_rows(store, NOW)
    assert (row.before, row.after, row.details) == ({"private": False}, {"private": True}, {})
    assert row.by == f"user {row.actor[:8]}"


async def test_one_server_sees_what_was_done_from_it(store):
    await record(store, AMINA, "source.added", source="a.txt")
    await record(store, at_the_console(), "source.added", source="b.txt")
    await store.note("refresh.switched")
    assert [row.by for row in await audit_rows(store, NOW, guild_id=42)] == ["Amina"]
    latest, *_ = await audit_rows(store, NOW)
    assert latest.by == "Onrecord"
    assert len(await audit_rows(store, NOW, most=2)) == 2


async def test_entries_of_unknown_shape_are_read_all_the_same(store):
    await store.note("odd", details={"by": ["a", "list"], "from": 7, "before": {"deep": [None]}})
    await store.note("settings", details={"private": True})
    settings, odd = await audit_rows(store, NOW)
    assert (odd.by, odd.origin, odd.before) == ("Onrecord", None, {"deep": [None]})
    assert (settings.before, settings.after) == ({}, {})
