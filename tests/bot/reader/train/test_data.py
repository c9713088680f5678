import json
import random
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer

from bot.evaluation import crises
from bot.reader.encoding import prepared, tokenize
from bot.reader.train import __main__ as entry
from bot.reader.train import augment, fairytales, squad
from bot.reader.train.corpus import Corpus, Question, build, from_crises, tokenized
from bot.reader.train.groups import CRISES_SHARE, FURTHER_SHARE, Builder, Group
from bot.reader.train.mining import Bm25, mined
from tests.bot.reader import tiny
from tests.bot.reader.train import data


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return prepared(Tokenizer.from_str(tiny.tokenizer_json()))


@pytest.fixture(scope="module")
def builder(tokenizer: Tokenizer) -> Builder:
    corpus = build(data.articles())
    return Builder(corpus, tokenized(corpus.sentences, tokenizer), mined(corpus, 20), tokenizer)


def test_reading_gives_what_was_written(tmp_path: Path) -> None:
    assert squad.read(data.write(tmp_path / "data.gz")) == data.articles()


def test_the_parts_share_no_article_and_lose_none() -> None:
    many = [data.article(f"topic{n}", 0) for n in range(100)]
    parts = squad.split(many)
    titles = [article.title for part in parts.values() for article in part]
    assert sorted(titles) == sorted(article.title for article in many)
    assert [len(parts[part]) for part in ("test", "dev")] == [squad.TEST_ARTICLES, squad.DEV_ARTICLES]
    assert squad.split(reversed(many)) == parts


def published(tmp_path: Path, *questions: dict[str, Any]) -> list[squad.Article]:
    context = "The lid of the pan is loose. The pan is blue, and so is its box."
    file = tmp_path / "set.json"
    paragraphs = [{"context": context, "qas": [{"id": str(n), **each} for n, each in enumerate(questions)]}] * 2
    file.write_text(json.dumps({"version": "1.0", "data": [{"title": "Pans", "paragraphs": paragraphs}]}))
    return squad.read_published(file)


def answered(question: str, *answers: tuple[str, int]) -> dict[str, Any]:
    return {"question": question, "answers": [{"text": text, "answer_start": start} for text, start in answers]}


def test_of_several_answers_the_one_that_most_people_gave_is_learned(tmp_path: Path) -> None:
    (article,) = published(tmp_path, answered(" What is loose? ", ("lid", 4), ("The lid", 0), ("The lid", 0)))
    assert article.paragraphs[0].questions == (squad.Asked("0", "What is loose?", "The lid", 0),)


@pytest.mark.parametrize("answers", [[], [("pan", 11)], [("blue", 3)], [("", 0)]])
def test_a_question_without_a_certain_place_is_left_out(tmp_path: Path, answers: list[tuple[str, int]]) -> None:
    (article,) = published(tmp_path, answered("What is it?", *answers))
    assert [paragraph.questions for paragraph in article.paragraphs] == [(), ()]


def test_paragraphs_that_have_nothing_in_common_are_articles_without_a_title(tmp_path: Path) -> None:
    articles = published(tmp_path, answered("What is loose?", ("The lid", 0)))
    apart = squad.apart(articles)
    assert [(each.name, len(each.paragraphs)) for each in apart] == [("", 1), ("", 1)]
    assert build(apart).subjects == [0, 0, 1, 1]


def test_a_further_set_keeps_one_article_in_twenty_to_watch_the_run_by() -> None:
    many = [data.article(f"topic{n}", 0) for n in range(400)]
    parts = squad.held_out(many)
    assert sorted(map(repr, parts["train"] + parts["dev"])) == sorted(map(repr, many))
    assert 8 <= len(parts["dev"]) <= 40


def tale(folder: Path, *rows: tuple[str, str]) -> list[squad.Article]:
    story, questions = folder / "section-stories" / "train", folder / "questions" / "train"
    story.mkdir(parents=True)
    questions.mkdir(parents=True)
    (story / "the-red-swan-story.csv").write_text(
        'section,text\n1,"They were\nleft alone, and sad."\n2,Then a swan came.\n'
    )
    lines = [f'{n},"{question}","{answer}"' for n, (question, answer) in enumerate(rows)]
    (questions / "the-red-swan-questions.csv").write_text("\n".join(["question_id,question,answer1", *lines, ""]))
    return fairytales.read(folder)


