"""What a moderator can do with the alias table, and what becomes of a file that people write too."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import AliasRefused
from bot.moderation.actors import Actor
from bot.moderation.aliases import Aliases
from bot.store import Store
from index.alias_file import AliasFile
from index.aliases import read_aliases

NOW = datetime(2024, 1, 20, 12, tzinfo=UTC)
AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=42)
WRITTEN = """\
# Who is who, by Omar
[spellings]  # one name
Jilani = ["Geelani"]  # the minister
Khan = [
    "Chan",  # as one paper writes it
    "Kahn",
]

# Other names
[equivalents]
BLA = "Baloch Army"
"""


@pytest.fixture
async def store(tmp_path):
    opened = await Store.open(tmp_path / "store.sqlite", clock=lambda: NOW, key=b"k" * 32)
    yield opened
    await opened.close()


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def aliases(store, corpus, tmp_path):
    return Aliases(SimpleNamespace(aliases=AliasFile(corpus, tmp_path / "indexes")), store)


def names(aliases):
    return [(group.kind, *group.names) for group in aliases.table().groups]


async def test_two_names_are_taken_for_one_and_the_trail_says_by_whom(aliases, store):
    group = await aliases.add("Jilani", "Geelani", AMINA)
    assert (group.kind, group.names) == ("spellings", ("Jilani", "Geelani"))
    assert names(aliases) == [("spellings", "Jilani", "Geelani")]
    (entry,) = await store.trail(NOW)
    assert entry.action == "alias.added"
    assert entry.details == {"by": "Amina", "from": "discord", "after": ["spellings", "Jilani", "Geelani"]}


async def test_names_that_do_not_look_alike_are_equivalents_unless_stated(aliases):
    assert (await aliases.add("BLA", "Balochistan Liberation Army", AMINA)).kind == "equivalents"
    assert (await aliases.add("Rawalpindi", "Pindi", AMINA, kind="equivalents")).kind == "equivalents"
    assert (await aliases.add("Sistan-Baluchestan", "Siestan o Baluchistan", AMINA)).kind == "spellings"


async def test_a_new_table_says_what_it_is_for_and_stands_beside_the_indexes(aliases, tmp_path):
    await aliases.add("Jilani", "Geelani", AMINA)
    assert aliases.path == tmp_path / "indexes" / "aliases.toml"
    text = aliases.path.read_text("utf-8")
    assert text.startswith("# Names that Onrecord takes for one")
    assert text.endswith('[spellings]\nJilani = ["Geelani"]\n')


async def test_a_table_in_the_corpus_folder_is_the_one_that_is_changed(aliases, corpus):
    (corpus / "aliases.toml").write_text(WRITTEN, "utf-8")
    await aliases.add("Omar", "Umar", AMINA)
    assert aliases.path == corpus / "aliases.toml"
    assert ("spellings", "Omar", "Umar") in names(aliases)


async def test_what_people_wrote_stays_as_they_wrote_it(aliases, corpus):
    (corpus / "aliases.toml").write_text(WRITTEN, "utf-8")
    await aliases.add("Omar", "Umar", AMINA)
    await aliases.add("Geelani", "Gilani", AMINA)
    await aliases.add("BLA", "Baloch Fighters", AMINA)
    await aliases.add("Xan", "Khan", AMINA)
    lines = aliases.path.read_text("utf-8").splitlines()
    assert 'Jilani = ["Geelani", "Gilani"]  # the minister' in lines
    assert '    "Chan",  # as one paper writes it' in lines
    assert 'BLA = ["Baloch Army", "Baloch Fighters"]' in lines
    assert {line for line in WRITTEN.splitlines() if "#" in line and "Jilani" not in line} <= set(lines)
    assert names(aliases) == [
        ("spellings", "Jilani", "Geelani", "Gilani"),
        ("spellings", "Khan", "Chan", "Kahn", "Xan"),
        ("spellings", "Omar", "Umar"),
        ("equivalents", "BLA", "Baloch Army", "Baloch Fighters"),
    ]


async def test_a_name_is_taken_out_and_the_entry_goes_with_its_last_other_name(aliases, corpus, store):
    (corpus / "aliases.toml").write_text(WRITTEN, "utf-8")
    assert (await aliases.remove("kahn", AMINA)).names == ("Khan", "Chan")
    assert await aliases.remove("Chan", AMINA) is None
    assert await aliases.remove("Jilani", AMINA) is None
    assert names(aliases) == [("equivalents", "BLA", "Baloch Army")]
    text = aliases.path.read_text("utf-8")
    assert text.startswith("# Who is who, by Omar\n[spellings]  # one name\n")
    last, *_ = await store.trail(NOW)
    assert last.action == "alias.removed"
    assert last.details["before"] == ["spellings", "Jilani", "Geelani"]


async def test_an_entry_whose_key_is_taken_out_goes_on_under_its_next_name(aliases, corpus):
    (corpus / "aliases.toml").write_text(WRITTEN, "utf-8")
    assert (await aliases.remove("Khan", AMINA)).names == ("Chan", "Kahn")
    assert read_aliases(aliases.path.read_text("utf-8")).problems == ()
    assert names(aliases)[1] == ("spellings", "Chan", "Kahn")


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Jilani", "jilani", "same words"),
        ("Jilani", "Geelani", "are one already"),
        ("Chan", "Geelani", "entries of their own"),
        ("the", "Geelani", "no word to match"),
        ("", "Geelani", "no word to match"),
        ("x" * 200, "Geelani", "too long"),
    ],
)
async def test_what_makes_no_entry_is_refused_and_changes_nothing(aliases, corpus, store, one, other, said):
    (corpus / "aliases.toml").write_text(WRITTEN, "utf-8")
    with pytest.raises(AliasRefused, match=said):
        await aliases.add(one, other, AMINA)
    assert (corpus / "aliases.toml").read_text("utf-8") == WRITTEN
    assert await store.trail(NOW) == []


async def test_a_name_that_no_entry_has_cannot_be_taken_out(aliases):
    with pytest.raises(AliasRefused, match=r"No entry has this name: “Jilani”. See them with"):
        await aliases.remove("Jilani", AMINA)


async def test_a_file_that_cannot_be_read_is_not_written_over(aliases, corpus):
    (corpus / "aliases.toml").write_text("[spellings]\nJilani = [", "utf-8")
    with pytest.raises(AliasRefused, match="line 2") as refused:
        await aliases.add("Omar", "Umar", AMINA)
    assert str(corpus / "aliases.toml") in str(refused.value)
    assert (corpus / "aliases.toml").read_text("utf-8") == "[spellings]\nJilani = ["


async def test_entries_that_were_wrong_before_do_not_hinder_a_change(aliases, corpus):
    (corpus / "aliases.toml").write_text("[spellings]\nJilani = 3\n", "utf-8")
    await aliases.add("Omar", "Umar", AMINA)
    assert names(aliases) == [("spellings", "Omar", "Umar")]
    assert aliases.table().problems[0].reason.startswith("line 2")


async def test_two_who_add_at_once_both_get_what_they_wanted(aliases):
    await asyncio.gather(*(aliases.add(f"Name{n}a", f"Name{n}b", AMINA) for n in range(10)))
    assert len(names(aliases)) == 10


async def test_control_characters_do_not_get_into_the_file(aliases):
    group = await aliases.add("Ji\nlani\x1b]", '"]\n[x]\u202e', AMINA)
    assert group.names == ("Ji lani ]", '"] [x]')
    assert read_aliases(aliases.path.read_text("utf-8")).problems == ()


@settings(deadline=None, max_examples=40)
@given(one=st.text(min_size=1, max_size=30), other=st.text(min_size=1, max_size=30), third=st.text(max_size=30))
def test_any_two_names_become_an_entry_or_are_refused(tmp_path_factory, one, other, third):
    folder = tmp_path_factory.mktemp("any")
    aliases = Aliases(SimpleNamespace(aliases=AliasFile(folder, folder)), NoTrail())

    async def all_of_it():
        try:
            await aliases.add(one, other, AMINA)
            await aliases.add(third, one, AMINA)
            await aliases.remove(one, AMINA)
        except AliasRefused:
            pass

    asyncio.run(all_of_it())
    if aliases.path.exists():
        assert not read_aliases(aliases.path.read_text("utf-8")).problems


class NoTrail:
    async def note(self, *_, **__):
        pass
