"""Run the reader: weights in, readings out. The one module that imports onnxruntime.

Passages become token rows and the logits become relevance and spans. Rows run side by side, each by itself on one
thread: that takes an eighth less time than running a few together on all threads, which wait for one another after
every product, and no row is rounded by what another holds. The library and the weights are loaded when a reader is
made, not when this module is imported, so a command that answers nothing does not pay for them. Refuses to choose
passages or to combine scores.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.reader import card
from bot.reader.encoding import QUESTION_LIMIT, Pieces, Row, compose, prepared, tokenize, tokenize_all
from bot.reader.errors import ReaderDamaged, ReaderMissing
from bot.reader.models import Passage, SentenceReading
from bot.reader.skimming import Skim
from bot.reader.spans import best_spans

#: Sentences in one row; a longer passage is read in pieces.
SENTENCES = 16
#: Texts whose tokens are kept, about 5 kB each: the sentences that a crisis is asked about again and again. Longer
#: texts are not kept.
KEPT_TEXTS, KEPT_CHARACTERS = 2048, 600


class _Task(NamedTuple):
    """One row to run, and which sentences of which passage it holds."""

    row: Row
    passage: int
    first: int


class OnnxReader:
    """The shipped reader. Safe to call from several threads: they share its own, first come, first served."""

    def __init__(self, session: Any, tokenizer: Any, skim: Skim, version: str, threads: int) -> None:
        self.version = version
        self._session, self._tokenizer, self._skim = session, tokenizer, skim
        self._rows = ThreadPoolExecutor(max(1, threads), thread_name_prefix="onrecord-reader")
        self._kept_turn = threading.Lock()
        self._kept: OrderedDict[str, Pieces] = OrderedDict()

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2) -> "OnnxReader":
        """Load the reader that travels with the package, or one from ``folder``; hashes are checked.

        ``threads``: how many rows run side by side, at least one.
        Raises ``ReaderMissing`` or ``ReaderDamaged``.
        """
        if folder is None:
            with resources.as_file(resources.files(__package__).joinpath("weights")) as packaged:
                weights = card.load(packaged)
                return cls._made(weights, str(packaged), threads)
        return cls._made(card.load(folder), str(folder), threads)

    @classmethod
    def _made(cls, weights: card.Weights, where: str, threads: int) -> "OnnxReader":
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ReaderMissing(
                "A library that runs the reader is missing", where=str(error.name), advice="Install onrecord again"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(weights.model, options, providers=["CPUExecutionProvider"])
            tokenizer = prepared(Tokenizer.from_str(weights.tokenizer))
            skim = Skim.from_bytes(weights.skim)
            if len(skim) < tokenizer.get_vocab_size():
                raise ValueError(f"the skim knows {len(skim)} of {tokenizer.get_vocab_size()} tokens")
        except Exception as error:  # onnxruntime and tokenizers raise bare Exceptions of their own
            raise ReaderDamaged(
                "The reader's files cannot be run", where=where, advice="Install onrecord and onnxruntime again"
            ) from error
        return cls(session, tokenizer, skim, weights.version, threads)

    def skim(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """Return one score per passage, to be added to its share of the best BM25 score."""
        texts = dict.fromkeys(text for passage in passages for text in _texts(passage))
        rows = {text: number for number, text in enumerate(texts)}
        asked = tokenize(self._tokenizer, question).ids[:QUESTION_LIMIT]
        pieces = self._tokenized(texts)
        close = self._skim.closeness(asked, [pieces[text].ids for text in texts])
        return self._skim.scores(asked, [close[[rows[text] for text in _texts(each)]] for each in passages])

    def forget(self) -> None:
        """Drop every text that is kept."""
        with self._kept_turn:
            self._kept.clear()

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[SentenceReading]]:
        """Return one reading per sentence, in the shape of ``passages``."""
        asked = tokenize(self._tokenizer, question).ids
        known = self._tokenized(dict.fromkeys(text for passage in passages for text in _texts(passage)))
        pieces = [[known[sentence] for sentence in passage.sentences] for passage in passages]
        titles = [known[passage.title].ids if passage.title else [] for passage in passages]
        # The longest first, so that no thread is left alone with it at the end.
        tasks = sorted(self._tasks(asked, titles, pieces), key=lambda task: -len(task.row.ids))
        readings: list[list[SentenceReading]] = [[_UNREAD] * len(passage.sentences) for passage in passages]
        for task, logits in zip(tasks, self._rows.map(self._run, [task.row for task in tasks]), strict=True):
            for order, (first, end) in enumerate(task.row.sentences, start=task.first):
                text = passages[task.passage].sentences[order]
                offsets = pieces[task.passage][order].offsets[: end - first]
                spans = best_spans(text, offsets, logits[first:end, 1], logits[first:end, 2])
                readings[task.passage][order] = SentenceReading(float(logits[end, 0]), spans)
        return readings

    def _tokenized(self, texts: Collection[str]) -> dict[str, Pieces]:
        with self._kept_turn:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in texts if text not in known]
        known |= zip(new, tokenize_all(self._tokenizer, new), strict=True)
        with self._kept_turn:
            for text in (text for text in texts if len(text) <= KEPT_CHARACTERS):
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT_TEXTS:
                self._kept.popitem(last=False)
        return known

    @staticmethod
    def _tasks(asked: Sequence[int], titles: list[Sequence[int]], pieces: list[list[Pieces]]) -> list[_Task]:
        return [
            _Task(compose(asked, title, [each.ids for each in sentences[first : first + SENTENCES]]), number, first)
            for number, (title, sentences) in enumerate(zip(titles, pieces, strict=True))
            for first in range(0, len(sentences), SENTENCES)
        ]

    def _run(self, row: Row) -> NDArray[np.float32]:
        """The logits of one row, ``[tokens, 3]``."""
        ids = np.asarray(row.ids, np.int64)[None]
        types = (np.arange(ids.size) >= row.boundary).astype(np.int64)[None]
        (logits,) = self._session.run(None, {"ids": ids, "types": types})
        return np.asarray(logits[0], np.float32)


def _texts(passage: Passage) -> tuple[str, ...]:
    return (*passage.sentences, passage.title) if passage.title else passage.sentences


_UNREAD = SentenceReading(relevance=-1e4, spans=())
