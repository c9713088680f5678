"""Untrusted pages and PDFs, extracted in a process of its own."""

from datetime import date

from index.extract import Extracted, extract
from index.extracting import extract_apart
from index.files import Problem
from index.models import MediaType

PAGE = b"""<html lang="en"><head><title>Envoys return</title><meta property="og:site_name" content="The Daily"></head>
<body><article><h1>Envoys return to their posts</h1>
<p>The envoys of both countries returned to their posts on Sunday, the ministry said in a statement.</p>
<p>Norway had asked for their return in a letter to both capitals, which was published on Friday.</p>
</article></body></html>"""


def test_a_page_gives_what_it_gives_in_this_process_too():
    proposed = extract_apart(PAGE, MediaType.HTML)
    assert proposed.extracted == extract(PAGE, MediaType.HTML)
    assert isinstance(proposed.extracted, Extracted)
    assert proposed.extracted.metadata.publisher == "The Daily"
    assert proposed.published is None


def test_a_date_is_proposed_only_where_the_page_states_none():
    marked = PAGE.replace(b"<p>The", b'<span class="date">2024-01-21</span><p>The')
    assert extract_apart(marked, MediaType.HTML, "https://daily.example/2024/01/21/envoys").published == date(
        2024, 1, 21
    )
    stated = PAGE.replace(b"</head>", b'<meta property="article:published_time" content="2024-01-20"></head>')
    proposed = extract_apart(stated, MediaType.HTML, "https://daily.example/2024/01/21/envoys")
    assert proposed.published is None
    assert isinstance(proposed.extracted, Extracted)
    assert proposed.extracted.metadata.published == date(2024, 1, 20)


def test_what_is_no_pdf_is_a_problem():
    assert isinstance(extract_apart(b"%PDF-1.7 and no more", MediaType.PDF).extracted, Problem)


def test_what_takes_too_long_is_a_problem_and_hurts_nobody():
    problem = extract_apart(PAGE, MediaType.HTML, seconds=0.001).extracted
    assert isinstance(problem, Problem)
    assert "too long" in problem.reason


def test_a_page_that_is_nested_without_end_is_read_or_refused():
    found = extract_apart(b"<html><body>" + b"<div>" * 200_000 + b"<p>Text.</p>", MediaType.HTML).extracted
    assert isinstance(found, Problem | Extracted)


def test_text_is_read_where_it_is(monkeypatch):
    monkeypatch.setattr("subprocess.run", None)
    assert extract_apart(b"The two sides agreed.", MediaType.TEXT).extracted == Extracted("The two sides agreed.")
