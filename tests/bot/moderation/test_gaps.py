"""Which questions without a good answer count together, what is told of them, and what moderators make of them."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import GapUnknown
from bot.models import Question
from bot.moderation.actors import Actor
from bot.moderation.gaps import GapGroup, Gaps, as_csv
from bot.service import Service
from bot.settings import Settings
from bot.store import Place, Store

AMINA = Actor(kind="discord", name="Amina", user_id=7, guild_id=42)
ELSEWHERE = Place(guild_id=1, channel_id=1)
HERE = Place(guild_id=42, channel_id=3)
ARTICLES = {
    "talks.txt": "Foreign Minister Jalil Jilani met the envoys in Geneva on Tuesday. Pakistan said they went well.",
    "rain.txt": "It rained in Tehran for three days, officials said. Pakistan sent rescue teams on Friday.",
}


class Clock:
    def __init__(self):
        self.now = datetime(2024, 1, 20, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def store(tmp_path, clock):
    opened = await Store.open(tmp_path / "store.sqlite", clock=clock, key=b"k" * 32)
    yield opened
    await opened.close()


@pytest.fixture
def service(tmp_path):
    corpus = tmp_path / "articles"
    corpus.mkdir()
    for name, text in ARTICLES.items():
        (corpus / name).write_text(text, "utf-8")
    return Service(Settings(corpus=corpus, data=tmp_path / "data", reader=False))


@pytest.fixture
def gaps(service, store):
    return Gaps(service, store)


@pytest.fixture
def ask(service, store, clock):
    """Ask as people do: what is answered or declined is remembered."""

    async def asking(*texts, place=HERE, down=False):
        for text in texts:
            question = Question(text=text)
            clock.now += timedelta(minutes=1)
            stored = await store.remember(service.ask(question), question=question, place=place, asker=5)
            if down:
                await store.rate(stored.key, 9, -1)

    return asking


async def test_questions_of_the_same_words_count_as_one_gap(gaps, ask, clock):
    await ask("When did the volcano erupt?", "which volcano erupted", "Which volcano erupted?")
    (gap,) = await gaps.list()
    assert (gap.count, gap.declined, gap.voted_down) == (3, 3, 0)
    assert set(gap.wordings) == {"When did the volcano erupt?", "Which volcano erupted?"}
    assert gap.question == "Which volcano erupted?"
    assert gap.latest == clock()
    assert gap.missing == ("volcano", "erupted", "erupt")


async def test_questions_about_one_name_that_no_article_knows_count_as_one_gap(gaps, ask):
    await ask("who is Zelensky?", "when did Zelenskyy speak to the envoys in Geneva?", "zelensky age")
    (gap,) = await gaps.list()
    assert gap.count == 3


async def test_the_spellings_of_a_name_in_the_articles_count_as_one(gaps, ask):
    await ask("how old is Jilani?", "how old is Geelani?")
    assert [gap.count for gap in await gaps.list()] == [2]


async def test_names_that_are_one_by_the_alias_table_count_as_one(gaps, service, ask):
    table = '[equivalents]\nISKP = ["Islamic State Khorasan", "Daesh"]\n'
    (service.settings.corpus / "aliases.toml").write_text(table, "utf-8")
    await ask("who leads ISKP?", "who leads Daesh?", "who leads the Islamic State Khorasan?")
    assert [gap.count for gap in await gaps.list()] == [3]


async def test_a_name_that_many_speak_of_does_not_make_questions_alike(gaps, ask):
    await ask("which volcano erupted in Pakistan?", "how many helicopters were bought by Pakistan?")
    assert [gap.count for gap in await gaps.list()] == [1, 1]


async def test_votes_count_beside_declines_and_the_sentences_shown_are_told(gaps, ask):
    await ask("where did Jilani meet the envoys?", down=True)
    await ask("which volcano erupted?", "which volcano erupted?")
    volcano, geneva = await gaps.list()
    assert (geneva.declined, geneva.voted_down, geneva.count) == (0, 1, 1)
    assert geneva.nearest[0].source == "talks.txt"
    assert volcano.count == 2


async def test_a_sentence_that_no_longer_stands_is_not_told(gaps, service, ask):
    await ask("where did Jilani meet the envoys?", down=True)
    (service.settings.corpus / "talks.txt").write_text("Nothing was said about talks on that day.", "utf-8")
    service.refresh()
    (gap,) = await gaps.list()
    assert gap.nearest == ()


async def test_words_are_missing_only_as_long_as_no_article_contains_them(gaps, service, ask):
    await ask("which volcano erupted?")
    (service.settings.corpus / "new.txt").write_text("A volcano was seen near the coast on Monday.", "utf-8")
    service.refresh()
    (gap,) = await gaps.list()
    assert gap.missing == ("erupted",)


async def test_greetings_and_what_nobody_could_look_up_are_no_gaps(gaps, ask):
    await ask("hello", "thank you!", "???", "", "x" * 600)
    assert await gaps.list() == []


async def test_whom_a_question_mentions_is_not_told(gaps, ask):
    await ask("<@123456789012345678> which volcano did <@&987654321098765432> see in <#5>?")
    (gap,) = await gaps.list()
    assert gap.question == "which volcano did see in ?"
    assert "123456789012345678" not in gap.model_dump_json()


async def test_gaps_are_listed_by_time_and_server(gaps, ask, clock):
    await ask("which volcano erupted?", place=ELSEWHERE)
    since = clock() + timedelta(seconds=1)
    await ask("who bought the submarines?")
    assert [gap.question for gap in await gaps.list(since)] == ["who bought the submarines?"]
    assert [gap.question for gap in await gaps.list(guild_id=1)] == ["which volcano erupted?"]


async def test_a_gap_is_solved_by_an_article_and_comes_back_when_it_is_asked_in_vain(gaps, service, ask, store):
    await ask("which volcano erupted?", "when did the volcano erupt?")
    key = (await gaps.list())[0].key
    text = "Volcano\n\nThe volcano Etna erupted on Monday morning, the observatory said."
    (service.settings.corpus / "etna.txt").write_text(text, "utf-8")
    service.refresh()
    solved = await gaps.solve(key, "etna.txt", AMINA)
    assert (solved.asked, solved.answered, solved.from_source) == (2, 2, 2)
    assert (solved.group.state, solved.group.source) == ("solved", "etna.txt")
    assert await gaps.list() == []
    assert [(gap.state, gap.source) for gap in await gaps.list(marked=True)] == [("solved", "etna.txt")]
    (service.settings.corpus / "etna.txt").unlink()
    service.refresh()
    await ask("which volcano erupted?")
    assert [gap.count for gap in await gaps.list()] == [1]


async def test_the_trail_says_what_was_done_and_nobodys_words(gaps, ask, store, clock):
    await ask("which volcano erupted?")
    (gap,) = await gaps.list()
    await gaps.dismiss(gap.key, AMINA)
    (entry,) = await store.trail(clock() - timedelta(days=1))
    assert entry.action == "gap.dismissed"
    assert entry.details == {
        "by": "Amina",
        "from": "discord",
        "key": gap.key,
        "declined": 1,
        "voted_down": 0,
        "wordings": 1,
    }


async def test_a_dismissed_gap_stays_away_in_other_words_of_the_same_terms(gaps, ask):
    await ask("which volcano erupted?")
    await gaps.dismiss((await gaps.list())[0].key, AMINA)
    await ask("which volcano erupted?", "When did the volcano erupt?!")
    assert await gaps.list() == []
    (gap,) = await gaps.list(marked=True)
    assert (gap.state, gap.count) == ("dismissed", 3)


async def test_what_was_dealt_with_can_be_taken_back(gaps, ask):
    await ask("which volcano erupted?")
    key = (await gaps.list())[0].key
    await gaps.dismiss(key, AMINA)
    assert (await gaps.reopen(key, AMINA)).state is None
    assert [gap.key for gap in await gaps.list()] == [key]


async def test_a_key_names_its_gap_whichever_wording_leads(gaps, ask):
    await ask("which volcano erupted?")
    key = (await gaps.list())[0].key
    await ask("When did the volcano erupt?", "When did the volcano erupt?")
    assert (await gaps.list())[0].key != key
    assert (await gaps.dismiss(key, AMINA)).count == 3


@pytest.mark.parametrize("key", ["", "00000000", "x" * 500])
async def test_an_unknown_key_is_refused(gaps, key):
    for work in (gaps.dismiss(key, AMINA), gaps.solve(key, "rain.txt", AMINA), gaps.to_golden(key, AMINA)):
        with pytest.raises(GapUnknown, match="See the gaps with `onrecord gaps`"):
            await work


@pytest.mark.parametrize("source", ["no.txt", "../talks.txt", ""])
async def test_only_an_article_that_answers_can_solve_a_gap(gaps, ask, source):
    await ask("which volcano erupted?")
    key = (await gaps.list())[0].key
    with pytest.raises(GapUnknown, match="onrecord sources"):
        await gaps.solve(key, source, AMINA)
    assert len(await gaps.list()) == 1


async def test_a_question_that_ought_to_be_declined_becomes_a_golden_one(gaps, ask, service, store):
    from bot.moderation.golden import Golden

    await ask("which volcano erupted?")
    marked = await gaps.to_golden((await gaps.list())[0].key, AMINA)
    assert marked.state == "golden"
    (golden,) = Golden(service, store).questions()
    assert (golden.question, golden.answerable) == ("which volcano erupted?", False)
    assert await gaps.list() == []


async def test_an_answer_that_was_voted_down_is_not_made_golden_but_the_right_sentence_is(gaps, ask, service, store):
    from bot.moderation.golden import Golden

    await ask("where did Jilani meet the envoys?", down=True)
    key = (await gaps.list())[0].key
    with pytest.raises(GapUnknown, match="Name the article and words"):
        await gaps.to_golden(key, AMINA)
    with pytest.raises(GapUnknown, match="do not stand in that article"):
        await gaps.to_golden(key, AMINA, source="rain.txt", contains="in Geneva on Tuesday")
    await gaps.to_golden(key, AMINA, source="talks.txt", contains="in Geneva on Tuesday")
    (golden,) = Golden(service, store).questions()
    assert golden.answerable
    assert (golden.evidence[0].source, golden.evidence[0].contains) == ("talks.txt", "in Geneva on Tuesday")


def group(**stated):
    values = {
        "key": "abc",
        "question": "which volcano?",
        "wordings": ("which volcano?", "volcano when"),
        "declined": 2,
        "voted_down": 1,
        "latest": datetime(2024, 1, 20, 12, tzinfo=UTC),
        "missing": ("volcano",),
    }
    return GapGroup(**{**values, **stated})


def cells(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_table_for_spreadsheets_has_one_row_for_each_gap():
    header, row = cells(as_csv([group()]))
    told = dict(zip(header, row, strict=True))
    assert told["question"] == "which volcano?"
    assert (told["count"], told["declined"], told["voted down"]) == ("3", "2", "1")
    assert (told["last asked"], told["state"]) == ("2024-01-20 12:00", "open")
    assert (told["words in no article"], told["other wordings"]) == ("volcano", "volcano when")


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "x;=1+1", 'x";=1+1', "x,=1+1", "x\t=1+1", "|=1"],
)
def test_no_cell_is_run_as_a_formula(formula):
    text = as_csv([group(question=formula, missing=(formula,), wordings=("a", formula))])
    for separator in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                assert not cell.lstrip(" \"'").startswith(("=", "+", "@", "＝")) or "'" in cell[:3]
    assert formula.strip()[:1] != "=" or "'=" in text


@settings(deadline=None)
@given(st.text())
def test_any_text_stays_in_its_cell(text):
    rows = cells(as_csv([group(question=text), group(question="next")]))
    assert [len(row) for row in rows] == [len(rows[0])] * 3
    assert rows[2][1] == "next"
    assert not rows[1][1].lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
