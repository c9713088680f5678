"""Answering: from a question and one generation to an Answer. Pure but for the reader it is handed."""

from bot.answering.answerer import Answerer, Stages

__all__ = ["Answerer", "Stages"]
