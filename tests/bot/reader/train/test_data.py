import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from bot.reader.encoding import prepared, tokenize
from bot.reader.train import augment, squad
from bot.reader.train.corpus import Corpus, Question, build, from_crises, tokenized
from bot.reader.train.groups import Builder, Group
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
