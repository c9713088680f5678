import os
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from index import corpus
from index.corpus import read_corpus
from index.errors import CorpusEmpty, CorpusMissing
from index.models import Corpus, MediaType
from tests.index.articles import PROSE, SEEDS, pdf, write


def faults(read: Corpus) -> dict[str, str]:
    return {fault.source: fault.reason for fault in read.faults}


def sources(read: Corpus) -> list[str]:
    return [document.source for document in read.documents]


def test_the_seeds_are_read_whole_with_their_titles_and_without_a_date_nobody_states() -> None:
    read = read_corpus(SEEDS)
    assert [d.title for d in read.documents] == [
        "Islamabad, Tehran seek to de-escalate tensions: Report",
        "Pakistan, Iran agree to de-escalate tension after tit-for-tat strikes",
        "Tensions between Pakistan and Iran: two countries agree to ‘de-escalate’",
        "Pakistan and Iran Exchange Positive Messages After Border Clashes",
        "Pakistan and Iran Announce De-escalation Agreement Following Border Airstrikes",
    ]
    assert [d.published for d in read.documents] == [None] * 5
    assert [d.text for d in read.documents] == [(SEEDS / s).read_bytes().decode() for s in sources(read)]
    assert (read.faults, read.duplicates) == ((), ())


def test_articles_come_sorted_by_path_from_every_folder_that_is_not_hidden(tmp_path: Path) -> None:
    for name in ("b", "a", ".hidden"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, x__txt=f"{PROSE} {name}")
    write(tmp_path, c__TXT=PROSE, d__markdown=f"# D\n\n{PROSE}", _hidden=PROSE)
    write(tmp_path, **{".e__txt": PROSE})
    assert sources(read_corpus(tmp_path)) == ["a/x.txt", "b/x.txt", "c.TXT", "d.markdown"]


def test_what_is_no_article_by_its_type_is_listed_and_no_fault(tmp_path: Path) -> None:
    write(tmp_path, a__txt=PROSE, photo__jpg=b"\xff", sources__toml="", golden__jsonl="{}", aliases__toml="")
    assert faults(read_corpus(tmp_path)) == {}
    assert corpus.not_articles(tmp_path) == ["photo.jpg"]


@pytest.mark.parametrize(
    "text", [f"\ufeff{PROSE}", f"One.\r\n\r\n{PROSE}\r\n", f"One.\r{PROSE}\r", f"  {PROSE}\n\n\x0c"]
)
def test_no_character_of_a_text_is_changed(tmp_path: Path, text: str) -> None:
    assert read_corpus(write(tmp_path, a__txt=text)).documents[0].text == text


def test_every_type_of_article_is_read(tmp_path: Path) -> None:
    html = f"<html><body><article><h1>Truce</h1><p>{PROSE} HTML</p></article></body></html>"
    write(tmp_path, a__txt=PROSE, b__md=f"# B\n\n{PROSE}", c__html=html, d__pdf=pdf(f"{PROSE} PDF"))
    assert [d.media_type for d in read_corpus(tmp_path).documents] == list(MediaType)


def test_an_article_that_differs_in_case_quotes_and_spaces_only_is_kept_once(tmp_path: Path) -> None:
    write(tmp_path, a__txt="“The deal – if it holds – is Iran’s”, he said.", c__txt=PROSE)
    write(tmp_path, b__txt="+++\ntitle='B'\n+++\n\ufeff\"THE deal - if it holds -\r\nis Iran's\", he  said.\n")
    read = read_corpus(tmp_path)
    assert sources(read) == ["a.txt", "c.txt"]
    assert [(d.source, d.kept) for d in read.duplicates] == [("b.txt", "a.txt")]


def test_articles_without_a_letter_are_no_duplicates_of_each_other(tmp_path: Path) -> None:
    assert len(read_corpus(write(tmp_path, a__txt="?!", b__txt="…", c__txt="-1", d__txt="1")).documents) == 4


def test_a_name_with_accents_is_found_however_they_are_composed(tmp_path: Path) -> None:
    (tmp_path / "cafe\u0301.txt").write_text(PROSE)
    read = read_corpus(write(tmp_path, sources__toml='["caf\u00e9.txt"]\npublisher = "The Daily"\n'))
    assert [(d.source, d.publisher) for d in read.documents] == [("cafe\u0301.txt", "The Daily")]
    assert read.faults == ()