def test_a_tale_gives_the_questions_whose_answer_stands_in_it_word_for_word(tmp_path: Path) -> None:
    (article,) = tale(
        tmp_path, ("How were they?", "They were  left alone."), ("Why?", "they had no home"), ("Who?", "A swan")
    )
    assert article.name == "The red swan"
    first, second = article.paragraphs
    assert first.context == "They were left alone, and sad."
    assert first.questions == (squad.Asked("the-red-swan-0", "How were they?", "They were left alone", 0),)
    assert second.questions == (squad.Asked("the-red-swan-2", "Who?", "a swan", 5),)


def test_a_folder_has_a_fingerprint_that_any_of_its_files_changes(tmp_path: Path) -> None:
    tale(tmp_path)
    before = squad.fingerprint(tmp_path)
    assert squad.fingerprint(tmp_path) == before
    (tmp_path / "questions" / "train" / "another.csv").write_text("question\n")
    assert squad.fingerprint(tmp_path) != before


def test_an_answer_that_a_tale_has_twice_or_not_at_all_is_left_out(tmp_path: Path) -> None:
    (article,) = tale(tmp_path, ("What?", "n"), ("Who?", ""), ("Where?", "in the north"))
    assert [paragraph.questions for paragraph in article.paragraphs] == [(), ()]


def test_further_sets_get_their_share_of_the_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = data.articles()
    monkeypatch.setattr(entry.squad, "split", lambda _: {"train": given})
    monkeypatch.setattr(entry.squad, "held_out", lambda _: {"train": given[:1]})
    monkeypatch.setattr(entry, "crises", lambda _: islice(crises.crises("dev"), 1))
    tale(tmp_path, ("Who?", "A swan"))
    tokenizer = prepared(Tokenizer.from_str(tiny.tokenizer_json()))
    sources = entry.sources(
        entry.Data(data.write(tmp_path / "data.gz"), fairytales=[tmp_path]), "train", tokenizer, tmp_path
    )
    groups = {name: each.questions * each.copies for name, each in sources.items()}
    assert sources["articles"].copies == 1
    whole = groups["articles"] / (1 - CRISES_SHARE - FURTHER_SHARE)
    assert groups["further"] == pytest.approx(whole * FURTHER_SHARE, abs=sources["further"].questions / 2)
    assert groups["crises"] >= sources["crises"].questions


def test_every_question_points_at_its_answer() -> None:
    corpus = build(data.articles())
    assert corpus.skipped == 0
    assert all(corpus.sentences[g.sentence][g.start : g.end] == q.answer for q in corpus.questions for g in q.golds)


def test_mining_ranks_the_sentence_with_the_rare_words_first() -> None:
    corpus = build(data.articles())
    ranked = Bm25(corpus.sentences, corpus.paragraphs).rank([q.text for q in corpus.questions], 5)
    assert [int(row[0]) for row in ranked] == [q.sentence for q in corpus.questions]


def test_mining_within_an_article_stays_there_and_says_where_it_ends() -> None:
    corpus = build(data.articles())
    anywhere, own = mined(corpus, 200).swapaxes(0, 1)
    for question, everything, here in zip(corpus.questions, anywhere, own, strict=True):
        article = corpus.documents[question.sentence]
        assert {corpus.documents[n] for n in here if n >= 0} == {article}
        assert sorted(n for n in here if n >= 0) == [n for n, d in enumerate(corpus.documents) if d == article]
        assert here[0] == everything[0] == question.sentence
        assert here[-1] == everything[-1] == -1


def test_labels_point_at_the_gold_sentence_and_at_the_answer(builder: Builder, tokenizer: Tokenizer) -> None:
    corpus = build(data.articles())
    answered = 0
    for number, question in enumerate(corpus.questions):
        group = builder.group(number, seed=1)
        assert group is not None
        if group.gold is None:
            assert group.span is None
            continue
        answered += 1
        row, place = group.gold
        first, end = group.rows[row].sentences[place]
        assert group.rows[row].ids[first:end] == tokenize(tokenizer, corpus.sentences[question.sentence]).ids
        assert group.span is not None
        at, start, last = group.span
        assert at == row
        assert group.rows[at].ids[start : last + 1] == tokenize(tokenizer, question.answer).ids
    assert answered > len(corpus.questions) / 2


