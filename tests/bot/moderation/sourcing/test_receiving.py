"""What counts as an article, told by its content; and under which name it is kept."""

import io
import tarfile
import zipfile
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SourceRefused
from bot.moderation.sourcing.naming import file_name, numbered, of_address, slug
from bot.moderation.sourcing.receiving import LARGEST, check_ending, media_type_of
from index.models import MediaType

HASH = "0123456789abcdef" * 4


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("a.txt", "text")
    return held.getvalue()


def tape() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as file:
        file.addfile(tarfile.TarInfo("a.txt"))
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"The two sides agreed.", "a.txt", MediaType.TEXT),
        (b"The two sides agreed.", "", MediaType.TEXT),
        (b"# Truce\n\nThe two sides agreed.", "a.md", MediaType.MARKDOWN),
        (b"<!DOCTYPE html><p>Text.</p>", "a.txt", MediaType.HTML),
        (b"\xef\xbb\xbf\n <!-- saved --> <HTML><p>Text.</p>", "", MediaType.HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="x"><p>Text.</p>', "a.html", MediaType.HTML),
        (b"<em>Text</em> <p>Text.</p>", "a.html", MediaType.HTML),
        (b"<em>Text</em> <p>Text.</p>", "a.txt", MediaType.TEXT),
        (b"<html><p>Stra\xdfe</p>", "a.html", MediaType.HTML),
        (b"%PDF-1.7\n...", "a.txt", MediaType.PDF),
        (b"plain words named otherwise", "a.pdf", MediaType.TEXT),
    ],
)
def test_what_a_file_is_is_told_by_its_content(content, name, kind):
    assert media_type_of(content, name) is kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (archive(), "archive"),
        (tape(), "archive"),
        (b"\x1f\x8b\x08rest", "archive"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office document"),
        (b"{\\rtf1 hello}", "office document"),
        (b"\x7fELF\x02", "program"),
        (b"text with \x00 inside", "binary"),
        ("UTF-16 text".encode("utf-16"), "UTF-16"),
        (b"Stra\xdfe", "not UTF-8"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<?xml version="1.0"?><svg></svg>', "XML"),
        (b"x" * (LARGEST + 1), "larger than 10 MB"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_no_article_is_refused_in_words(content, words):
    with pytest.raises(SourceRefused, match=words):
        media_type_of(content, "a.txt")


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.exe", "a.txt.png", "a.svg"])
def test_a_name_that_says_that_it_is_no_article_is_refused(name):
    with pytest.raises(SourceRefused, match=r"\.txt, \.md, \.html, \.pdf"):
        check_ending(name)


@pytest.mark.parametrize("name", ["a.txt", "a.MD", "a.htm", "a", "", "v1.2 of the plan", "a.pdf"])
def test_other_names_are_not(name):
    check_ending(name)


@pytest.mark.parametrize(
    ("proposed", "kept"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\CON.txt", "con"),
        (".hidden.html", "hidden"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("\x1b[31mred\x07\u202egnp.exe", "31mred-gnp-exe"),
        ("", "article"),
        ("\x00\x00", "article"),
        ("...", "article"),
        ("a" * 1_000, "a" * 60),
        (
            "\u0645\u0630\u0627\u06a9\u0631\u0627\u062a \u062c\u0627\u0631\u06cc",
            "\u0645\u0630\u0627\u06a9\u0631\u0627\u062a-\u062c\u0627\u0631\u06cc",
        ),
        ("Cafe\u0301 Zu\u0308rich.pdf", "caf\u00e9-z\u00fcrich"),
        ("sources.toml", "sources-toml"),
    ],
)
def test_a_name_keeps_its_words_and_nothing_else(proposed, kept):
    assert file_name(proposed, HASH, MediaType.TEXT) == f"{kept}-01234567.txt"


@pytest.mark.parametrize("device", ["con", "NUL", "aux.txt", "COM1", "lpt9.md", "prn.html", "CON .txt"])
def test_no_name_is_that_of_a_device(device):
    name = file_name(device, HASH, MediaType.TEXT)
    assert name.partition(".")[0].endswith("-01234567")


@given(st.text(st.characters(), max_size=1_200), st.sampled_from(list(MediaType)))
def test_whatever_is_proposed_the_name_is_safe_everywhere(proposed, kind):
    name = file_name(proposed, HASH, kind)
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\:*?"<>|\x00')
    assert all(category(c)[0] not in "CZ" for c in name)
    assert not name.startswith((".", "-", " "))
    assert name.count(".") == 1
    assert slug(slug(proposed)) == slug(proposed)


def test_an_address_is_named_after_its_last_words():
    assert of_address("https://daily.example/2024/01/21/envoys-return.html?x=1#y") == "envoys-return.html"
    assert of_address("https://daily.example/news/12345") == "news"
    assert of_address("https://daily.example/%D8%AE%D8%A8%D8%B1") == "\u062e\u0628\u0631"
    assert of_address("https://daily.example") == "daily.example"


def test_a_name_that_is_taken_gets_a_number():
    names = numbered("a-1.txt")
    assert [next(names) for _ in range(3)] == ["a-1.txt", "a-1-2.txt", "a-1-3.txt"]
