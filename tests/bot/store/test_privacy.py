import json
import os
import stat

import pytest

from bot.errors import StoreDamaged
from bot.store import Store, keys
from tests.bot.store.asking import ASKER, SERVER, SOMEBODY_ELSE, asked

posix_only = pytest.mark.skipif(os.name != "posix", reason="there are no such permissions here")


def bytes_kept(path):
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


async def test_no_user_id_stands_anywhere_in_the_files(store, path):
    key = (await asked(store)).key
    await store.rate(key, SOMEBODY_ELSE, 1)
    await store.note("withdraw", actor=ASKER, guild_id=SERVER)
    kept = bytes_kept(path)
    for user in (ASKER, SOMEBODY_ELSE):
        assert str(user).encode() not in kept
        assert user.to_bytes(8, "big") not in kept
        assert user.to_bytes(8, "little") not in kept
    assert SERVER.to_bytes(8, "big") in kept, "this is how an id would be found"


def test_a_hash_needs_the_secret_and_tells_users_apart():
    one, other = b"a" * 32, b"b" * 32
    assert keys.hash_of(one, ASKER) == keys.hash_of(one, ASKER)
    assert keys.hash_of(one, ASKER) != keys.hash_of(one, SOMEBODY_ELSE)
    assert keys.hash_of(one, ASKER) != keys.hash_of(other, ASKER)
    assert keys.fingerprint(one) not in keys.hash_of(one, ASKER)


@posix_only
async def test_only_the_owner_can_read_what_is_kept(store, path):
    await asked(store)
    for each in path.parent.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600, each.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@posix_only
async def test_a_secret_that_others_can_read_is_closed_again(store, path, clock):
    await store.close()
    place = keys.secret_beside(path)
    place.chmod(0o644)
    await (await Store.open(path, clock=clock)).close()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


async def test_the_secret_is_drawn_once(store, path, clock):
    before = keys.secret_beside(path).read_bytes()
    assert len(before) == keys.SECRET_BYTES
    await store.close()
    await (await Store.open(path, clock=clock)).close()
    assert keys.secret_beside(path).read_bytes() == before


async def test_a_secret_may_be_given_instead_and_then_none_is_written(path, clock):
    store = await Store.open(path, clock=clock, key=b"k" * 32)
    assert not keys.secret_beside(path).exists()
    assert store.is_asker(await asked(store), ASKER)
    await store.close()


async def lose(place):
    place.unlink()


async def cut(place):
    place.write_bytes(place.read_bytes()[:31])


async def exchange(place):
    place.write_bytes(b"x" * 32)


@pytest.mark.parametrize("harm", [lose, cut, exchange])
async def test_without_its_own_secret_a_database_is_refused_and_left_alone(store, path, clock, harm):
    stored = await asked(store)
    await store.close()
    place = keys.secret_beside(path)
    secret = place.read_bytes()
    await harm(place)
    with pytest.raises(StoreDamaged, match=r"onrecord\.key\. Put it back from a backup"):
        await Store.open(path, clock=clock)
    place.write_bytes(secret)
    again = await Store.open(path, clock=clock)
    assert await again.recall(stored.key) == stored
    await again.close()


async def test_users_see_everything_that_is_kept_of_them_and_nothing_of_others(store):
    mine, theirs = await asked(store, "mine \ud800?"), await asked(store, "theirs?", asker=SOMEBODY_ELSE)
    await store.shown(mine.key, 77)
    await store.rate(theirs.key, ASKER, -1)
    await store.rate(mine.key, SOMEBODY_ELSE, 1)
    await store.note("withdraw", actor=ASKER, details={"source": "truce.txt"})
    exported = json.loads(json.dumps(await store.export(ASKER)))
    (answer,) = exported["answers"]
    assert answer["question"]["text"] == "mine \ufffd?"
    assert answer["answer"]["short_answer"] == "China"
    assert answer["asked_at"] == "2024-01-20T12:30:15.123456+00:00"
    assert [(vote["key"], vote["value"]) for vote in exported["votes"]] == [(theirs.key, -1)]
    assert [each["message_id"] for each in exported["messages"]] == [77]
    assert [entry["details"] for entry in exported["audit"]] == [{"source": "truce.txt"}]
    assert exported["user"] == mine.asker_hash
    assert "theirs?" not in json.dumps(exported)


async def test_of_a_stranger_nothing_is_kept(store):
    await asked(store)
    exported = await store.export(SOMEBODY_ELSE)
    assert not any(exported[part] for part in ("answers", "messages", "votes", "audit"))
    assert await store.erase(SOMEBODY_ELSE) == 0


async def test_erasing_takes_a_users_questions_and_votes_and_nobody_elses(store):
    mine, theirs = await asked(store), await asked(store, asker=SOMEBODY_ELSE)
    await store.shown(mine.key, 77)
    await store.rate(mine.key, SOMEBODY_ELSE, 1)
    await store.rate(theirs.key, ASKER, 1)
    await store.rate(theirs.key, SOMEBODY_ELSE, 1)
    assert await store.erase(ASKER) == 2
    assert await store.recall(mine.key) is None
    assert await store.by_message(77) is None
    assert await store.votes(mine.key) == (0, 0)
    assert await store.recall(theirs.key) == theirs
    assert await store.votes(theirs.key) == (1, 0)
    assert not (await store.export(ASKER))["answers"]


async def test_what_was_erased_stands_in_no_file_any_more(store, path):
    await asked(store, "a very particular question")
    assert b"very particular" in bytes_kept(path)
    await store.erase(ASKER)
    assert b"very particular" not in bytes_kept(path)
