import asyncio
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine

from bot.errors import StoreNewer
from bot.store import Store, migrations
from bot.store.tables import metadata
from tests.bot.store.asking import ASKER, asked


def shape(database):
    """Tables with their columns, keys and indexes, as SQLite sees them."""
    with closing(sqlite3.connect(database)) as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        tables = [name for (name,) in connection.execute(named) if name != "migrations"]
        return {table: [described(connection, pragma, table) for pragma in PRAGMAS] for table in tables}


PRAGMAS = ("table_info", "foreign_key_list", "index_list")


def described(connection, pragma, table):
    rows = connection.execute(f"PRAGMA {pragma}({table})").fetchall()
    if pragma != "index_list":
        return sorted(row[1:] if pragma == "table_info" else row[2:] for row in rows)
    return sorted(
        (name, unique, [each[2] for each in connection.execute(f"PRAGMA index_info({name})")])
        for _, name, unique, *_ in rows
    )


def made_by(path, steps):
    """A database as an earlier version left it."""
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(migrations._NUMBERS)
        for number, step in enumerate(migrations.STEPS[:steps], 1):
            for statement in step:
                connection.execute(statement)
            connection.execute(migrations._TAKEN, {"number": number, "at": "2024-01-01"})
        connection.commit()


async def test_the_migrations_make_the_tables_that_the_code_asks_for(store, path, tmp_path):
    plain = tmp_path / "plain.sqlite"
    engine = create_engine(f"sqlite:///{plain}")
    metadata.create_all(engine)
    engine.dispose()
    assert shape(path) == shape(plain)


@pytest.mark.parametrize("steps", range(len(migrations.STEPS) + 1))
async def test_every_earlier_version_becomes_this_one(path, clock, steps, tmp_path_factory):
    made_by(path, steps)
    store = await Store.open(path, clock=clock)
    stored = await asked(store)
    await store.note("add", actor=ASKER)
    assert await store.recall(stored.key) == stored
    await store.close()
    new = tmp_path_factory.mktemp("new") / "onrecord.sqlite"
    await (await Store.open(new, clock=clock)).close()
    assert shape(path) == shape(new)


async def test_what_an_earlier_version_kept_is_still_there(store, path, clock, tmp_path_factory):
    stored = await asked(store)
    await store.close()
    earlier = tmp_path_factory.mktemp("earlier") / "store" / "onrecord.sqlite"
    made_by(earlier, 1)
    with closing(sqlite3.connect(earlier)) as connection:
        connection.execute("ATTACH ? AS later", (str(path),))
        connection.execute("INSERT INTO answers SELECT * FROM later.answers")
        connection.commit()
    again = await Store.open(earlier, clock=clock, key=b"k" * 32)
    assert await again.recall(stored.key) == stored
    assert await again.trail(clock()) == []
    await again.close()


async def test_opening_again_takes_no_step_twice(store, path, clock):
    await store.close()
    clock.move(days=1)
    await (await Store.open(path, clock=clock)).close()
    with closing(sqlite3.connect(path)) as connection:
        taken = connection.execute("SELECT number, taken_at FROM migrations").fetchall()
    numbers = range(1, len(migrations.STEPS) + 1)
    assert taken == [(number, "2024-01-20T12:30:15.123456+00:00") for number in numbers]


async def test_what_a_later_version_wrote_is_refused_and_left_alone(store, path, clock):
    stored = await asked(store)
    async with store._writing() as connection:
        await connection.exec_driver_sql("INSERT INTO migrations VALUES (99, '2030-01-01')")
    await store.close()
    with pytest.raises(StoreNewer, match="Update Onrecord"):
        await Store.open(path, clock=clock)
    with pytest.raises(StoreNewer):
        await Store.open_existing(path, clock=clock)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT key FROM answers").fetchall() == [(stored.key,)]


async def test_a_step_that_fails_leaves_everything_as_it_was(store, path, clock, monkeypatch):
    stored = await asked(store)
    await store.close()
    before = shape(path)
    broken = (*migrations.STEPS, ("CREATE TABLE extra (a)", "CREATE TABLE extra (a)"))
    monkeypatch.setattr(migrations, "STEPS", broken)
    with pytest.raises(Exception, match="extra already exists"):
        await Store.open(path, clock=clock)
    assert shape(path) == before
    monkeypatch.undo()
    again = await Store.open(path, clock=clock)
    assert await again.recall(stored.key) == stored
    await again.close()


async def test_several_that_open_a_new_database_at_once_all_find_the_same(path, clock):
    stores = await asyncio.gather(*(Store.open(path, clock=clock) for _ in range(5)))
    stored = await asked(stores[0])
    for store in stores:
        assert await store.recall(stored.key) == stored
        assert store.is_asker(stored, ASKER)
        await store.close()
