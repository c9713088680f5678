"""What moderators do to articles, over a real corpus, index and store."""

from datetime import date

import pytest

from bot.errors import SourceRefused, SourceUnknown
from bot.models import Question
from index.metadata import Metadata
from tests.bot.moderation.sourcing.conftest import AMINA, ENVOYS, NOW, TRUCE

SAID = Question(text="who asked for the return of the envoys?")


async def kept(sources, text=ENVOYS, **given):
    return await sources.keep(await sources.previews.text(text, Metadata(**given)), AMINA)


async def test_a_preview_shows_what_would_be_kept_and_keeps_nothing(sources, settings):
    preview = await sources.previews.text(ENVOYS, Metadata(publisher="The Daily"))
    assert preview.title == "Envoys return to their posts"
    assert preview.publisher == "The Daily"
    assert preview.sentences == 2
    assert preview.headings == ("Envoys return to their posts",)
    assert preview.excerpt.startswith("The envoys of both countries")
    assert preview.duplicates == ()
    assert "content" not in repr(preview)
    assert not (settings.corpus / "added").exists()


async def test_what_is_kept_answers_when_keeping_returns(sources, service):
    article = await kept(sources, publisher="The Daily", published=date(2024, 1, 19))
    assert article.answers
    answer = service.ask(SAID)
    assert answer.citations[0].quote == "Norway had asked for their return in a letter to both capitals."
    assert answer.citations[0].publisher == "The Daily"
    assert answer.citations[0].published == date(2024, 1, 19)
    assert answer.citations[0].source == article.source


async def test_where_an_article_came_from_is_kept_with_the_hash_of_what_was_received(sources, store):
    preview = await sources.previews.file("envoys.txt", ENVOYS.encode())
    article = await sources.keep(preview, AMINA)
    shown = await sources.show(article.source)
    assert shown.standing == "answering"
    assert shown.received.place == "envoys.txt"
    assert shown.received.origin == "file"
    assert shown.received.by_name == "Amina"
    assert shown.received.by_hash
    assert shown.received.received_at == NOW
    assert shown.received.sha256 == preview.sha256
    (entry,) = [each for each in await store.trail(NOW) if each.action == "source.added"]
    assert entry.guild_id == 42
    assert entry.details["by"] == "Amina"
    assert entry.details["source"] == article.source
    assert entry.details["sha256"] == preview.sha256


async def test_the_same_text_is_shown_as_a_duplicate(sources):
    preview = await sources.previews.text(TRUCE.replace("\n", "\r\n").upper().title())
    assert [(each.source, each.likeness, each.share) for each in preview.duplicates] == [("truce.txt", "same text", 1)]


async def test_most_of_the_same_sentences_are_shown_as_a_near_copy(sources):
    preview = await sources.previews.text(
        TRUCE + "\n\nA third country stayed away from the talks, as it had announced.\n"
    )
    (duplicate,) = preview.duplicates
    assert (duplicate.source, duplicate.likeness, duplicate.share) == ("truce.txt", "near copy", 0.75)


async def test_the_very_same_article_is_not_kept_twice(sources, settings):
    article = await kept(sources)
    again = await sources.previews.text(ENVOYS)
    assert again.duplicates[0].likeness == "same file"
    with pytest.raises(SourceRefused, match="added before"):
        await sources.keep(again, AMINA)
    assert len(list((settings.corpus / "added").glob("*.txt"))) == 1
    await sources.withdraw(article.source, AMINA)
    with pytest.raises(SourceRefused, match="Restore it"):
        await sources.keep(again, AMINA)


async def test_front_matter_moves_beside_the_text_where_it_can_be_corrected(sources, settings):
    text = f'+++\ntitle = "From the file"\npublisher = "Old"\n+++\n{ENVOYS}'
    article = await sources.keep(await sources.previews.text(text, Metadata(publisher="New")), AMINA)
    shown = await sources.show(article.source)
    assert (shown.title, shown.publisher) == ("From the file", "New")
    assert (settings.corpus / article.source).read_text("utf-8") == ENVOYS
    await sources.correct(article.source, Metadata(title="Corrected"), AMINA)
    assert (await sources.show(article.source)).title == "Corrected"


