import errno
import os
import sqlite3
from contextlib import closing

import pytest

from bot.errors import StoreDamaged, StoreFault, StoreFull, StoreLocked, StoreReadOnly
from bot.store import ServerSettings, Store, engine
from bot.store.faults import store_faults
from tests.bot.store.asking import SERVER, asked


def spoil_the_beginning(path):
    path.write_bytes(b"this is no database" + path.read_bytes()[19:])


def spoil_the_middle(path):
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 100] = b"\xff" * 100
    path.write_bytes(content)


def cut_off_the_end(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 // 4096 * 4096])


HARMS = [spoil_the_beginning, spoil_the_middle, cut_off_the_end]


@pytest.mark.parametrize("harm", HARMS)
async def test_a_damaged_database_is_set_aside_and_never_deleted(store, path, clock, harm):
    for n in range(30):
        await asked(store, f"question {n}")
    await store.close()
    harm(path)
    damaged = path.read_bytes()

    again = await Store.open(path, clock=clock)
    assert "damaged" in again.notice
    (aside,) = path.parent.glob("*.damaged-*.sqlite")
    assert aside.name in again.notice
    assert aside.read_bytes() == damaged
    stored = await asked(again)
    assert await again.recall(stored.key) == stored
    assert (await again.server(SERVER)) == ServerSettings()
    await again.close()

    sound = await Store.open(path, clock=clock)
    assert sound.notice is None
    assert await sound.recall(stored.key) == stored
    await sound.close()


@pytest.mark.parametrize("harm", HARMS)
async def test_whoever_only_looks_leaves_a_damaged_database_where_it_is(store, path, clock, harm):
    for n in range(30):
        await asked(store, f"question {n}")
    await store.close()
    harm(path)
    damaged = path.read_bytes()
    with pytest.raises(StoreDamaged, match="sets it aside"):
        await Store.open_existing(path, clock=clock)
    assert path.read_bytes() == damaged
    assert not list(path.parent.glob("*.damaged-*"))


async def test_what_servers_have_chosen_is_carried_over_where_it_can_be_read(store, path, clock):
    await store.change_server(SERVER, ServerSettings(private=True))
    await store.change_server(SERVER + 1, ServerSettings(card="embed"))
    async with store._writing() as connection:
        await connection.exec_driver_sql(f"UPDATE servers SET settings = 'garbled' WHERE guild_id = {SERVER + 1}")
    for n in range(30):
        await asked(store, f"question {n}")
    await store.close()
    content = path.read_bytes()
    path.write_bytes(content[:-4096] + b"\xff" * 4096)

    again = await Store.open(path, clock=clock)
    assert "with the settings of 1 server." in again.notice
    assert await again.server(SERVER) == ServerSettings(private=True)
    assert await again.server(SERVER + 1) == ServerSettings()
    await again.close()


async def test_a_garbled_entry_is_named(store, path):
    stored = await asked(store)
    async with store._writing() as connection:
        await connection.exec_driver_sql("UPDATE answers SET answer = '{garbled'")
    with pytest.raises(StoreDamaged, match="Something that is remembered is damaged"):
        await store.recall(stored.key)


async def test_an_empty_file_is_a_new_database(path, clock):
    path.parent.mkdir(parents=True)
    path.touch()
    store = await Store.open(path, clock=clock)
    assert store.notice is None
    assert await asked(store)
    await store.close()


async def test_looking_where_nothing_was_ever_kept_makes_nothing(path, clock, tmp_path):
    with pytest.raises(StoreFault, match="No answers are kept here"):
        await Store.open_existing(path, clock=clock)
    assert not list(tmp_path.iterdir())


async def test_looking_needs_no_secret(store, path, clock):
    stored = await asked(store)
    await store.close()
    path.with_suffix(".key").unlink()
    looking = await Store.open_existing(path, clock=clock)
    assert await looking.recall(stored.key) == stored
    await looking.close()


async def test_a_database_that_another_process_holds_is_named_and_nothing_is_lost(path, clock):
    store = await Store.open(path, clock=clock, patience=0.05)
    before = await asked(store)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked, match="Another process"):
            await asked(store)
        assert await store.recall(before.key) == before, "readers go on"
        other.execute("ROLLBACK")
        assert await store.recall((await asked(store)).key)
    await store.close()


async def test_a_database_that_is_being_opened_elsewhere_is_named(path, clock):
    from filelock import FileLock

    path.parent.mkdir(parents=True)
    with FileLock(path.with_suffix(".lock")), pytest.raises(StoreLocked, match="Another process"):
        await Store.open(path, clock=clock, patience=0.05)


async def test_a_full_disk_loses_nothing_that_was_acknowledged(path, clock, monkeypatch):
    await (await Store.open(path, clock=clock)).close()
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "max_page_count=40"))
    store = await Store.open(path, clock=clock)
    kept = []

    async def go_on():
        for _ in range(200):
            kept.append(await asked(store, "x" * 2000))

    with pytest.raises(StoreFull, match="Free some space"):
        await go_on()
    assert kept
    for stored in kept:
        assert await store.recall(stored.key) == stored
    await store.close()
    monkeypatch.undo()
    roomy = await Store.open(path, clock=clock)
    assert await roomy.recall((await asked(roomy)).key)
    assert await roomy.recall(kept[-1].key) == kept[-1]
    await roomy.close()


async def test_a_database_that_may_only_be_read_is_named(path, clock, monkeypatch):
    await (await Store.open(path, clock=clock)).close()
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "query_only=ON"))
    store = await Store.open_existing(path, clock=clock)
    await store.close()
    with pytest.raises(StoreReadOnly, match="Change its owner or mode"):
        await Store.open(path, clock=clock)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may do everything is not refused")
async def test_a_folder_without_permission_is_named(path, clock):
    path.parent.mkdir(parents=True)
    path.parent.chmod(0o500)
    with pytest.raises(StoreReadOnly, match="Change its owner or mode"):
        await Store.open(path, clock=clock)


async def test_a_file_where_the_folder_should_be_is_named(path, clock):
    path.parent.parent.joinpath("store").write_text("in the way")
    with pytest.raises(StoreFault, match="cannot be opened"):
        await Store.open(path, clock=clock)


async def test_a_folder_where_the_database_should_be_is_named(path, clock):
    path.mkdir(parents=True)
    with pytest.raises(StoreFault, match="cannot be opened"):
        await Store.open(path, clock=clock)


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), StoreFull),
        (OSError(errno.EROFS, "Read-only file system", "/data/x"), StoreReadOnly),
        (OSError(errno.EIO, "Input/output error", "/data/x"), StoreFault),
    ],
)
def test_what_the_system_refuses_is_named_with_its_place(tmp_path, refusal, kind):
    with pytest.raises(kind, match="/data/x") as raised, store_faults(tmp_path):
        raise refusal
    assert type(raised.value) is kind


def test_a_mistake_of_ours_is_not_passed_off_as_a_fault_of_the_store(tmp_path):
    mistake = sqlite3.OperationalError("syntax error")
    with pytest.raises(sqlite3.OperationalError, match="syntax"), store_faults(tmp_path):
        raise mistake
