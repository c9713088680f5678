"""Lay a question and a passage out as the token row that the model reads.

The one definition of the model's input, shared by training and runtime::

    [CLS] question [SEP] title [SEP] sentence 1 [SEP] sentence 2 [SEP] … sentence n [SEP]

Token type 0 up to the first ``[SEP]``, 1 after it; an absent title leaves its two ``[SEP]`` side by side. Each
sentence is tokenised by itself, so every token keeps its offsets in that sentence. Text that spells ``[SEP]`` is
text. What is too long is cut here: the question, the title, then the longest sentences. Refuses to know any model.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Tokenizer

QUESTION_LIMIT = 48
TITLE_LIMIT = 24
ROW_LIMIT = 384
#: No sentence of the index is longer than 1,000 characters; this is for callers that send something else.
CHARACTER_LIMIT = 4_000
CLS, SEP, PAD = 101, 102, 0


class Pieces(NamedTuple):
    """The tokens of one text, and where each stands in it (half-open character offsets)."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]


class Row(NamedTuple):
    """One input of the model.

    ``ids[:boundary]`` has token type 0, the rest 1. ``sentences[i]`` is the half-open range of the i-th sentence's
    tokens; the ``[SEP]`` that carries its relevance stands at the range's end.
    """

    ids: list[int]
    boundary: int
    sentences: tuple[tuple[int, int], ...]


def load_tokenizer(file: Path) -> "Tokenizer":
    """Load a ``tokenizer.json`` for encoding by parts: no padding, no cutting, no special meaning for any text."""
    from tokenizers import Tokenizer

    return prepared(Tokenizer.from_file(str(file)))


def prepared(tokenizer: "Tokenizer") -> "Tokenizer":
    """Switch off everything that ``Row`` decides itself."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True
    return tokenizer


def tokenize(tokenizer: "Tokenizer", text: str) -> Pieces:
    """Tokenise any text, however broken: a lone surrogate counts as one unknown character."""
    encoded = tokenizer.encode(_encodable(text[:CHARACTER_LIMIT]), add_special_tokens=False)
    return Pieces(encoded.ids, encoded.offsets)


def tokenize_all(tokenizer: "Tokenizer", texts: Sequence[str]) -> list[Pieces]:
    """Tokenise many texts as ``tokenize`` does each, in half the time."""
    encodable = [_encodable(text[:CHARACTER_LIMIT]) for text in texts]
    return [Pieces(each.ids, each.offsets) for each in tokenizer.encode_batch(encodable, add_special_tokens=False)]


def compose(question: Sequence[int], title: Sequence[int], sentences: Sequence[Sequence[int]]) -> Row:
    """Lay token ids out as one row of at most ``ROW_LIMIT`` tokens."""
    ids = [CLS, *question[:QUESTION_LIMIT], SEP]
    boundary = len(ids)
    ids += [*title[:TITLE_LIMIT], SEP]
    longest = _longest([len(sentence) for sentence in sentences], ROW_LIMIT - len(ids) - len(sentences))
    ranges = []
    for sentence in sentences:
        first = len(ids)
        ids += sentence[:longest]
        ranges.append((first, len(ids)))
        ids.append(SEP)
    return Row(ids, boundary, tuple(ranges))


def _longest(lengths: Sequence[int], room: int) -> int:
    """The largest cap on each length under which all of them fit the room: short sentences are never cut."""
    longest = max(lengths, default=0)
    while longest > 0 and sum(min(length, longest) for length in lengths) > room:
        longest -= 1
    return longest


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