async def test_a_withdrawn_article_answers_no_more_and_stays_on_disk(sources, service, settings):
    article = await kept(sources)
    assert service.ask(SAID).status == "answered"
    await sources.withdraw(article.source, AMINA)
    assert article.source not in {each.source for each in service.ask(SAID).citations}
    assert (settings.corpus / article.source).is_file()
    shown = await sources.show(article.source)
    assert shown.standing == "withdrawn"
    assert shown.title == "Envoys return to their posts"
    assert shown.sentences == 2


async def test_a_restored_article_answers_again(sources, service):
    article = await kept(sources)
    await sources.withdraw(article.source, AMINA)
    assert (await sources.restore(article.source, AMINA)).answers
    assert service.ask(SAID).citations[0].source == article.source


async def test_only_a_withdrawn_article_is_purged_and_its_name_stays_known(sources, settings, store):
    article = await kept(sources, publisher="The Daily")
    with pytest.raises(SourceUnknown, match="not withdrawn"):
        await sources.purge(article.source, AMINA)
    await sources.withdraw(article.source, AMINA)
    await sources.purge(article.source, AMINA)
    assert not (settings.corpus / article.source).exists()
    assert article.source.removeprefix("added/") not in (settings.corpus / "added" / "sources.toml").read_text("utf-8")
    assert (await sources.received.of(article.source)).state == "purged"
    with pytest.raises(SourceUnknown):
        await sources.show(article.source)
    again = await kept(sources)
    assert again.source != article.source
    actions = [each.action for each in await store.trail(NOW)]
    assert actions == ["source.added", "source.purged", "source.withdrawn", "source.added"]


async def test_an_article_that_nobody_added_can_be_withdrawn_purged_and_corrected_too(sources, settings):
    await kept(sources)
    await sources.correct("truce.txt", Metadata(publisher="The Daily"), AMINA)
    assert (await sources.show("truce.txt")).publisher == "The Daily"
    await sources.correct("truce.txt", Metadata(), AMINA, clear=["publisher"])
    assert (await sources.show("truce.txt")).publisher is None
    await sources.withdraw("truce.txt", AMINA)
    await sources.purge("truce.txt", AMINA)
    assert not (settings.corpus / "truce.txt").exists()


async def test_a_correction_that_the_file_itself_would_overrule_is_refused(sources, settings):
    (settings.corpus / "own.txt").write_text(f'+++\npublisher = "Own"\n+++\n{ENVOYS}', "utf-8")
    await kept(sources, "Rain fell\n\nIt rained for three days in the mountains of the north.")
    with pytest.raises(SourceRefused, match="its own first lines"):
        await sources.correct("own.txt", Metadata(publisher="Other"), AMINA)
    await sources.correct("own.txt", Metadata(title="Given"), AMINA)
    assert (await sources.show("own.txt")).title == "Given"


@pytest.mark.parametrize("name", ["nothing.txt", "../outside.txt", "/etc/passwd", "", "added/../../x.txt"])
async def test_what_is_no_article_is_not_touched(sources, settings, name):
    outside = settings.corpus.parent / "outside.txt"
    outside.write_text("precious", "utf-8")
    for change in (sources.withdraw, sources.restore, sources.purge):
        with pytest.raises(SourceUnknown):
            await change(name, AMINA)
    assert outside.read_text("utf-8") == "precious"


async def test_articles_are_listed_page_by_page_the_latest_first(sources):
    for number in range(12):
        await kept(sources, f"Report {number} of the day\n\nIn village {number} the council met for {number} hours.")
    first, second = await sources.list(), await sources.list("", 2)
    assert (first.page, first.pages, first.total) == (1, 2, 13)
    assert len(first.sources) == 10
    assert len(second.sources) == 3
    assert second.sources[-1].source == "truce.txt"
    assert (await sources.list("", 99)).page == 2
    assert (await sources.list("truce.txt")).sources[0].source == "truce.txt"
    assert (await sources.list("withdrawn")).total == 0
    assert (await sources.list("no such words")).sources == ()


async def test_the_first_article_of_an_empty_corpus_can_be_added(sources, settings):
    (settings.corpus / "truce.txt").unlink()
    article = await kept(sources)
    assert (await sources.show(article.source)).standing in {"answering", "waiting"}