def test_front_matter_wins_over_the_nearest_sources_file_and_that_over_the_one_above(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", a__txt=f"+++\ntitle = 'Mine'\n+++\n{PROSE}")
    write(tmp_path / "sub", sources__toml='["a.txt"]\ntitle = "Near"\npublisher = "Near"\n')
    above = '["sub/a.txt"]\ntitle = "Far"\npublisher = "Far"\npublished = 2024-01-19\nurl = "https://far.example/a"\n'
    document = read_corpus(write(tmp_path, sources__toml=above)).documents[0]
    assert (document.title, document.publisher) == ("Mine", "Near")
    assert (document.published, document.url) == (date(2024, 1, 19), "https://far.example/a")
    assert document.text[document.body_start :] == PROSE


def test_what_a_person_wrote_beside_a_page_wins_over_what_the_page_says(tmp_path: Path) -> None:
    page = f'<html><head><meta property="og:site_name" content="Page"></head><body><p>{PROSE}</p></body></html>'
    write(tmp_path, a__html=page, sources__toml='["a.html"]\npublisher = "Person"\n')
    assert read_corpus(tmp_path).documents[0].publisher == "Person"


def test_broken_metadata_is_named_and_costs_no_article(tmp_path: Path) -> None:
    write(tmp_path, a__txt=f"+++\ntitle = 'A'\npublisher = oops\n+++\n{PROSE}", sources__toml='["a.txt"]\n\ntitle =\n')
    read = read_corpus(tmp_path)
    assert sources(read) == ["a.txt"]
    assert "line 3" in faults(read)["a.txt"]
    assert "line 3" in faults(read)["sources.toml"]
    assert read.documents[0].text[read.documents[0].body_start :] == PROSE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\xc2\xa0\n", "no text"),
        (b"+++\ntitle='x'\n+++\n \n", "no text"),
        (b"caf\xe9", "byte 0xe9 at offset 3"),
        (b"\xff\xfec\x00a\x00", "UTF-16"),
        (b"PK\x03\x04\x00\x00", "binary"),
    ],
)
def test_a_file_that_is_no_text_is_a_fault_that_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    read = read_corpus(write(tmp_path, a__txt=content, good__txt=PROSE))
    assert reason in faults(read)["a.txt"]
    assert sources(read) == ["good.txt"]
    assert all(fault.advice for fault in read.faults)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a__txt=b"a" * 11_000_000, good__txt=PROSE)
    assert faults(read_corpus(tmp_path)) == {"a.txt": "is larger than 10 MB"}


def test_a_folder_without_a_readable_article_says_what_was_wrong(tmp_path: Path) -> None:
    with pytest.raises(CorpusEmpty, match="holds no article"):
        read_corpus(tmp_path)
    with pytest.raises(CorpusEmpty, match=r"1 with a fault; the first: a\.txt is empty"):
        read_corpus(write(tmp_path, a__txt=""))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing, match="no such corpus folder"):
        read_corpus(tmp_path / "none")


def test_progress_counts_to_the_number_of_files(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    read_corpus(write(tmp_path, a__txt=PROSE, b__txt=""), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]


def test_what_is_known_is_not_extracted_again_unless_it_changed(tmp_path: Path) -> None:
    write(tmp_path, a__pdf=pdf(PROSE), b__txt=f"{PROSE} B")
    first = read_corpus(tmp_path)
    known = {document.source: document for document in first.documents}
    with patch("index.extract._from_pdf", side_effect=AssertionError):
        assert read_corpus(tmp_path, known=known) == first
    write(tmp_path, a__pdf=pdf(f"{PROSE} Later."))
    assert "Later" in read_corpus(tmp_path, known=known).documents[0].text


def test_faults_are_reported_again_for_what_is_known(tmp_path: Path) -> None:
    first = read_corpus(write(tmp_path, a__txt=f"+++\ntitle = 1\n+++\n{PROSE}"))
    known = {document.source: document for document in first.documents}
    assert read_corpus(tmp_path, known=known) == first
    assert len(first.faults) == 1


def test_the_fingerprint_changes_with_what_matters_and_with_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, a__txt=PROSE, b__txt=f"{PROSE} B", c__txt="")
    fingerprints = [read_corpus(tmp_path).fingerprint]

    def changed() -> bool:
        fingerprints.append(read_corpus(tmp_path).fingerprint)
        return fingerprints[-1] != fingerprints[-2]

    os.utime(tmp_path / "a.txt", (1, 1))
    write(tmp_path, photo__jpg=b"", sources__toml='["b.txt"]\ncolour = "x"\n')
    assert not changed()
    write(tmp_path, sources__toml='["b.txt"]\ntitle = "x"\n')
    assert changed()
    (tmp_path / "b.txt").rename(tmp_path / "d.txt")
    assert changed()
    write(tmp_path, c__txt=b"\xff")
    assert changed()
    write(tmp_path, a__txt=f"{PROSE} A")
    assert changed()
    assert len(set(fingerprints)) == 5


def test_a_sources_file_that_names_no_article_is_told_so(tmp_path: Path) -> None:
    read = read_corpus(write(tmp_path, a__txt=PROSE, sources__toml='["b.txt"]\ntitle = "x"\n["../a.txt"]\n'))
    assert faults(read) == {"sources.toml": "describes 'b.txt' and 1 more, which is no article here"}


def test_a_corpus_whose_own_name_is_not_utf8_is_read(tmp_path: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff"))
    root.mkdir()
    with pytest.raises(CorpusEmpty) as empty:
        read_corpus(root)
    assert str(empty.value).encode()
    assert read_corpus(write(root, a__txt=PROSE)).root.endswith(r"a\udcff")
