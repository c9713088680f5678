import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reader import OnnxReader, Passage, ReaderDamaged, ReaderFault, ReaderMissing, SentenceReading, card, runtime
from bot.reader.runtime import SENTENCES
from bot.reader.skimming import Skim

hostile = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.sampled_from("a \u200b\u0301\ud800\U0001f600[SEP]é\x00\u202e’“.,1")),
    st.sampled_from(["", " ", "x" * 5000, "é" * 300, "[SEP]" * 20, "\ud800", "١٢٣ 漢字", "a\u0301" * 50]),
)
passages = st.builds(Passage, st.none() | hostile, st.lists(hostile, max_size=4).map(tuple))

PASSAGES = (
    Passage("Talks", ("The talks began on Monday.", "He left the day after.")),
    Passage(None, ("Ten people were killed in the village.",)),
)


def check(read: list[list[SentenceReading]], given_passages: list[Passage]) -> None:
    assert [len(each) for each in read] == [len(passage.sentences) for passage in given_passages]
    for passage, readings in zip(given_passages, read, strict=True):
        for sentence, reading in zip(passage.sentences, readings, strict=True):
            assert reading.relevance == reading.relevance, "not a number"
            assert all(0 <= span.start < span.end <= len(sentence) for span in reading.spans)


@settings(max_examples=60, deadline=None)
@given(hostile, st.lists(passages, max_size=4))
def test_any_text_is_read_and_every_span_is_a_slice(
    tiny_reader: OnnxReader, question: str, given_passages: list[Passage]
) -> None:
    check(tiny_reader.read(question, given_passages), given_passages)


def test_nothing_to_read_is_no_reading(tiny_reader: OnnxReader) -> None:
    assert tiny_reader.read("who?", []) == []
    assert tiny_reader.read("who?", [Passage(None, ())]) == [[]]


def test_a_very_long_passage_is_read_in_pieces(tiny_reader: OnnxReader) -> None:
    long = [Passage("T", tuple(f"sentence {n}" for n in range(5 * SENTENCES + 1)))]
    check(tiny_reader.read("who?", long), long)


def test_the_same_input_gives_the_same_reading(tiny_reader: OnnxReader) -> None:
    assert tiny_reader.read("who left?", PASSAGES) == tiny_reader.read("who left?", PASSAGES)


@settings(max_examples=60, deadline=None)
@given(hostile, st.lists(passages, max_size=4))
def test_any_text_is_skimmed(tiny_reader: OnnxReader, question: str, given_passages: list[Passage]) -> None:
    scores = tiny_reader.skim(question, given_passages)
    assert len(scores) == len(given_passages)
    assert all(-2 <= score <= 2 for score in scores)


def test_what_speaks_of_the_question_is_worth_more_at_a_glance(tiny_reader: OnnxReader) -> None:
    repeated, titled, other = tiny_reader.skim(
        "who left?", [Passage(None, ("who left?",)), Passage("who left?", ()), Passage("x", ("y y y",))]
    )
    assert repeated == titled > other


def test_texts_that_are_kept_change_nothing_and_are_forgotten(
    tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "KEPT_TEXTS", 2)
    reader = OnnxReader.load(tiny_folder, threads=1)
    first, again = reader.read("who left?", PASSAGES), reader.read("who left?", PASSAGES)
    assert first == again
    assert len(reader._kept) == 2
    reader.skim("who left?", [Passage(None, ("long " * runtime.KEPT_CHARACTERS,))])
    assert all(len(text) <= runtime.KEPT_CHARACTERS for text in reader._kept)
    reader.forget()
    assert not reader._kept
    assert reader.read("who left?", PASSAGES) == first


class Meeting:
    """A session whose runs go on when two of them have met."""

    def __init__(self) -> None:
        self._both = threading.Barrier(2, timeout=20)

    def run(self, _: None, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        self._both.wait()
        return [np.zeros((*feed["ids"].shape, 3), np.float32)]


def test_rows_run_side_by_side(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = OnnxReader.load(tiny_folder, threads=2)
    monkeypatch.setattr(reader, "_session", Meeting())
    assert len(PASSAGES) == 2
    check(reader.read("who left?", list(PASSAGES)), list(PASSAGES))


class Failing:
    """A session that has no memory left."""

    def run(self, _: None, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        raise MemoryError(f"no room for {feed['ids'].size} tokens")


def test_a_row_that_fails_is_told_and_the_next_question_is_read(
    tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = OnnxReader.load(tiny_folder, threads=0)
    before = reader.read("who left?", PASSAGES)
    with monkeypatch.context() as patched:
        patched.setattr(reader, "_session", Failing())
        with pytest.raises(MemoryError, match="no room"):
            reader.read("who left?", PASSAGES)
    assert reader.read("who left?", PASSAGES) == before


def test_a_skim_that_knows_fewer_tokens_than_the_tokeniser_is_damage(tiny_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "reader"))
    card.write(folder, {card.SKIM: Skim(np.ones((3, 2), np.int8), np.ones(3, np.float16), 1.0).to_bytes()})
    with pytest.raises(ReaderDamaged, match="cannot be run"):
        OnnxReader.load(folder)


def test_threads_do_not_mix_their_readings(tiny_reader: OnnxReader) -> None:
    questions = [f"who left {n}?" for n in range(16)]
    alone = [tiny_reader.read(question, PASSAGES) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda question: tiny_reader.read(question, PASSAGES), questions)) == alone
    distinct = [[Passage(None, (f"He left the day after {n}.",)), *PASSAGES] for n in range(16)]
    tiny_reader.forget()
    skims = [tiny_reader.skim("who left?", each) for each in distinct]
    tiny_reader.forget()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda each: tiny_reader.skim("who left?", each), distinct)) == skims


@pytest.mark.parametrize("name", [card.MODEL, card.SKIM, card.TOKENIZER])
def test_a_changed_file_is_named(tiny_folder: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "reader"))
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ReaderDamaged, match=name):
        OnnxReader.load(folder)


@pytest.mark.parametrize("name", [card.CARD, card.MODEL, card.SKIM, card.TOKENIZER])
def test_a_missing_file_is_named_with_a_next_step(tiny_folder: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "reader"))
    (folder / name).unlink()
    with pytest.raises(ReaderMissing, match=name) as caught:
        OnnxReader.load(folder)
    assert caught.value.advice


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3, "version": 1}', "\x00"])
def test_a_card_that_makes_no_sense_is_damage(tiny_folder: Path, tmp_path: Path, text: str) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "reader"))
    (folder / card.CARD).write_text(text, encoding="utf-8")
    with pytest.raises(ReaderDamaged):
        OnnxReader.load(folder)


@pytest.mark.parametrize("name", [card.MODEL, card.SKIM, card.TOKENIZER])
def test_a_file_that_cannot_be_run_is_damage(tiny_folder: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "reader"))
    card.write(folder, {name: b"no model"})
    with pytest.raises(ReaderFault, match="cannot be run"):
        OnnxReader.load(folder)


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, bot.reader; print(*{'onnxruntime', 'tokenizers', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""
