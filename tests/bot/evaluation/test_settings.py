from bot.evaluation.settings import articles_out, paragraphs_out, whole
from bot.reader.train.squad import Article, Asked, Paragraph


def article(title: str, *sentences: str) -> Article:
    paragraphs = [
        Paragraph(text, (Asked(f"{title}-{n}", "who did it?", text.split()[0], 0),)) for n, text in enumerate(sentences)
    ]
    return Article(title, tuple(paragraphs))


ARTICLES = [
    article("One", "Sweden led the rescue of the ferry.", "Norway sent two more ships to help."),
    article("Two", "Finland built the harbour near the town.", "Denmark paid for the new harbour wall."),
]


def test_in_the_whole_setting_every_gold_offset_stands_in_its_document() -> None:
    (setting,) = whole(ARTICLES)
    assert len(setting.questions) == 4
    for gold in setting.questions:
        (evidence,) = gold.evidence
        text = setting.generation.document(evidence.source).text
        assert text[evidence.start : evidence.end] == gold.answers[0]


def test_with_articles_out_every_question_is_about_an_absent_article() -> None:
    for setting in articles_out(ARTICLES):
        present = set(setting.generation.by_source)
        assert all(gold.id.split("-")[0] + ".txt" not in present for gold in setting.questions)
        assert not any(gold.answerable for gold in setting.questions)


def test_with_paragraphs_out_the_rest_of_the_article_stays() -> None:
    first, second = paragraphs_out(ARTICLES, turns=2)
    assert [gold.id for gold in first.questions] == ["One-0", "Two-0"]
    text = first.generation.document("One.txt").text
    assert "Norway" in text
    assert "Sweden" not in text
    assert len(second.questions) == 2
