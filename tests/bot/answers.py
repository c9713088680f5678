"""Build answers, citations and a service that gives them, for tests of what shows answers."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.models import Answer, Citation, ClaimCheck, Question, Reason
from bot.reports import AsOf, Explanation, Listing
from index.models import Sentence


def citation(quote: str = "China offered to mediate.", mark: str | None = "China", **stated: Any) -> Citation:
    """A citation whose quote begins at character 10 of its article; ``mark`` is the short answer in it."""
    span = (quote.index(mark), quote.index(mark) + len(mark)) if mark else None
    values = {
        "source": "truce.txt",
        "start": 10,
        "end": 10 + len(quote),
        "quote": quote,
        "line": 3,
        "answer_span": span,
    }
    return Citation(**{**values, **stated})


def answered(*citations: Citation, **stated: Any) -> Answer:
    """An answered question; the short answer is the first citation's unless stated."""
    cited = citations or (citation(),)
    values = {
        "id": "1",
        "question": "who mediated?",
        "status": "answered",
        "short_answer": cited[0].short_answer,
        "confidence": 0.93,
        "citations": cited,
        "generation": "abc",
    }
    return Answer(**{**values, **stated})


def declined(*nearest: Citation, message: str = "No article speaks of a volcano.", **stated: Any) -> Answer:
    """A declined question."""
    values = {
        "id": "1",
        "question": "which volcano?",
        "status": "declined",
        "confidence": 0.02,
        "nearest": nearest,
        "reason": Reason(message=message),
        "generation": "abc",
    }
    return Answer(**{**values, **stated})


class FakeService:
    """Answers from a table of question text → answer, and remembers what was asked."""

    def __init__(self, answers: Mapping[str, Answer] | Callable[[Question], Answer] | None = None) -> None:
        self.asked: list[Question] = []
        self.news: str | None = None
        self._answers = answers or {}

    def freshen(self) -> str | None:
        return self.news

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if callable(self._answers):
            return self._answers(question)
        found = self._answers.get(question.text) or declined(message=f"No article speaks of {question.text}")
        return found.model_copy(update={"id": question.id or "1", "question": question.text})

    def check(self, text: str) -> ClaimCheck:
        return ClaimCheck(text=text, generation="abc")

    def context(self, citation: Citation, sentences: int = 2) -> list[Sentence]:
        texts = ["Talks had stalled.", citation.quote, "Both sides accepted."]
        starts = [citation.start - 30, citation.start, citation.end + 1]
        return [
            Sentence(
                position=n,
                source=citation.source,
                start=max(0, s),
                end=max(0, s) + len(t),
                text=t,
                paragraph=0,
                order=n,
                line=1,
            )
            for n, (s, t) in enumerate(zip(starts, texts, strict=True))
        ]

    def explain(self, question: Question) -> Explanation:
        return Explanation(question=question.text, type="person", terms=("mediat",), threshold=0.5)

    def sources(self) -> Listing:
        return Listing(generation="abc", articles=())

    def as_of(self) -> AsOf:
        return AsOf(generation="abc")
