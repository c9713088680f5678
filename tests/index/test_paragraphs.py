import pytest
from hypothesis import given

from index.paragraphs import paragraphs
from tests.index.articles import PROSE, SEEDS
from tests.index.hostile import texts

FURNITURE_OF_THE_SEEDS = {
    "Skip to content",
    "Advertisment",
    "Follow us on Facebook",
    "Search",
    "More from this category",
    "Hidden revolts",
    "Source: Le Parisien",
    "Share this article:",
    "globalhappenings news.jpg",
    "most popular",
    "Back to top button",
    "Sunday, July 14, 2024",
    "Sources By Agencies",
    "Related articles",
    "Please enter your comment!",
    "Please enter your name here",
    "Stay Connected",
    "Latest posts",
}


def kinds(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.kind) for p in paragraphs(text, markdown=markdown)]


@given(texts)
def test_paragraphs_are_ordered_stretches_that_leave_out_nothing_but_white_space(text: str) -> None:
    at = 0
    for start, end, _ in paragraphs(text):
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert text[at:].strip() == ""


def test_what_is_set_aside_of_the_seeds_is_furniture_or_a_title_and_all_prose_is_kept() -> None:
    aside, kept = set(), []
    for file in sorted(SEEDS.iterdir()):
        for body, kind in kinds(file.read_bytes().decode()):
            if kind == "text":
                kept.append(body)
            else:
                aside.add(body)
    titles = {body for body in aside if "Pakistan" in body or "Islamabad" in body}
    assert aside - titles == FURNITURE_OF_THE_SEEDS
    assert len(titles) == 7
    assert len(kept) == 50
    assert all(len(body.split()) >= 12 for body in kept)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement - scroll to continue",
        "ADVERTISEMENT",
        "Subscribe to our newsletter to get the news every morning in your inbox.",
        "Copyright 2024 The Daily Courier. All rights reserved.",
        "We use cookies to give you the best experience on our site.",
        "Please enter your comment!",
        "Most read",
        "Home",
    ],
)
def test_furniture_is_known_by_its_phrases_even_where_it_ends_like_a_sentence(line: str) -> None:
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == (line, "furniture") or len(line.split()) < 5


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law was changed by the parliament on Friday.",
        "Most popular parties reject the deal, a survey said on Friday.",
        "Newsletter editors were arrested in the capital on Friday.",
        "It’s time to relax, he told the press in the capital.",
        "“Will they ever agree to the terms of this?” he asked.",
        "Officials listed what both of the sides had agreed to:",
        "中国提出调解。巴基斯坦和伊朗同意降级紧张局势。",
        "پاکستان نے ایران پر حملہ کیا۔ چین نے ثالثی کی پیشکش کی ہے۔",
    ],
)
def test_prose_is_kept_even_where_it_opens_like_furniture(line: str) -> None:
    assert kinds(f"A heading of the article\n\n{line}") == [("A heading of the article", "heading"), (line, "text")]


def test_a_short_sentence_is_prose_between_prose_and_furniture_elsewhere() -> None:
    text = f"He resigned.\n\n{PROSE}\n\nHe resigned.\n\n{PROSE}\n\nHe resigned."
    assert [kind for _, kind in kinds(text)] == ["furniture", "text", "text", "text", "furniture"]


@pytest.mark.parametrize(
    "text", ["The mediator was Norway.", "Truce\n\nThe mediator was Norway.\n\nIt ended well.", "Halt!"]
)
def test_where_nothing_is_prose_short_sentences_are(text: str) -> None:
    assert {kind for body, kind in kinds(text) if body.endswith((".", "!"))} == {"text"}
    assert "text" not in {p.kind for p in paragraphs(text, is_whole=False)}


def test_lines_that_were_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = (
        "The first line is wrapped at a width that many mail programs use and\n"
        "it goes on here with more words so that a sentence spans two lines and\nends in the third line."
    )
    assert kinds(f"{wrapped}\n\n{PROSE}") == [(wrapped, "text"), (PROSE, "text")]


def test_lines_that_each_close_like_a_sentence_are_paragraphs_and_not_glued_to_the_heading() -> None:
    lines = [
        "Neighbours agree to a truce after talks in the capital on Friday",
        "The two sides agreed on Friday to a truce, officials said there.",
        "China offered to mediate between both of them on Friday as well.",
        "The third party has not commented yet on the matter, it was said.",
    ]
    assert kinds("\n".join(lines)) == list(zip(lines, ["heading", "text", "text", "text"], strict=True))


def test_markdown_sets_headings_code_tables_and_images_aside() -> None:
    text = (
        f"# Truce\n\n{PROSE}\n\n```\nprint('The two sides agreed on Friday.')\n```\n\n| a | b |\n\n![A photo.](a.png)\n"
    )
    assert [kind for _, kind in kinds(text, markdown=True)] == [
        "heading",
        "text",
        "furniture",
        "furniture",
        "furniture",
        "furniture",
        "furniture",
    ]
