import os
import socket
from pathlib import Path

import pytest

from index.errors import CorpusMissing
from index.files import Problem, find, printable, read, signature
from tests.index.articles import PROSE, write


def problems(root: Path) -> dict[str, str]:
    return {found.source: found.problem.reason for found in find(root) if found.problem}


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("none.txt")
    assert problems(tmp_path) == {"a.txt": "is a link to nothing"}


def test_a_loop_of_links_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert set(problems(tmp_path)) == {"a.txt", "b.txt"}


def test_a_link_out_of_the_folder_is_a_problem_and_one_within_is_read(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    (root / ".store").mkdir(parents=True)
    (root / ".store" / "in.txt").write_text(PROSE)
    (tmp_path / "corpus.txt").write_text("secret")
    (root / "in.txt").symlink_to(".store/in.txt")
    (root / "out.txt").symlink_to("../corpus.txt")
    assert problems(root) == {"out.txt": "is a link that leads out of the corpus folder"}
    assert read(find(root)[0].path, 1_000) == PROSE.encode()


def test_a_link_to_a_folder_is_not_followed_and_named(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "again").symlink_to("..")
    (root / "out").symlink_to("..")
    (root / "sub" / "a.txt").write_text(PROSE)
    assert problems(root) == {
        "out": "is a link that leads out of the corpus folder",
        "sub/again": "is a link to a folder, which is not followed",
    }


def test_a_corpus_that_is_a_link_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    write(tmp_path / "real", a__txt=PROSE)
    (tmp_path / "real" / "b.txt").symlink_to("a.txt")
    (tmp_path / "corpus").symlink_to("real")
    assert problems(tmp_path / "corpus") == {}


def test_a_pipe_or_a_socket_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
    for name in ("pipe.txt", "s.txt"):
        problem = read(str(tmp_path / name), 1_000)
        assert isinstance(problem, Problem)
        assert "not a regular file" in problem.reason


def test_a_link_that_replaced_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/dev/zero")
    assert isinstance(read(str(tmp_path / "a.txt"), 1_000), Problem)


def test_a_file_without_permission_or_that_vanished_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vanished = read(str(tmp_path / "a.txt"), 1_000)
    assert isinstance(vanished, Problem)
    assert "refresh again" in vanished.advice

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, a__txt=PROSE)
    monkeypatch.setattr(os, "open", refuse)
    assert read(str(tmp_path / "a.txt"), 1_000) == Problem(
        "cannot be read (Permission denied)", "Give the user that runs Onrecord permission to read it."
    )


def test_a_folder_that_cannot_be_listed_is_a_problem_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    write(tmp_path, a__txt=PROSE)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [(f.source, bool(f.problem)) for f in find(tmp_path)] == [("a.txt", False), ("closed/", True)]
    signature(tmp_path)


def test_a_corpus_that_is_missing_or_a_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a__txt=PROSE)
    for use in (find, signature):
        with pytest.raises(CorpusMissing, match="no such corpus folder"):
            use(tmp_path / "none")
        with pytest.raises(CorpusMissing, match="not a folder"):
            use(tmp_path / "a.txt")


@pytest.mark.parametrize("name", [b"a\x1b[31m.txt", b"a\xff.txt", "a\u202etxt.txt".encode(), b"a\nb.txt"])
def test_a_name_that_cannot_be_shown_is_a_problem_under_a_safe_name(tmp_path: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(PROSE)
    (source,) = problems(tmp_path)
    assert source.isprintable()
    assert source.encode()


def test_a_safe_name_shows_what_was_wrong() -> None:
    assert printable("a\x1bb\udcffc\nd é.txt") == r"a\x1bb\udcffc\nd é.txt"


def test_a_folder_named_like_an_article_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    write(tmp_path / "a.txt", b__txt=PROSE)
    assert [f.source for f in find(tmp_path)] == ["a.txt/b.txt"]


def test_the_signature_sees_every_change_of_an_article_and_of_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, a__txt="one", b__txt="two")
    seen = [signature(tmp_path)]

    def changed() -> bool:
        seen.append(signature(tmp_path))
        return seen[-1] != seen[-2]

    write(tmp_path, photo__jpg=b"")
    (tmp_path / "empty").mkdir()
    assert not changed()
    write(tmp_path, sources__toml="")
    assert changed()
    (tmp_path / "b.txt").rename(tmp_path / "c.txt")
    assert changed()
    (tmp_path / "c.txt").unlink()
    assert changed()
    (tmp_path / "d.txt").symlink_to("none.txt")
    assert changed()
    (tmp_path / "d.txt").unlink()
    assert changed()


def test_the_signature_sees_a_replacement_that_keeps_size_and_time(tmp_path: Path) -> None:
    write(tmp_path, a__txt="one")
    status = (tmp_path / "a.txt").stat()
    before = signature(tmp_path)
    (tmp_path / "a.tmp").write_text("two")
    os.utime(tmp_path / "a.tmp", ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "a.tmp").replace(tmp_path / "a.txt")
    assert signature(tmp_path) != before
