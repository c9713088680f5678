import logging
import subprocess
import sys
from datetime import date
from io import BytesIO
from unittest.mock import patch

import pypdf
import pytest

from index.extract import Extracted, extract
from index.files import Problem
from index.metadata import Metadata
from index.models import MediaType
from tests.index.articles import PROSE, pdf

PARAGRAPHS = f"<p>{PROSE}</p><p>China offered to mediate between both of them on Friday.</p>"


def page(head: str = "", body: str = PARAGRAPHS, attributes: str = "") -> bytes:
    return f"<!doctype html><html{attributes}><head>{head}</head><body>{body}</body></html>".encode()


def extracted(content: bytes, media_type: MediaType = MediaType.HTML) -> Extracted:
    found = extract(content, media_type)
    assert isinstance(found, Extracted), found
    return found


def reason(content: bytes, media_type: MediaType = MediaType.HTML) -> str:
    found = extract(content, media_type)
    assert isinstance(found, Problem), found
    assert found.advice
    return found.reason


def test_a_page_gives_its_paragraphs_and_not_its_menu() -> None:
    body = (
        f"<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article>{PARAGRAPHS}</article><footer>Imprint</footer>"
    )
    assert extracted(page(body=body)).text.split("\n\n") == [
        PROSE,
        "China offered to mediate between both of them on Friday.",
    ]


def test_a_page_states_its_metadata_in_meta_tags() -> None:
    head = """<title>Truce | Daily</title><meta property="og:title" content="Truce &amp; talks">
    <meta property="og:site_name" content="The Daily">
    <meta property="article:published_time" content="2024-01-19T08:00:00Z">
    <link rel="canonical" href="https://daily.example/truce">"""
    expected = Metadata("Truce & talks", "The Daily", date(2024, 1, 19), "https://daily.example/truce", "en")
    assert extracted(page(head, attributes=' lang="en"')).metadata == expected


@pytest.mark.parametrize("wrapped", ["{}", "[{}]", '{{"@graph": [{{"@type": "WebSite"}}, {}]}}'])
def test_a_page_states_its_metadata_in_linked_data(wrapped: str) -> None:
    article = (
        '{"@type": ["NewsArticle"], "headline": "Truce", "datePublished": "2024-01-19", "publisher": {"name": "Daily"}}'
    )
    head = f'<script type="application/ld+json">{wrapped.format(article)}</script>'
    assert extracted(page(head)).metadata == Metadata("Truce", "Daily", date(2024, 1, 19))


def test_a_date_that_the_head_does_not_state_is_no_publication_date() -> None:
    head = '<link rel="canonical" href="https://daily.example/2024/01/19/truce"><meta name="date" content="2024-07-14">'
    body = f"<p>Sunday, July 14, 2024</p><time datetime='2024-07-14'>today</time>{PARAGRAPHS}<p>© 2023</p>"
    assert extracted(page(head, body)).metadata.published is None


@pytest.mark.parametrize("broken", ["{", "[" * 5_000, "[1, null]", '{"@type": 3, "headline": {}}', '{"@graph": 1}'])
def test_broken_linked_data_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert extracted(page(head)).metadata == Metadata()


def test_the_title_of_a_page_is_its_only_first_level_heading_or_else_its_title() -> None:
    head = "<title>Truce | Daily</title>"
    assert extracted(page(head, f"<h1>Truce</h1>{PARAGRAPHS}")).metadata.title == "Truce"
    assert extracted(page(head, f"<h1>a</h1><h1>b</h1>{PARAGRAPHS}")).metadata.title == "Truce | Daily"


def test_a_page_is_decoded_as_it_declares_and_never_by_a_guess() -> None:
    declared = page('<meta charset="windows-1252">', f"<p>Café. {PROSE}</p>").decode().encode("cp1252")
    assert "Café" in extracted(declared).text
    assert "not UTF-8" in reason(page(body=f"<p>Café. {PROSE}</p>").decode().encode("cp1252"))
    assert "not UTF-8" in reason(page('<meta charset="nonsense">', "<p>\xe9</p>").decode().encode("cp1252"))
    assert "UTF-16" in reason(page().decode().encode("utf-16"))


@pytest.mark.parametrize(
    "content",
    [b"<html></html>", page(body="<p></p>"), page(body="<div>" * 50_000), page(body="<table><tr><td>" * 9_000)],
)
def test_a_page_without_article_text_is_told_so(content: bytes) -> None:
    assert reason(content) == "is HTML without article text"


def test_a_broken_page_gives_what_it_has() -> None:
    assert PROSE in extracted(f"<html><body><p>{PROSE}<p>China offered <b>to mediate <div></p></i>".encode()).text


def test_the_pages_of_a_pdf_follow_one_another() -> None:
    assert extracted(pdf(PROSE, "Second page."), MediaType.PDF).text == f"{PROSE}\fSecond page."


def test_a_pdf_without_text_is_told_so() -> None:
    assert "without text" in reason(pdf("", ""), MediaType.PDF)


@pytest.mark.parametrize(
    "content", [b"no pdf", b"%PDF-1.7\n", pdf(PROSE)[:400], pdf(PROSE).replace(b"/Root 1 0", b"/Root 9 0")]
)
def test_a_corrupt_pdf_is_a_problem_or_its_text_and_no_crash(content: bytes) -> None:
    found = extract(content, MediaType.PDF)
    assert "cannot be read" in found.reason if isinstance(found, Problem) else PROSE in found.text


@pytest.mark.parametrize(("password", "readable"), [("secret", False), ("", True)])
def test_a_pdf_with_a_password_is_told_so_and_one_without_is_read(password: str, readable: bool) -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(PROSE)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    if readable:
        assert extracted(locked.getvalue(), MediaType.PDF).text == PROSE
    else:
        assert reason(locked.getvalue(), MediaType.PDF) == "is a PDF with a password"


def test_reading_text_imports_no_library_for_pages_or_pdf() -> None:
    code = (
        "import sys; from pathlib import Path; from index.corpus import read_corpus; read_corpus(Path('seeds'));"
        "sys.exit(bool({'trafilatura', 'pypdf', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_pdf_whose_encryption_is_not_supported_is_told_so() -> None:
    with patch("pypdf.PdfReader.pages", property(raise_missing_dependency)):
        assert reason(pdf(PROSE), MediaType.PDF) == "is an encrypted PDF"


def raise_missing_dependency(_: object) -> None:
    raise pypdf.errors.DependencyError


def test_text_without_a_visible_character_is_no_article() -> None:
    assert reason("\u00a0\u200b\r\n\ufeff\u2060\u3000".encode(), MediaType.TEXT) == "holds no text but blanks"


@pytest.mark.parametrize(("content", "media_type"), [(b"%PDF-1.4 x", MediaType.PDF), (b"<html>", MediaType.HTML)])
def test_a_library_that_grumbles_about_a_file_does_not_reach_the_log(content: bytes, media_type: MediaType) -> None:
    grumbles: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = grumbles.append  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        assert reason(content, media_type)
    finally:
        logging.getLogger().removeHandler(handler)
    assert grumbles == []
