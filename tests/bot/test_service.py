from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.models import Question
from bot.service import Service
from bot.settings import Settings
from index.errors import CorpusMissing, GenerationMissing, RefreshRefused
from tests.bot.answers import citation
from tests.bot.readers import OverlapReader

TRUCE = """Truce holds

China offered to mediate between the two neighbours on Thursday.

Both sides accepted the offer on Friday morning. The border stayed closed for two more days.
"""
ENVOYS = "Envoys return\n\nThe envoys of both countries returned to their posts on Sunday.\n"


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "truce.txt").write_text(TRUCE, "utf-8")
    return Settings(corpus=tmp_path / "corpus", data=tmp_path / "data", reader=False)


@pytest.fixture
def service(settings):
    return Service(settings)


def test_a_question_builds_the_index_where_there_is_none(service):
    answer = service.ask(Question(text="who offered to mediate?"))
    assert answer.citations[0].quote == "China offered to mediate between the two neighbours on Thursday."
    assert answer.generation == service.generation.name


def test_an_answer_carries_the_id_of_its_question(service):
    assert service.ask(Question(text="who offered to mediate?", id="q-7")).id == "q-7"


def test_the_same_question_gets_the_same_answer(service, settings):
    question = Question(text="who offered to mediate?")
    assert service.ask(question) == service.ask(question) == Service(settings).ask(question)


def test_context_is_the_sentences_around_a_citation_and_never_leaves_the_article(service):
    cited = service.ask(Question(text="who offered to mediate?")).citations[0]
    texts = [sentence.text for sentence in service.context(cited, 1)]
    assert texts == [cited.quote, "Both sides accepted the offer on Friday morning."]


@pytest.mark.parametrize("stated", [{"source": "gone.txt"}, {"start": 0, "end": 25}])
def test_context_of_what_is_no_longer_there_is_empty(service, stated):
    assert service.context(citation(**{"source": "truce.txt", **stated})) == []


def test_articles_are_listed_with_what_was_set_aside(service):
    (article,) = service.sources().articles
    assert (article.source, article.sentences) == ("truce.txt", 3)
    assert [aside.text for aside in article.aside] == ["Truce holds"]


def test_a_refresh_answers_from_the_new_articles_at_once(service, settings):
    service.ask(Question(text="who offered to mediate?"))
    before = service.generation.name
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    report = service.refresh()
    assert report.added == ("envoys.txt",)
    assert service.generation.name != before
    assert "envoys" in service.ask(Question(text="when did the envoys return?")).citations[0].quote


def test_a_long_session_takes_in_what_changed_and_says_so(service, settings):
    service.ask(Question(text="who offered to mediate?"))
    assert service.freshen() is None
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    assert service.freshen() == "The articles have changed: 1 added."
    assert service.freshen() is None
    assert len(service.sources().articles) == 2


def test_a_long_session_survives_a_corpus_that_is_away(service, settings, tmp_path):
    service.ask(Question(text="who offered to mediate?"))
    settings.corpus.rename(tmp_path / "away")
    assert str(settings.corpus) in (service.freshen() or "")
    assert service.ask(Question(text="who offered to mediate?")).status == "answered"


def test_what_is_to_be_kept_is_not_freshened(settings):
    service = Service(settings.model_copy(update={"refresh": False}))
    service.ask(Question(text="who offered to mediate?"))
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    assert service.freshen() is None
    assert len(service.sources().articles) == 1


def test_a_withdrawn_article_stops_answering_with_the_next_refresh(service, settings):
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    service.ask(Question(text="when did the envoys return?"))
    (settings.corpus / "envoys.txt").unlink()
    service.refresh()
    answer = service.ask(Question(text="when did the envoys return?"))
    assert "envoys.txt" not in {each.source for each in (*answer.citations, *answer.nearest)}


def test_what_the_reader_keeps_of_texts_is_forgotten_once_other_articles_answer(service, settings, monkeypatch):
    class Keeping(OverlapReader):
        def __init__(self):
            self.kept = set()

        def read(self, question, passages):
            self.kept |= {sentence for passage in passages for sentence in passage.sentences}
            return super().read(question, passages)

        def forget(self):
            assert service.generation.name != before, "too early: a question may come before the switch"
            self.kept.clear()

    reader = Keeping()
    monkeypatch.setattr(service, "settings", settings.model_copy(update={"reader": True}))
    monkeypatch.setattr(service, "_reader", reader)
    service.ask(Question(text="who offered to mediate?"))
    before = service.generation.name
    assert reader.kept
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    service.refresh()
    assert not reader.kept


def test_a_refresh_that_would_lose_every_article_is_refused_and_the_old_ones_still_answer(service, settings):
    service.ask(Question(text="who offered to mediate?"))
    (settings.corpus / "truce.txt").unlink()
    with pytest.raises(RefreshRefused):
        service.refresh()
    assert service.ask(Question(text="who offered to mediate?")).status == "answered"


def test_many_first_questions_at_once_open_one_index(service):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: service.ask(Question(text="who offered to mediate?")), range(16)))
    assert all(answer == answers[0] for answer in answers)


def test_a_fault_at_the_first_question_is_no_fault_for_ever(settings, tmp_path):
    service = Service(settings.model_copy(update={"corpus": tmp_path / "later"}))
    with pytest.raises(CorpusMissing):
        service.ask(Question(text="who offered to mediate?"))
    (tmp_path / "corpus").rename(tmp_path / "later")
    assert service.ask(Question(text="who offered to mediate?")).status == "answered"


def test_status_and_verify_build_nothing(service, settings):
    with pytest.raises(GenerationMissing):
        service.status()
    with pytest.raises(GenerationMissing):
        service.verify()
    assert not list(settings.data.rglob("manifest.json"))


def test_status_tells_whether_the_articles_have_changed(service, settings):
    service.build()
    assert service.status().current
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    assert not service.status().current
    service.refresh()
    assert service.status().current
    assert len(service.status().earlier) == 1


def test_status_survives_a_corpus_that_is_away(service, settings, tmp_path):
    service.build()
    settings.corpus.rename(tmp_path / "away")
    assert not service.status().current


def test_what_was_just_built_is_whole(service):
    service.build()
    assert service.verify() == []


def test_as_of_names_the_newest_date_that_an_article_states(service, settings):
    assert service.as_of().newest is None
    (settings.corpus / "sources.toml").write_text('["truce.txt"]\npublished = 2024-01-20\n', "utf-8")
    service.refresh()
    newest = service.as_of().newest
    assert newest is not None
    assert newest.isoformat() == "2024-01-20"


def test_an_explanation_shows_the_numbers_behind_a_ranking(service):
    explanation = service.explain(Question(text="who offered to mediate?"))
    assert explanation.weighed[0].quote.startswith("China offered")
    assert explanation.weighed[0].features["coverage"] > 0
    assert explanation.weighed == tuple(sorted(explanation.weighed, key=lambda each: -each.score))


def test_only_as_many_generations_stay_as_were_asked_for(settings):
    service = Service(settings.model_copy(update={"keep_generations": 1}))
    service.build()
    (settings.corpus / "envoys.txt").write_text(ENVOYS, "utf-8")
    service.refresh()
    assert service.status().earlier == ()
