"""What is remembered of articles that were taken in, and of feeds."""

from bot.store import Store
from bot.store.feeding import Announced, Feeding
from bot.store.received import Received, ReceivedArticles, Taker
from tests.bot.store.asking import ASKER, asked

HASH = "ab" * 32
HOSTILE = 'a\x00\ud800"\n\u202e'


def article(clock, source="added/a.txt", **stated):
    note = {"state": "adding", "origin": "feed", "place": "https://a.example/1", "received_at": clock()}
    return Received(source=source, by_name="", by_kind="", sha256=HASH, size=3, title=HOSTILE, **(note | stated))


async def test_an_article_is_noted_before_and_after_and_a_user_only_as_a_hash(store, clock):
    notes = ReceivedArticles(store)
    note = await notes.begin(article(clock), Taker("Amina", "discord", ASKER))
    assert await notes.unfinished() == [note]
    assert await notes.with_content(HASH) == []
    await notes.kept(note, {"origin": "feed"}, guild_id=42)
    (kept,) = await notes.with_content(HASH)
    assert (kept.state, kept.by_name, kept.title) == ("kept", "Amina", HOSTILE)
    assert kept.by_hash
    assert str(ASKER) not in kept.by_hash
    (entry,) = await store.trail(clock())
    assert (entry.action, entry.guild_id, entry.actor_hash) == ("source.added", 42, kept.by_hash)
    await notes.purged(kept.source)
    assert await notes.all() == []
    assert (await notes.of(kept.source)).state == "purged"


async def test_only_what_never_came_to_be_is_forgotten(store, clock):
    notes = ReceivedArticles(store)
    note = await notes.begin(article(clock), Taker("Amina", "console"))
    await notes.kept(note, {})
    await notes.forget(note.source)
    assert await notes.of(note.source)
    other = await notes.begin(article(clock, "added/b.txt"), Taker("Amina", "console"))
    await notes.forget(other.source)
    assert await notes.of(other.source) is None


async def test_where_articles_came_from_and_feeds_outlive_a_damaged_database(store, path, clock):
    notes, feeding = ReceivedArticles(store), Feeding(store)
    kept = await notes.begin(article(clock), Taker("Amina", "console"))
    feed = await feeding.add("https://a.example/feed", title=HOSTILE, automatic=True, by="Amina")
    await feeding.found(feed.number, [Announced("https://a.example/1"), Announced("https://a.example/2", HOSTILE)])
    await notes.kept(kept, {})
    for n in range(30):
        await asked(store, f"question {n}")
    async with store._writing() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO feeds SELECT 9, 'garbled', title, automatic, etag, modified, "
            "added_at, added_by, checked_at, next_at, failures, problem FROM feeds"
        )
    await store.close()
    content = path.read_bytes()
    path.write_bytes(content[:-4096] + b"\xff" * 4096)

    again = await Store.open(path, clock=clock)
    assert again.notice
    assert (await ReceivedArticles(again).of(kept.source)).title == HOSTILE
    (carried,) = await Feeding(again).all()
    assert (carried.number, carried.url, carried.automatic) == (feed.number, feed.url, True)
    assert await Feeding(again).found(feed.number, [Announced("https://a.example/1")]) == 0
    (waiting,) = await Feeding(again).waiting()
    assert (waiting.link, waiting.title) == ("https://a.example/2", HOSTILE)
    await again.close()
