from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreDamaged
from bot.store import ServerSettings, Store
from tests.bot.store.asking import ASKER, SERVER

CHOSEN = ServerSettings(
    answer_channels=(305_000_000_000_000_001, 2), private=True, threads=True, card="embed", language="ur"
)


async def test_a_server_that_has_chosen_nothing_has_the_defaults(store):
    assert await store.server(SERVER) == ServerSettings()


async def test_what_a_server_has_chosen_survives_a_restart(store, path, clock):
    await store.change_server(SERVER, ServerSettings(private=True))
    await store.change_server(SERVER, CHOSEN)
    await store.close()
    again = await Store.open(path, clock=clock)
    assert await again.server(SERVER) == CHOSEN
    assert await again.server(SERVER + 1) == ServerSettings()
    await again.close()


async def test_a_change_of_settings_goes_to_the_audit_trail(store, clock):
    await store.change_server(SERVER, ServerSettings(private=True), by=ASKER)
    clock.move(hours=1)
    await store.change_server(SERVER, ServerSettings(private=True, threads=True))
    await store.change_server(SERVER, ServerSettings(private=True, threads=True))
    latest, first = await store.trail(clock() - timedelta(days=1))
    assert (first.action, first.guild_id, first.details) == ("settings", SERVER, {"private": [False, True]})
    assert first.actor_hash
    assert str(ASKER) not in first.model_dump_json()
    assert (latest.details, latest.actor_hash, latest.at) == ({"threads": [False, True]}, None, clock())


async def test_a_setting_that_a_later_version_added_is_passed_over(store):
    await store.change_server(SERVER, CHOSEN)
    async with store._writing() as connection:
        await connection.exec_driver_sql("""UPDATE servers SET settings = '{"private": true, "colour": "red"}'""")
    assert await store.server(SERVER) == ServerSettings(private=True)


async def test_settings_that_cannot_be_read_are_not_guessed(store):
    await store.change_server(SERVER, CHOSEN)
    async with store._writing() as connection:
        await connection.exec_driver_sql("""UPDATE servers SET settings = '{"card": "hologram"}'""")
    with pytest.raises(StoreDamaged, match="settings"):
        await store.server(SERVER)


def test_settings_that_are_none_are_refused():
    with pytest.raises(ValidationError):
        ServerSettings(card="hologram")
    with pytest.raises(ValidationError):
        ServerSettings(answer_channels=(-1,))


async def test_the_audit_trail_lists_the_latest_first_by_time_and_server(store, clock):
    before = clock()
    await store.note("add", actor=ASKER, guild_id=SERVER, details={"source": "truce.txt", "text": "\0\ud800"})
    clock.move(hours=1)
    await store.note("refresh")
    assert [each.action for each in await store.trail(before)] == ["refresh", "add"]
    assert [each.action for each in await store.trail(clock())] == ["refresh"]
    (added,) = await store.trail(before, guild_id=SERVER)
    assert added.details == {"source": "truce.txt", "text": "\0\ud800"}
    assert [each.number for each in await store.trail(before, most=1)] == [2]


@pytest.mark.parametrize("attempt", ["UPDATE audit SET action = 'nothing'", "DELETE FROM audit"])
async def test_nobody_changes_or_shortens_the_audit_trail(store, clock, attempt):
    await store.note("withdraw")
    with pytest.raises(IntegrityError, match="append-only"):
        async with store._writing() as connection:
            await connection.exec_driver_sql(attempt)
    assert [each.action for each in await store.trail(clock())] == ["withdraw"]
