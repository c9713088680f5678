"""What the audit trail says of who did what."""

from datetime import UTC, datetime

import pytest

from bot.moderation.actors import Actor, at_the_console
from bot.moderation.trail import record
from bot.store import Store

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
