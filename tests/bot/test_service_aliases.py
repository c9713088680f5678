"""The alias table as the service uses it: taken up without a restart, and part of what an answer depends on."""

import pytest

from bot.models import Question
from bot.service import Service
from bot.settings import Settings


@pytest.fixture
def service(tmp_path):
    corpus = tmp_path / "articles"
    corpus.mkdir()
    (corpus / "talks.txt").write_text("Talks\n\nForeign Minister Jalil Jilani met the envoys in Geneva on Tuesday.\n")
    return Service(Settings(corpus=corpus, data=tmp_path / "data", reader=False, threshold=0.0))


def asked(service):
    return service.ask(Question(text="when did Xhilanee meet the envoys?"))


def test_a_change_of_the_table_counts_from_the_next_question_on(service):
    table = service.settings.corpus / "aliases.toml"
    assert asked(service).aliases == ()
    edition = service.edition
    table.write_text('[spellings]\nJilani = ["Xhilanee"]\n', "utf-8")
    assert [(use.name, use.other) for use in asked(service).aliases] == [("Xhilanee", "Jilani")]
    assert service.edition != edition
    table.unlink()
    assert asked(service).aliases == ()
    assert service.edition == edition


def test_the_table_builds_no_new_index_and_keeps_what_was_worked_out(service):
    before = asked(service)
    lexicon = service.answerer._lexicon
    (service.settings.corpus / "aliases.toml").write_text('[spellings]\nJilani = ["Xhilanee"]\n', "utf-8")
    service.freshen()
    assert asked(service).generation == before.generation
    assert service.answerer._lexicon is lexicon
    assert service.answerer is service.answerer


def test_a_new_generation_answers_with_the_table_too(service):
    (service.settings.corpus / "aliases.toml").write_text('[spellings]\nJilani = ["Xhilanee"]\n', "utf-8")
    asked(service)
    (service.settings.corpus / "more.txt").write_text("More\n\nIt rained in Geneva for the whole of Wednesday.\n")
    service.refresh()
    assert asked(service).aliases


def test_a_table_in_the_data_folder_counts_where_the_corpus_has_none(service):
    service.aliases.change(lambda _: '[spellings]\nJilani = ["Xhilanee"]\n')
    assert asked(service).aliases
    assert not (service.settings.corpus / "aliases.toml").exists()