@pytest.fixture(scope="module")
def crisis() -> Corpus:
    return from_crises(data.crisis())


def test_a_crisis_is_one_subject_of_several_articles_and_every_answering_sentence_is_marked(crisis: Corpus) -> None:
    assert crisis.titles == ["The ferry", "The ferry"]
    assert crisis.documents == [0, 0, 0, 1, 1]
    assert crisis.subjects == [0] * 5
    assert len(set(crisis.paragraphs)) == 2
    where, vain = crisis.questions
    assert [(crisis.sentences[n][a:b], n) for n, a, b in where.golds] == [("Gotland", 0), ("off Gotland", 3)]
    assert vain == Question("ferry-02", "who owned the ferry?", 0, ())


def test_no_group_of_a_crisis_takes_an_answering_sentence_for_a_wrong_one(crisis: Corpus, tokenizer: Tokenizer) -> None:
    builder = Builder(crisis, tokenized(crisis.sentences, tokenizer), mined(crisis, 20), tokenizer)
    answering = {tuple(tokenize(tokenizer, crisis.sentences[n]).ids) for n in (0, 3)}
    for seed in range(40):
        group = builder.group(0, seed)
        marked = {group.gold, *group.also} if group else set()
        for number, row in enumerate(group.rows if group else ()):
            for place, (first, end) in enumerate(row.sentences):
                assert (tuple(row.ids[first:end]) in answering) == ((number, place) in marked)


def test_what_is_asked_in_vain_has_no_gold(crisis: Corpus, tokenizer: Tokenizer) -> None:
    builder = Builder(crisis, tokenized(crisis.sentences, tokenizer), mined(crisis, 20), tokenizer)
    groups = [builder.group(1, seed) for seed in range(20)]
    assert all(group and group.rows and group.gold is group.span is None for group in groups)


def test_an_answer_that_stands_nowhere_in_its_sentence_has_no_span() -> None:
    where, _ = from_crises(data.crisis("off Gotland")).questions
    assert [gold.start < gold.end for gold in where.golds] == [False, True]


def test_a_group_is_the_same_whenever_it_is_built(builder: Builder) -> None:
    def built() -> list[Group | None]:
        return [builder.group(number, seed=3) for number in range(20)]

    assert built() == built()
    assert built() != [builder.group(number, seed=4) for number in range(20)]


def test_a_typo_keeps_the_first_letter_and_short_words() -> None:
    chance = random.Random(0)
    for _ in range(50):
        changed = augment.with_typo("who led the operation", chance)
        assert changed is not None
        assert changed.startswith("who led the o")
        assert abs(len(changed) - len("who led the operation")) <= 1
    assert augment.with_typo("who did it", chance) is None


def test_an_exchanged_name_is_one_that_the_window_does_not_contain() -> None:
    gold, elsewhere = "In 1950 the mayor Smith opened it.", ["Later the mayor Jones closed it in 1971."]
    for seed in range(10):
        asked = augment.with_another_name("When did Smith open it in 1950?", gold, elsewhere, random.Random(seed))
        assert asked in {"When did Jones open it in 1950?", "When did Smith open it in 1971?"}
    assert augment.with_another_name("when was it opened?", gold, elsewhere, random.Random(0)) is None


def test_an_exchanged_role_is_played_by_another_name_of_the_window() -> None:
    gold = "The mayor Smith praised Jones while all of Paris cheered."
    asked = {augment.with_another_role("Whom did Smith praise?", gold, "Jones", random.Random(n)) for n in range(20)}
    assert asked == {"Whom did Paris praise?"}
    assert augment.with_another_role("Whom did he praise?", gold, "Jones", random.Random(0)) is None
    assert augment.with_another_role("Did Smith's friend praise?", "Smith came.", "Jones", random.Random(0)) is None


def test_a_question_of_a_chat_keeps_its_question_word_and_its_longest_words() -> None:
    whole = "How many people were killed in the strike on the villages?"
    asked = {augment.as_chat(whole, random.Random(seed)) for seed in range(20)}
    kept = ("people villages", "people killed villages", "people killed strike villages")
    assert asked == {f"how many {words}" for words in kept}
    assert augment.as_chat("Who led?", random.Random(0)) is None
