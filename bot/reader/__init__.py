"""The small extractive reader: which sentence of a passage answers a question, and which words of it.

A model chooses sentences and spans; it writes no word. ``windows`` cuts the passages, ``OnnxReader`` skims many and
reads the promising ones. Its weights travel with the package, ``MODEL_CARD.md`` says where they come from and what they
can do.
"""

from bot.reader.errors import ReaderDamaged, ReaderFault, ReaderMissing
from bot.reader.models import Passage, Reader, SentenceReading, SpanCandidate
from bot.reader.runtime import OnnxReader
from bot.reader.windows import Layout, Window, windows

__all__ = [
    "Layout",
    "OnnxReader",
    "Passage",
    "Reader",
    "ReaderDamaged",
    "ReaderFault",
    "ReaderMissing",
    "SentenceReading",
    "SpanCandidate",
    "Window",
    "windows",
]
